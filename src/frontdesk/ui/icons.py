"""The program's own icons: SVG lines rendered once for each colour, size and screen density."""

import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from frontdesk.core.resources import resource_path

_pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}


@cache
def _source(name: str) -> str:
    return resource_path(f"icons/{name}.svg").read_text(encoding="utf-8")


def names() -> list[str]:
    """Every icon there is."""
    return sorted(path.stem for path in resource_path("icons").glob("*.svg"))


def pixmap(name: str, colour: str, size: int, density: float = 1.0) -> QPixmap:
    """An icon in a colour; ``size`` in logical px, ``density`` the screen's device pixel ratio.

    Raises FileNotFoundError for a name without a drawing.
    """
    key = (name, colour, size, density)
    if key not in _pixmaps:
        _pixmaps[key] = QPixmap.fromImage(_image(name, colour, size, density))
    return _pixmaps[key]


def icon(name: str, colour: str, size: int = 20) -> QIcon:
    """The same as a QIcon, for Qt's own widgets (menus, window icon)."""
    result = QIcon()
    for density in (1.0, 2.0):
        result.addPixmap(pixmap(name, colour, size, density))
    return result


def draw(painter: QPainter, name: str, colour: str, rect: QRectF) -> None:
    """Paint an icon centred into a square of a painter's coordinates."""
    device = painter.device()
    density = float(device.devicePixelRatio()) if device is not None else 1.0
    size = round(min(rect.width(), rect.height()))
    target = QRectF(0, 0, size, size)
    target.moveCenter(rect.center())
    target.moveTopLeft(target.topLeft().toPoint())
    painter.drawPixmap(target.topLeft(), pixmap(name, colour, size, density))


def file_for_stylesheet(name: str, colour: str) -> str:
    """A file holding the icon in a colour: stylesheets take images from files only."""
    target = _folder() / f"{name}-{colour.lstrip('#')}.svg"
    if not target.exists():
        target.write_text(_source(name).replace("currentColor", colour), encoding="utf-8")
    return target.as_posix()


@cache
def _folder() -> Path:
    holder = tempfile.TemporaryDirectory(prefix="frontdesk-icons-")
    _holders.append(holder)
    return Path(holder.name)


_holders: list[tempfile.TemporaryDirectory[str]] = []


def _image(name: str, colour: str, size: int, density: float) -> QImage:
    pixels = max(1, round(size * density))
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    image.setDevicePixelRatio(density)
    return image
