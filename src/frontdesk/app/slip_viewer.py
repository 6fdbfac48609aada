"""What the on-screen printer printed: each slip as a picture of its paper, the newest first."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QWidget

from frontdesk.app.window.news import PRIVATE
from frontdesk.core.i18n import t
from frontdesk.ui.widgets import EmptyState, IconButton, Label, column, named, row, scrolling

_WIDTH = 420
_HEIGHT = 600


class SlipViewer(QDialog):
    """Stays beside the window; ← and → go to older and newer slips."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slips: list[tuple[str, bytes]] = []
        self._at = 0
        title = t("app.slips.title")
        self.setWindowTitle(title)
        self.setModal(False)
        self.setProperty(PRIVATE, True)
        named(self, "slips", title)
        self.paper = SlipPicture("slips.paper")
        self.caption = Label("", "strong", name="slips.caption")
        self.place = Label("", "note", name="slips.place")
        self.newer = IconButton("arrow-left", "slips.newer", t("app.slips.newer"))
        self.older = IconButton("arrow-right", "slips.older", t("app.slips.older"))
        self.newer.clicked.connect(self._to_newer)
        self.older.clicked.connect(self._to_older)
        self._area = scrolling(self.paper)
        self._empty = EmptyState("empty-list", t("app.slips.none"))
        head = row(column(self.caption, self.place, spacing=0), None, self.newer, self.older, spacing=6)
        whole = column(head, self._area, self._empty)
        whole.setStretch(1, 1)
        whole.setContentsMargins(16, 12, 16, 16)
        self.setLayout(whole)
        self.resize(_WIDTH, _HEIGHT)
        self.set_slips([])

    def set_slips(self, slips: Sequence[tuple[str, bytes]]) -> None:
        """Show these slips (caption, PNG), given oldest first; the newest stands in front."""
        self._slips = list(reversed(slips))
        self._at = 0
        self._show()

    def show_slips(self, slips: Sequence[tuple[str, bytes]]) -> None:
        """The same, and come to the front."""
        self.set_slips(slips)
        self.show()
        self.raise_()

    def shown(self) -> str:
        """Caption of the slip in view; empty when there is none."""
        return self._slips[self._at][0] if self._slips else ""

    @Slot()
    def _to_newer(self) -> None:
        self._at = max(0, self._at - 1)
        self._show()

    @Slot()
    def _to_older(self) -> None:
        self._at = min(len(self._slips) - 1, self._at + 1)
        self._show()

    def _show(self) -> None:
        some = bool(self._slips)
        self._area.setVisible(some)
        self._empty.setVisible(not some)
        self.caption.setText(self.shown())
        self.place.setText(t("app.slips.place", at=self._at + 1, of=len(self._slips)) if some else "")
        self.newer.setEnabled(self._at > 0)
        self.older.setEnabled(self._at < len(self._slips) - 1)
        if some:
            caption, png = self._slips[self._at]
            self.paper.set_png(png, caption)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Left and self._slips:
            self._to_newer()
        elif event.key() == Qt.Key.Key_Right and self._slips:
            self._to_older()
        else:
            super().keyPressEvent(event)


class SlipPicture(QWidget):
    """A slip's picture as wide as there is room, never larger than its dots."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._image = QImage()
        named(self, name, t("app.slips.title"))

    def set_png(self, png: bytes, label: str) -> None:
        """Show a slip; ``label`` is what a screen reader says."""
        self._image = QImage.fromData(png)
        self.setAccessibleName(label)
        self.setMinimumHeight(self._target(self.width() or _WIDTH).height())
        self.updateGeometry()
        self.update()

    def _target(self, width: int) -> QRect:
        if self._image.isNull():
            return QRect()
        shown = min(width, self._image.width())
        size = QSize(shown, round(self._image.height() * shown / self._image.width()))
        return QRect((width - size.width()) // 2, 0, size.width(), size.height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._target(width).height()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        target = self._target(self.width())
        density = self.devicePixelRatioF()
        # Scaled in one smooth step: shrunk text stays readable where the painter's own scaling drops strokes.
        scaled = self._image.scaled(
            target.size() * density, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawImage(target, scaled)
