"""The dialog every question and form is made of."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QProgressBar, QWidget

from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, t
from frontdesk.ui import theme
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs.scrim import Scrim
from frontdesk.ui.reading_order import move_focus, tab_stops
from frontdesk.ui.runner import Cancelled, InternalFault
from frontdesk.ui.widgets.banner import Banner
from frontdesk.ui.widgets.buttons import Button, ButtonKind
from frontdesk.ui.widgets.fields import TextEdit
from frontdesk.ui.widgets.labels import Label
from frontdesk.ui.widgets.naming import NO_SCAN, named
from frontdesk.ui.widgets.surface import Line, column, row, scrolling_both

_FRAME = QSize(16, 48)
"""What a dialog leaves of the screen for its own frame."""


class Dialog(QDialog):
    """Title, body, error line and two buttons. Enter confirms once, Esc goes back, nothing is pressed twice.

    Subclasses fill ``self.body`` and override ``confirm``; for work in the background they call ``work`` there, which
    shows the busy state, puts an error inline, and calls ``worked(result)`` (default: close as accepted). Show with
    ``open()``, never ``exec()``.
    """

    def __init__(
        self,
        desk: Desk,
        name: str,
        title: str,
        *,
        confirm: str,
        note: str = "",
        kind: ButtonKind = "primary",
        width: int = 480,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.result_value: Any = None
        self.over = False
        """Whether it was answered; a dialog that is only hidden while the desk is locked is not over."""
        self._scrim: Scrim | None = None
        self._busy = False
        self._turned_down = False
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(width)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        named(self, name, title)
        self.body = column(spacing=14)
        self.banner = Banner(f"{name}.error", "bad")
        self.banner.hide()
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(6)
        policy = self._progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._progress.setSizePolicy(policy)
        self._progress.hide()
        self.cancel_button = Button(t("ui.back"), f"{name}.back", shortcut="Esc")
        self.cancel_button.clicked.connect(self.reject)
        self.confirm_button = Button(confirm, f"{name}.confirm", kind=kind, shortcut="Enter")
        self.confirm_button.clicked.connect(self._confirm)
        self._buttons = row(None, self.cancel_button, self.confirm_button)
        self._lay_out(title, note)

    def _lay_out(self, title: str, note: str) -> None:
        heading = Label(title, "heading", wrap=True)
        more = Label(note, "plain", tone="muted", wrap=True)
        if not note:
            more.hide()
        inner = column(heading, more, spacing=6)
        outer = column(inner, Line(), self.body, self.banner, self._progress, self._buttons, spacing=14)
        outer.setContentsMargins(24, 20, 24, 20)
        self.setLayout(outer)

    def add_button(self, button: Button) -> Button:
        """A third way out, left of the others."""
        self._buttons.insertWidget(0, button)
        return button

    def confirm(self) -> None:
        """What the main button does; closes as accepted unless overridden."""
        self.accept()

    def work(self, call: Callable[..., object], *args: Any, **kwargs: Any) -> None:
        """Run a use case in the background with the dialog busy; ``worked`` or an inline error follows."""
        self.set_busy(True)
        self.desk.run(call, *args, then=self._worked, failed=self._failed, **kwargs)

    def worked(self, result: Any) -> None:
        """The background call succeeded: keep the result and close."""
        self.result_value = result
        self.accept()

    @Slot(object)
    def show_failure(self, error: FrontdeskError) -> None:
        """The background call was refused: say why, what is safe and what to do, and allow another try."""
        self.set_busy(False)
        if not isinstance(error, Cancelled | InternalFault):
            what, todo = error_text(error)
            self.banner.show_state("bad", what, todo)
            self.banner.show()
            self.adjustSize()

    def handle_scan(self, text: str) -> bool:
        """Something was scanned: it takes the place of the text the keyboard is at. True if it was used."""
        field = self.focusWidget()
        if self._busy or not isinstance(field, TextEdit) or field.isReadOnly() or field.property(NO_SCAN):
            return False
        field.setText(text)
        field.textEdited.emit(field.text())
        return True

    def turn_down(self) -> None:
        """Somebody else is at the desk now: as Esc; work under way ends, but nothing more is asked for it."""
        self._turned_down = True
        self.reject()

    def clear_failure(self) -> None:
        """Take the error line away."""
        self.banner.hide()

    def set_busy(self, busy: bool) -> None:
        """While busy nothing can be pressed or changed."""
        self._busy = busy
        self._progress.setVisible(busy)
        self.confirm_button.setEnabled(not busy)
        self.cancel_button.setEnabled(not busy)
        self.setCursor(Qt.CursorShape.BusyCursor if busy else Qt.CursorShape.ArrowCursor)

    def is_busy(self) -> bool:
        """Whether a background call runs."""
        return self._busy

    @Slot()
    def reject(self) -> None:
        if not self._busy:
            super().reject()

    @Slot()
    def _confirm(self) -> None:
        if not self._busy:
            self.clear_failure()
            self.confirm()

    @Slot(object)
    def _failed(self, error: FrontdeskError) -> None:
        if self._turned_down:
            self.set_busy(False)
            self.reject()
        else:
            self.show_failure(error)

    @Slot(object)
    def _worked(self, result: object) -> None:
        self.set_busy(False)
        self.worked(result)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return move_focus(self, forward)

    def _first_stop(self) -> QWidget:
        # The first field; without fields the main button, so that Enter does what its key cap says.
        stops = [stop for stop in tab_stops(self) if not isinstance(stop, Button)]
        return stops[0] if stops else self.confirm_button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.confirm_button.press()
            event.accept()
            return
        super().keyPressEvent(event)

    def done(self, result: int) -> None:
        self.over = True
        super().done(result)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._grow()
        return done

    def _grow(self) -> None:
        # An error that comes up at a field needs room; wrapped lines tell a window nothing of it by themselves.
        layout = self.layout()
        wanted = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        missing = min(wanted, self._most().height()) - self.height()
        if missing > 0:
            self.setGeometry(self.x(), self.y() - missing // 2, self.width(), self.height() + missing)

    def _most(self) -> QSize:
        return self.screen().availableSize() - _FRAME

    def _fit_screen(self) -> None:
        """On a screen that is too small the body scrolls; buttons and errors stay in view."""
        most, outer = self._most(), self.layout()
        if self.minimumWidth() > most.width():
            self.setMinimumWidth(most.width())
        if not isinstance(outer, QBoxLayout) or (self.height() <= most.height() and self.width() <= most.width()):
            return
        place = outer.indexOf(self.body)
        if place >= 0:
            holder = QWidget()
            outer.takeAt(place)
            holder.setLayout(self.body)
            outer.insertWidget(place, scrolling_both(holder), 1)
            outer.activate()
        self.resize(min(self.width(), most.width()), min(self.height(), most.height()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            self.adjustSize()
            self._fit_screen()
            frame = parent.window().frameGeometry()
            self.move(frame.center() - self.rect().center())
            self._scrim = Scrim(parent.window())
        if self.focusWidget() in (None, self.cancel_button, self.confirm_button):
            self._first_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._scrim is not None:
            self._scrim.leave()
            self._scrim = None

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(theme.colour("edge"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
