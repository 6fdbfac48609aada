"""Pictures of painted parts that look the same again and again, so that a frame copies them instead of drawing them."""

from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

_MOST_BYTES = 8_000_000


class Pictures:
    """So many bytes of pictures at most; those not used for longest go first."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[Hashable, QPixmap] = OrderedDict()

    def get(
        self, key: Hashable, size: QSize, density: int, ground: QColor | None, paint: Callable[[QPainter], None]
    ) -> QPixmap:
        """The picture of this key, painted now if need be on an opaque ``ground``; None is for strokes without words.

        ``size`` is in logical px; ``density``, the screen's device pixel ratio, is whole: between two whole numbers a
        picture would not meet the screen's own pixels. The key must say all that the look depends on, the theme too.
        """
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        # Without a transparent ground letters get the same edges as on the screen.
        found = QPixmap(size * density)
        found.setDevicePixelRatio(density)
        found.fill(Qt.GlobalColor.transparent if ground is None else ground)
        painter = QPainter(found)
        paint(painter)
        painter.end()
        self._kept[key] = found
        self._bytes += _bytes_of(found)
        while self._bytes > self._most_bytes and len(self._kept) > 1:
            self._bytes -= _bytes_of(self._kept.popitem(last=False)[1])
        return found

    def bytes_kept(self) -> int:
        """What the pictures take."""
        return self._bytes


def _bytes_of(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4


def whole_density(painter: QPainter) -> int:
    """The device pixel ratio of what is painted on where pictures can be used, otherwise 0."""
    device = painter.device()
    density = float(device.devicePixelRatio()) if device is not None else 1.0
    return int(density) if density == int(density) else 0
