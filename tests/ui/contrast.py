"""Finds what is painted too faintly: WCAG 2 contrast of what stands on the pixels, not of what was meant."""

from dataclasses import asdict, dataclass

from PIL import Image, ImageChops
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QWidget,
)

from frontdesk.app.slip_viewer import SlipPicture
from frontdesk.ui import theme
from frontdesk.ui.dialogs.scrim import Scrim
from frontdesk.ui.tokens import contrast
from frontdesk.ui.widgets import EmptyState, IconLabel, Line, PhotoView
from tests.ui.shapes import faint_shapes

TEXT, DISABLED, SHAPE = 4.5, 3.0, 3.0
"""WCAG 1.4.3 for text, 1.4.11 for the outlines of fields; a disabled control is exempt, but must stay legible."""
_DIFFERS = 24
"""So far from the ground a pixel's channel must lie to count as painted."""
_SHARE = 0.75
_NOT_TEXT = (QHeaderView, Line, EmptyState, PhotoView, QAbstractSlider, IconLabel, Scrim, SlipPicture)
"""Icons are looked at as shapes; a slip's picture is as faint as the paper."""
_GAP_X, _LEAST = 10, 6
"""Words this far apart are looked at one by one; what is lower than this is a line, not text."""


@dataclass(frozen=True, slots=True)
class Faint:
    """A piece of text, or an outline, and how far it stands out."""

    widget: str
    ratio: float
    needed: float
    colours: tuple[str, str]

    def __str__(self) -> str:
        return f"{self.widget}: {self.ratio:.2f} of {self.needed} ({self.colours[0]} on {self.colours[1]})"


class ContrastWatch:
    """Looks at every widget of every picture once; a widget painted as before is not measured again."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self.measured = 0
        self.worst = 21.0

    def find_faint(self, root: QWidget) -> list[Faint]:
        """What is too faint in a window or dialog as it is painted now."""
        modal = QApplication.activeModalWidget()
        if isinstance(root, _NOT_TEXT) or (modal is not None and root is not modal):
            return []  # dimmed behind a question
        picture = _picture(root)
        ratio = root.devicePixelRatioF()
        found = []
        for child in [root, *root.findChildren(QWidget)]:
            place = _place(root, child)
            if place is None:
                continue
            box = tuple(round(ratio * edge) for edge in (place.x(), place.y(), place.right() + 1, place.bottom() + 1))
            crop = picture.crop(box)  # type: ignore[arg-type]
            seen = hash((crop.size, crop.tobytes(), child.isEnabled()))
            if seen in self._seen:
                continue
            self._seen.add(seen)
            found += self._faint_in(child, crop, ratio)
        return found + self._faint_shapes(root, picture, ratio)

    def _faint_shapes(self, root: QWidget, picture: Image.Image, ratio: float) -> list[Faint]:
        found = []
        for child, what, reached in faint_shapes(root, picture, ratio):
            found.append(Faint(f"{_words(child)} {what}", reached, SHAPE, ("", "")))
        return found

    def _faint_in(self, child: QWidget, crop: Image.Image, ratio: float) -> list[Faint]:
        needed = TEXT if child.isEnabled() else DISABLED
        found = []
        for part in _parts(crop, ratio):
            front, ground, reached = _stands_out(part)
            if front == theme.tokens().line.upper():
                continue  # the edge of a tile or cell: what it is for is written in it
            self.measured += 1
            if child.isEnabled():
                self.worst = min(self.worst, reached)
            if reached < needed - 0.01:
                found.append(Faint(_words(child), reached, needed, (front, ground)))
        return found


def _picture(root: QWidget) -> Image.Image:
    image = root.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    size = (image.width(), image.height())
    return Image.frombuffer("RGB", size, bytes(image.constBits()), "raw", "RGB", image.bytesPerLine(), 1)


def _place(root: QWidget, child: QWidget) -> QRect | None:
    """Where a widget that paints something itself stands in the root; None if it is not wholly to be seen."""
    if not child.isVisible() or isinstance(child, _NOT_TEXT):
        return None
    if any(one.isVisible() for one in child.findChildren(QWidget)) and not isinstance(child, QComboBox):
        return None
    if isinstance(child, QLabel) and (not child.text() or not child.pixmap().isNull()):
        return None
    if isinstance(child, QAbstractScrollArea):
        return None
    seen = child.visibleRegion().boundingRect()
    if seen.width() < 8 or seen.height() < 8:
        return None
    shown = seen.translated(child.mapTo(root, QPoint(0, 0)))
    for corner in (shown.center(), shown.topLeft() + QPoint(3, 3), shown.bottomRight() - QPoint(3, 3)):
        above = root.childAt(corner)
        if above is not None and above is not child and not above.isAncestorOf(child):
            return None
    inset = 8 if shown.height() >= 34 and not isinstance(child, QLabel) else 0
    return shown.adjusted(inset, inset, -inset, -inset)


def _parts(crop: Image.Image, ratio: float) -> list[Image.Image]:
    """The pieces of text in a picture: line by line, and word group by word group."""
    mask = _painted(crop)
    found = []
    for top, bottom in _runs(mask, across=False, gap=1):
        if bottom - top < _LEAST * ratio:
            continue
        line = crop.crop((0, top, crop.width, bottom))
        for left, right in _runs(_painted(line), across=True, gap=round(_GAP_X * ratio)):
            if right - left >= 4 * ratio:
                found.append(line.crop((left, 0, right, bottom - top)))
    return found


def _painted(crop: Image.Image) -> Image.Image:
    ground = _ground(crop)
    apart = ImageChops.difference(crop, Image.new("RGB", crop.size, ground))
    red, green, blue = apart.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue).point([0] * _DIFFERS + [255] * (256 - _DIFFERS))


def _ground(crop: Image.Image) -> tuple[int, int, int]:
    colours = crop.getcolors(crop.width * crop.height) or [(1, (0, 0, 0))]
    return max(colours)[1]  # type: ignore[return-value]


def _runs(mask: Image.Image, *, across: bool, gap: int) -> list[tuple[int, int]]:
    """The stretches of rows (or columns) in which something is painted, those nearer than a gap joined."""
    size = (mask.width, 1) if across else (1, mask.height)
    # A reducing BOX filter of a single dark pixel in a wide row rounds to nothing: maximum instead of mean.
    line = mask.reduce((1, mask.height)) if across else mask.reduce((mask.width, 1))
    values = line.resize(size).tobytes()
    runs: list[tuple[int, int]] = []
    for place, value in enumerate(values):
        if not value:
            continue
        if runs and place - runs[-1][1] <= gap:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def _stands_out(part: Image.Image) -> tuple[str, str, float]:
    """The strongest colour of a piece, its ground, and their contrast."""
    ground = _hex(_ground(part))
    best, strongest = 1.0, ground
    for _, colour in part.getcolors(part.width * part.height) or []:
        name = _hex(colour)  # type: ignore[arg-type]
        reached = contrast(name, ground)
        if reached > best:
            best, strongest = reached, name
    return strongest, ground, max(best, _meant(strongest, ground))


def _meant(painted: str, ground: str) -> float:
    """Thin strokes cover no pixel wholly: the contrast of the theme's colour that was mixed with the ground, or 0.

    Only where at least three quarters of it arrived; a colour at half strength is too faint, however it came about.
    """
    best = 0.0
    there, beneath = _rgb(painted), _rgb(ground)
    for name, colour in asdict(theme.tokens()).items():
        if name == "name":
            continue
        whole = _rgb(colour)
        spans = [(t - b, w - b) for t, b, w in zip(there, beneath, whole, strict=True)]
        share = sum(t * w for t, w in spans) / (sum(w * w for _, w in spans) or 1)
        if _SHARE <= share <= 1 and all(abs(t - share * w) < 10 for t, w in spans):
            best = max(best, contrast(colour, ground))
    return best


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(colour: tuple[int, int, int]) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)


def _words(child: QWidget) -> str:
    said = child.text() if isinstance(child, QLabel | QLineEdit) else child.accessibleName()
    return f"{child.objectName() or type(child).__name__} {said[:30]!r}"
