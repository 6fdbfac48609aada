"""A QR code on a PDF page, as squares that stay sharp at any size."""

from frontdesk.printing.pdf import PdfDocument
from frontdesk.printing.pdf_style import INK


def draw_qr(document: PdfDocument, data: str, size: float = 120.0) -> None:
    """Draw a code of ``size`` points at the left of the page, with the quiet zone that scanners need."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(data)
    matrix = code.get_matrix()
    module = size / len(matrix)
    quiet = 4 * module
    document.need(size + 2 * quiet)
    document.y -= size + 2 * quiet
    left, top = document.left + quiet, document.y + size + quiet
    for line, cells in enumerate(matrix):
        for column, dark in enumerate(cells):
            if dark:
                # A hair wider than the module: viewers leave white lines between squares that only touch.
                x, y = left + column * module, top - (line + 1) * module
                document.pen.rectangle(x, y, module + 0.15, module + 0.15, INK)
