"""How the window fits its screen: never larger than it, and below the comfortable size the page scrolls."""

from PySide6.QtCore import QRect, QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from frontdesk.ui.page import Page
from frontdesk.ui.widgets import scrolling_both

COMFORT = QSize(1180, 680)
"""From this size on nothing is left out."""
_LEAST = QSize(560, 360)
_FRAME = QSize(2, 40)
"""What a window's own frame takes of the screen."""


def fit_screen(window: QWidget, wanted: QSize, least: QSize = _LEAST) -> None:
    """Size a window as wanted, but never ask for more than the screen has free."""
    free = window.screen().availableSize() - _FRAME
    window.setMinimumSize(least.boundedTo(free))
    window.resize(wanted.boundedTo(free))


class _Pages(QStackedWidget):
    def heightForWidth(self, width: int) -> int:
        # The height comes from the page's own least size: asked here, Qt would take the tallest of all pages.
        return -1


class PageArea(QWidget):
    """The pages one behind the other; where the window is smaller than the page in front can be, it scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = _Pages()
        self._scroll = scrolling_both(self.stack)
        self._scroll.setParent(self)
        self.stack.currentChanged.connect(self._fit)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._scroll.setGeometry(QRect(0, 0, self.width(), self.height()))

    @Slot()
    def _fit(self) -> None:
        page = self.stack.currentWidget()
        least = page.least_size(self.size()) if isinstance(page, Page) else QSize(0, 0)
        self.stack.setMinimumSize(least)

    @Slot(QWidget, QWidget)
    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.stack.isAncestorOf(now) and not self._whole():
            self._scroll.ensureWidgetVisible(now, 24, 24)

    def _whole(self) -> bool:
        return self.stack.width() <= self.width() and self.stack.height() <= self.height()
