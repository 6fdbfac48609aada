"""Strokes the painted widgets have in common: rounded boxes, key caps, focus rings."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from frontdesk.ui import theme
from frontdesk.ui.tokens import FOCUS_WIDTH

_CAP_HEIGHT = 20.0
_CAP_PADDING = 6.0


def box(painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, edge: QColor | None = None) -> None:
    """A filled rounded box with a crisp 1 px edge."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    inner = rect.adjusted(0.5, 0.5, -0.5, -0.5) if edge is not None else rect
    painter.drawRoundedRect(inner, radius, radius)


def focus_ring(painter: QPainter, rect: QRectF, radius: float) -> None:
    """The 3 px ring around what has the keyboard."""
    half = FOCUS_WIDTH / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("focus"), FOCUS_WIDTH))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def cap_font() -> QFont:
    """The font of key caps."""
    return theme.base_font(12)


def cap_width(text: str) -> float:
    """Width of a key cap with this word on it."""
    return max(_CAP_HEIGHT, QFontMetricsF(cap_font()).horizontalAdvance(text) + 2 * _CAP_PADDING)


def key_cap(painter: QPainter, left: float, middle: float, text: str, front: QColor) -> None:
    """A key cap such as [Enter], its left edge at ``left`` and centred on ``middle``."""
    rect = QRectF(left, middle - _CAP_HEIGHT / 2, cap_width(text), _CAP_HEIGHT)
    edge = QColor(front)
    edge.setAlphaF(0.45)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(front)
    painter.setFont(cap_font())
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def words(painter: QPainter, rect: QRectF, text: str, font: QFont, colour: QColor, align: Qt.AlignmentFlag) -> None:
    """One line of text, shortened with … where it does not fit."""
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width() + 0.5)
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, shown)


def line(painter: QPainter, start: QPointF, end: QPointF, colour: QColor, width: float = 1) -> None:
    """A straight line."""
    painter.setPen(QPen(colour, width))
    painter.drawLine(start, end)
