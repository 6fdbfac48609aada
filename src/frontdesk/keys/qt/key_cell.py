"""How one key looks on the board: a state by shape and colour, and the sign of what lies in its slot."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from frontdesk.keys.board import Cell
from frontdesk.ui import icons, theme
from frontdesk.ui.tokens import Tone
from frontdesk.ui.widgets import paint
from frontdesk.ui.widgets.pictures import Pictures

RADIUS = 8.0

# What a cell looks like: tone of the ground (None: surface), edge, number struck through.
_LOOKS: Mapping[str, tuple[Tone | None, str, bool]] = {
    "free": (None, "line", False),
    "out": ("info", "", False),
    "out_no_card": ("info", "", False),
    "guest": ("info", "", False),
    "suggested": ("primary", "primary", False),
    "left_card": ("warn", "warn", False),
    "lost": ("bad", "", True),
    "out_of_use": (None, "dashed", False),
}
STATES = tuple(_LOOKS)

_pictures = Pictures()


def state_of(cell: Cell, suggested: str = "") -> str:
    """A cell's state as one word, a key of the legend."""
    if cell.state in ("lost", "out_of_use"):
        return cell.state
    if cell.is_out:
        if cell.in_tray.startswith("card/"):
            return "out"
        return "guest" if cell.in_tray else "out_no_card"
    if cell.in_tray:
        return "left_card"
    return "suggested" if cell.code == suggested else "free"


def paint_cell(painter: QPainter, rect: QRectF, state: str, text: str) -> None:
    """Draw one cell; also used for the swatches of the legend, with an empty text."""
    tone, edge, struck = _LOOKS[state]
    front, soft = theme.tone_colours(tone or "plain")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if edge == "dashed":
        painter.setPen(QPen(theme.colour("edge"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        front = theme.colour("muted")
    else:
        fill = soft if tone else theme.colour("surface")
        paint.box(painter, rect, RADIUS, fill, theme.colour(edge) if edge else None)
    if state == "suggested":
        painter.setPen(QPen(theme.colour("primary"), 2.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -1.5), RADIUS, RADIUS)
    _paint_tray(painter, rect, state)
    if text:
        font = theme.base_font(16, QFont.Weight.Bold)
        font.setStrikeOut(struck)
        paint.words(painter, rect.adjusted(4, 0, -4, 0), text, font, front, Qt.AlignmentFlag.AlignHCenter)


def copy_cell(painter: QPainter, rect: QRectF, state: str, text: str, density: int) -> None:
    """Draw one cell on a card's surface from its picture: turning to another zone draws some eighty at once.

    ``density`` as ``whole_density`` says; with 0 the cell is painted afresh.
    """
    if not density:
        paint_cell(painter, rect, state, text)
        return
    around = rect.toAlignedRect()
    left, top = around.left(), around.top()
    # Edges between two pixels look another way than edges on one.
    shape = (rect.left() - left, rect.top() - top, rect.width(), rect.height())

    def paint_moved(on_picture: QPainter) -> None:
        paint_cell(on_picture, rect.translated(-left, -top), state, text)

    key = (state, text, shape, density, theme.tokens().name)
    ground = theme.colour("surface")
    painter.drawPixmap(left, top, _pictures.get(key, around.size(), density, ground, paint_moved))


def _paint_tray(painter: QPainter, rect: QRectF, state: str) -> None:
    """The sign in the corner: a filled card, a hollow one for none, a note for a document, a dot for a card left."""
    if rect.width() < 30:
        corner = QRectF(rect.center().x() - 4.5, rect.center().y() - 3, 9, 6)
    else:
        corner = QRectF(rect.right() - 15, rect.top() + 5, 10, 7)
    if state in ("out", "left_card"):
        front = theme.tone_colours("info" if state == "out" else "warn")[0]
        paint.box(painter, corner, 1.5, front)
    elif state == "out_no_card":
        painter.setPen(QPen(theme.colour("info"), 1.2, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(corner, 1.5, 1.5)
    elif state == "guest":
        place = QRectF(corner.center().x() - 6, corner.center().y() - 6, 12, 12)
        icons.draw(painter, "user", theme.colour("info").name(), place)
    elif state == "lost" and rect.width() < 30:
        painter.setPen(QPen(theme.colour("bad"), 1.5))
        painter.drawLine(QPointF(rect.left() + 3, rect.center().y()), QPointF(rect.right() - 3, rect.center().y()))
