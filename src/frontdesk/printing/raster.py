"""Slip lines drawn as dots: for pictures of slips, and for lines that the printer's own font can't print.

A column is 12 dots wide and a line 30 dots high (24 and a gap of 6), as receipt printers have them, so a drawn line
stands exactly where a printed one would.
"""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image as Pictures
from PIL import ImageChops, ImageDraw, ImageFont

from frontdesk.printing.fonts import FontFile, font_for, fonts_for_dots
from frontdesk.printing.gbk import PC437, Charset, printable, wrap
from frontdesk.printing.layout import Line
from frontdesk.printing.slip import Barcode, Image, Qr

COLUMN_DOTS = 12
GLYPH_DOTS = 24
GAP_DOTS = 6
_BLACK_ABOVE = 112
_MOST_IMAGE_DOTS = 4_000_000

_NEAREST = Pictures.Resampling.NEAREST

Picture = Pictures.Image


def line_picture(line: Line, columns: int, charset: Charset) -> Picture:
    """A line as wide as the paper: 0 is paper, 255 ink, smooth edges."""
    height = GLYPH_DOTS * line.tall + GAP_DOTS
    picture = Pictures.new("L", (columns * COLUMN_DOTS, height), 0)
    used = sum(map(charset.char_width, line.text)) * line.wide
    space = max(0, columns - used) * COLUMN_DOTS
    left = {"left": 0, "center": space // 2, "right": space}[line.align]
    cell = COLUMN_DOTS * line.wide
    for char in line.text:
        width = charset.char_width(char)
        if char != " " and width:
            glyph = _glyph(char, width, line.bold, line.wide, line.tall)
            picture.paste(glyph, (left, 0))
        left += cell * width
    return picture


def line_dots(line: Line, columns: int, charset: Charset) -> tuple[bytes, int]:
    """A line as rows of bits, black = 1, and the bytes a row."""
    return _bits(line_picture(line, columns, charset))


def graphic_dots(element: Qr | Barcode | Image, paper_dots: int) -> tuple[bytes, int]:
    """A QR code, barcode or picture, centred on the paper, as rows of bits and the bytes a row."""
    drawn = graphic_picture(element, paper_dots)
    picture = Pictures.new("L", (paper_dots, drawn.height), 0)
    picture.paste(drawn, ((paper_dots - drawn.width) // 2, 0))
    return _bits(picture)


def graphic_picture(element: Qr | Barcode | Image, paper_dots: int) -> Picture:
    """A QR code, barcode or picture at its printed size, at most as wide as the paper; 255 is ink."""
    if isinstance(element, Qr):
        return _qr(element, paper_dots)
    if isinstance(element, Barcode):
        return _barcode(element, paper_dots)
    return _image(element.png, paper_dots)


def _bits(picture: Picture) -> tuple[bytes, int]:
    black = picture.point(lambda value: 255 if value > _BLACK_ABOVE else 0).convert("1", dither=Pictures.Dither.NONE)
    return black.tobytes(), (picture.width + 7) // 8


@lru_cache(maxsize=1024)
def _glyph(char: str, width: int, bold: bool, wide: int, tall: int) -> Picture:
    """One character in its cell of `width` columns, stretched as the printer would."""
    scale = max(wide, tall)
    cell = (COLUMN_DOTS * width * scale, GLYPH_DOTS * scale + GAP_DOTS)
    if "\u2500" <= char <= "\u2550":
        picture = _box_line(char, cell)
    else:
        face = font_for(char, fonts_for_dots())
        picture = _drawn(char, face, cell) if face else _missing(char, cell)
    if bold:
        shifted = ImageChops.offset(picture, 1, 0)
        shifted.paste(0, (0, 0, 1, cell[1]))
        picture = ImageChops.lighter(picture, shifted)
    size = (COLUMN_DOTS * width * wide, GLYPH_DOTS * tall + GAP_DOTS)
    return picture if size == cell else picture.resize(size, Pictures.Resampling.LANCZOS)


def _drawn(char: str, face: FontFile, cell: tuple[int, int]) -> Picture:
    glyph_height = cell[1] - GAP_DOTS
    font = _font(face.path.as_posix(), face.index, glyph_height)
    picture = Pictures.new("L", cell, 0)
    draw = ImageDraw.Draw(picture)
    baseline = GAP_DOTS // 2 + round(glyph_height * 0.86)
    left, _top, right, _bottom = draw.textbbox((0, baseline), char, font=font, anchor="ls")
    if right - left <= cell[0]:
        advance = font.getlength(char)
        inside = max(-left, min((cell[0] - advance) / 2, cell[0] - right))
        draw.text((inside, baseline), char, font=font, fill=255, anchor="ls")
        return picture
    # A font without half-width letters: draw in full and press it into the cell.
    full = Pictures.new("L", (int(right - left) + 2, cell[1]), 0)
    ImageDraw.Draw(full).text((1 - left, baseline), char, font=font, fill=255, anchor="ls")
    return full.resize(cell, Pictures.Resampling.LANCZOS)


@lru_cache(maxsize=64)
def _font(path: str, index: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, index=index, layout_engine=ImageFont.Layout.BASIC)


def _box_line(char: str, cell: tuple[int, int]) -> Picture:
    """Rules are drawn and not taken from a font, so that they meet from cell to cell."""
    picture = Pictures.new("L", cell, 0)
    draw = ImageDraw.Draw(picture)
    middle = cell[1] // 2
    for y in (middle - 3, middle + 2) if char == "═" else (middle,):
        draw.rectangle((0, y, cell[0], y + 1), fill=255)
    return picture


def _missing(char: str, cell: tuple[int, int]) -> Picture:
    """A box with the character's number: nobody can mistake it for another character."""
    picture = Pictures.new("L", cell, 0)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((1, 4, cell[0] - 2, cell[1] - 5), outline=255)
    code = f"{ord(char):06X}" if ord(char) > 0xFFFF else f"{ord(char):04X}"
    half = len(code) // 2
    font = ImageFont.load_default(size=max(8, cell[1] // 3))
    for row, part in enumerate((code[:half], code[half:])):
        y = cell[1] * (0.3 + 0.4 * row)
        draw.text((cell[0] / 2, y), part, font=font, fill=255, anchor="mm")
    return picture


def _qr(element: Qr, paper_dots: int) -> Picture:
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(printable(element.data).encode()[:512])
    matrix = code.get_matrix()
    count = len(matrix)
    size = max(1, min(element.module_dots, 16, paper_dots // (count + 8)))
    picture = Pictures.new("L", (count, count), 0)
    picture.putdata([255 if dark else 0 for row in matrix for dark in row])
    picture = picture.resize((count * size, count * size), _NEAREST)
    framed = Pictures.new("L", (picture.width, picture.height + 2 * GAP_DOTS), 0)
    framed.paste(picture, (0, GAP_DOTS))
    return framed


def _barcode(element: Barcode, paper_dots: int) -> Picture:
    """Bars above their text; only the text where the bars would be too wide for the paper."""
    from barcode.codex import Code128

    data = element.printable
    modules = Code128(data).build()[0] if data else ""
    size = min(2, paper_dots // len(modules)) if modules else 0
    columns = paper_dots // COLUMN_DOTS
    parts = [line_picture(Line(text, "center"), columns, PC437) for text in wrap(data, columns, PC437)]
    if size:
        bars = Pictures.new("L", (len(modules), 1), 0)
        bars.putdata([255 if module == "1" else 0 for module in modules])
        parts.insert(0, bars.resize((len(modules) * size, max(24, min(element.height_dots, 255))), _NEAREST))
    picture = Pictures.new("L", (paper_dots, GAP_DOTS + sum(part.height for part in parts)), 0)
    top = GAP_DOTS
    for part in parts:
        picture.paste(part, ((paper_dots - part.width) // 2, top))
        top += part.height
    return picture


@lru_cache(maxsize=8)
def _image(png: bytes, paper_dots: int) -> Picture:
    try:
        with Pictures.open(io.BytesIO(png)) as opened:
            if opened.width * opened.height > _MOST_IMAGE_DOTS:
                return Pictures.new("L", (1, 1), 0)
            flat = Pictures.new("RGBA", opened.size, "white")
            flat.alpha_composite(opened.convert("RGBA"))
    except (OSError, ValueError, Pictures.DecompressionBombError):
        return Pictures.new("L", (1, 1), 0)  # a logo that can't be read must not stop a receipt
    grey = flat.convert("L")
    if grey.width > paper_dots:
        grey = grey.resize((paper_dots, max(1, grey.height * paper_dots // grey.width)), Pictures.Resampling.LANCZOS)
    dotted = grey.convert("1")
    return ImageChops.invert(dotted.convert("L"))
