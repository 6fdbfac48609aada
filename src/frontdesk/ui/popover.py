"""A small surface that hangs below a control, inside the window; Esc or a click elsewhere puts it away."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from frontdesk.ui.widgets.surface import column


class Popover(QFrame):
    """Fill ``self.body``, then ``hang_below(control)``. Gives the keyboard back to where it was."""

    def __init__(self, window: QWidget, name: str, width: int = 340) -> None:
        super().__init__(window)
        self.setObjectName(name)
        self.setProperty("surface", "popover")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth(width)
        self.body = column(spacing=8)
        self.body.setContentsMargins(16, 14, 16, 14)
        self.setLayout(self.body)
        self._before: QWidget | None = None
        self.hide()

    def hang_below(self, control: QWidget) -> None:
        """Show, right edges flush with the control's, within the window."""
        window = self.parentWidget()
        assert window is not None
        self._before = QApplication.focusWidget()
        self.adjustSize()
        corner = control.mapTo(window, QPoint(control.width(), control.height() + 4))
        left = min(max(8, corner.x() - self.width()), window.width() - self.width() - 8)
        top = corner.y()
        if top + self.height() > window.height() - 8:
            top = max(8, corner.y() - control.height() - 8 - self.height())
        self.move(left, top)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Keys end here: Enter must not confirm something on the page behind.
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.put_away()
        event.accept()

    def put_away(self) -> None:
        """Hide and give the keyboard back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
            self._before = None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        _app().installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        _app().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            place = event.globalPosition().toPoint()
            if not QRect(self.mapToGlobal(QPoint(0, 0)), self.size()).contains(place):
                self.hide()
        if event.type() == QEvent.Type.WindowBlocked:
            # A dialog opened over the window.
            self.hide()
        return False


def _app() -> QCoreApplication:
    app = QCoreApplication.instance()
    assert app is not None
    return app
