"""Finds what is no text and too faint: outlines of fields, boxes to tick, the focus ring, icons (WCAG 1.4.11)."""

from collections.abc import Iterator

from PIL import Image
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
)

from frontdesk.ui.tokens import contrast
from frontdesk.ui.widgets import IconLabel

NEEDED = 3.0
_FIELDS = (QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
_TICKS = (QCheckBox, QRadioButton)
_OUT, _IN = 3, 5
"""How far outside and inside its edge the outline of a field is looked for, in px."""
_TICK = 30
"""A box to tick lies within so many px of the left edge."""


def faint_shapes(root: QWidget, picture: Image.Image, ratio: float) -> Iterator[tuple[QWidget, str, float]]:
    """(control, what of it, contrast) of every outline, ring and icon that can be seen whole and is too faint."""
    for child in root.findChildren(QWidget):
        kind = _kind(child)
        if not kind or not child.isEnabled() or not _whole(root, child):
            continue
        place = QRect(child.mapTo(root, QPoint(0, 0)), child.size())
        reached = _most(picture, place, ratio, kind)
        if reached < NEEDED - 0.01:
            yield child, kind, reached


def _kind(child: QWidget) -> str:
    parent = child.parentWidget()
    if isinstance(child, IconLabel):
        return "icon"
    if isinstance(child, _TICKS):
        return "box to tick"
    if isinstance(child, _FIELDS) and not isinstance(parent, QComboBox | QAbstractSpinBox | QAbstractSlider):
        return "focus ring" if child.hasFocus() else "outline"
    return ""


def _whole(root: QWidget, child: QWidget) -> bool:
    """Whether nothing covers it: it is found at its own middle, and all of it is inside what shows."""
    if not child.isVisible() or child.visibleRegion().boundingRect() != child.rect() or child.width() < 12:
        return False
    there = root.childAt(child.mapTo(root, child.rect().center()))
    return there is not None and (there is child or child.isAncestorOf(there))


def _most(picture: Image.Image, place: QRect, ratio: float, kind: str) -> float:
    """The contrast of the strongest neighbours across the left edge of a field, or of an icon with its ground."""
    if kind == "icon":
        crop = picture.crop(_box(place, ratio))
        colours = crop.getcolors(crop.width * crop.height) or []
        ground = max(colours)[1]
        return max((_apart(colour, ground) for _, colour in colours), default=21.0)
    # Along the middle line: an outline is crossed there, whatever the corners do.
    middle = place.center().y()
    right = place.left() + (_TICK if kind == "box to tick" else _IN)
    strip = picture.crop(_box(QRect(QPoint(max(0, place.left() - _OUT), middle), QPoint(right, middle)), ratio))
    colours = [colour for _, colour in strip.getcolors(strip.width * strip.height) or []]
    outside = strip.getpixel((0, 0))
    return max(_apart(colour, outside) for colour in colours)


def _box(place: QRect, ratio: float) -> tuple[int, int, int, int]:
    edges = (place.left(), place.top(), place.right() + 1, place.bottom() + 1)
    left, top, right, bottom = (round(ratio * edge) for edge in edges)
    return left, top, right, bottom


def _apart(first: object, second: object) -> float:
    return contrast(_hex(first), _hex(second))


def _hex(colour: object) -> str:
    red, green, blue = colour  # type: ignore[misc]
    return f"#{red:02X}{green:02X}{blue:02X}"
