"""What stands in the first window at a time: the choice, the set-up's steps, the demo."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QProgressBar, QSizePolicy, QStackedWidget, QWidget

from frontdesk.app.start.demo_people import DemoPeople
from frontdesk.app.start.steps import Step
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, t
from frontdesk.ui import theme
from frontdesk.ui.widgets import Banner, Button, IconLabel, Label, Stepper, column, named, paint, row


class ChoiceButton(QAbstractButton):
    """A large surface with a drawing, a title and a few lines: one of the two ways to begin."""

    def __init__(self, name: str, drawing: str, title: str, note: str, primary: bool) -> None:
        super().__init__()
        self._primary = primary
        self.setText(title)
        named(self, name, title)
        self.setAccessibleDescription(note)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        heading = Label(title, "heading")
        self._note = Label(note, "plain", tone="muted", wrap=True)
        inner = column(IconLabel(drawing, "primary", 44), heading, self._note, None, spacing=12)
        inner.setContentsMargins(24, 24, 24, 24)
        self.setLayout(inner)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(300, 230))

    def set_note(self, note: str) -> None:
        """Change the lines beneath the title."""
        self._note.setText(note)
        self.setAccessibleDescription(note)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return QSize(300, max(230, layout.sizeHint().height() if layout is not None else 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = self.rect().toRectF()
        if self.hasFocus():
            paint.focus_ring(painter, rect, 12)
            rect = rect.adjusted(4, 4, -4, -4)
        edge = "primary" if self._primary or self.underMouse() else "line"
        fill = "raised" if self.underMouse() else "surface"
        paint.box(painter, rect, 12, theme.colour(fill), theme.colour(edge))


class WelcomePane(QWidget):
    """Set this desk up, or try the demo gym."""

    set_up_wanted = Signal()
    demo_wanted = Signal()

    def __init__(self, demo_there: bool) -> None:
        super().__init__()
        self.set_up = ChoiceButton("start.set_up", "reception", t("start.set_up"), t("start.set_up.note"), primary=True)
        demo_note = t("start.demo.there") if demo_there else t("start.demo.note")
        self.demo = ChoiceButton("start.demo", "play", t("start.demo"), demo_note, primary=False)
        self.set_up.clicked.connect(self.set_up_wanted)
        self.demo.clicked.connect(self.demo_wanted)
        choices = row(self.set_up, self.demo, spacing=18)
        self.setLayout(
            column(
                Label(t("start.welcome"), "name"),
                Label(t("start.welcome.note"), tone="muted", wrap=True),
                choices,
                None,
                spacing=14,
            )
        )

    def take_focus(self) -> None:
        """Put the keyboard on the first choice."""
        self.set_up.setFocus(Qt.FocusReason.TabFocusReason)


class SetUpPane(QWidget):
    """The steps, one after the other."""

    left = Signal()
    """Back from the first step."""
    finished = Signal()
    """All steps are answered: make the desk."""

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__()
        self.steps = tuple(steps)
        self.stepper = Stepper("start.stepper", [t(step.title) for step in steps])
        self._stack = QStackedWidget()
        for step in steps:
            self._stack.addWidget(step)
        self.failure = Banner("start.failure", "bad")
        self.failure.hide()
        self.progress = _busy_bar()
        self.back = Button(t("ui.back"), "start.back", shortcut="Esc")
        self.next = Button("", "start.next", kind="primary", shortcut="Enter")
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        whole = column(
            self.stepper, self._stack, self.failure, self.progress, row(None, self.back, self.next), spacing=14
        )
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._busy = False

    def current(self) -> int:
        """The step at work, from 0."""
        return self._stack.currentIndex()

    def show_step(self, number: int) -> None:
        """Put a step in front."""
        before = self._stack.currentWidget()
        if isinstance(before, Step):
            before.leave()
        self._stack.setCurrentIndex(number)
        self.stepper.set_current(number)
        last = number == len(self.steps) - 1
        self.next.set_words(t("start.finish") if last else t("start.next"))
        self.failure.hide()
        self.steps[number].enter()

    def set_busy(self, busy: bool) -> None:
        """While the desk is being made nothing can be changed."""
        self._busy = busy
        self._stack.setEnabled(not busy)
        self.back.setEnabled(not busy)
        self.next.setEnabled(not busy)
        self.progress.setVisible(busy)
        if busy:
            self.failure.hide()

    def show_failure(self, error: FrontdeskError) -> None:
        """The desk could not be made: why, and what is safe."""
        self.set_busy(False)
        self.failure.show_state("bad", *error_text(error))
        self.failure.show()

    def stop(self) -> None:
        """End what the step in front has started."""
        self.steps[self.current()].leave()

    @Slot()
    def go_on(self) -> None:
        """The next step, once this one is right."""
        number = self.current()
        if self._busy or not self.steps[number].check():
            return
        if number < len(self.steps) - 1:
            self.show_step(number + 1)
        else:
            self.finished.emit()

    @Slot()
    def go_back(self) -> None:
        """The step before; what was typed is kept."""
        if self._busy:
            return
        number = self.current()
        self.steps[number].keep()
        if number > 0:
            self.show_step(number - 1)
        else:
            self.stop()
            self.left.emit()


class DemoPane(QWidget):
    """What the demo is, who can sign in, and how far filling it has come."""

    open_wanted = Signal()
    anew_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mark = Banner("start.demo.mark", "warn", t("start.demo.mark"), t("start.demo.mark.note"))
        self.progress = _busy_bar()
        self.progress.setRange(0, 1000)
        self.said = Label("", "note", name="start.demo.said")
        self.failure = Banner("start.demo.failure", "bad")
        self.failure.hide()
        self.back = Button(t("ui.back"), "start.demo.back", shortcut="Esc")
        self.anew = Button(t("start.demo.anew"), "start.demo.anew", icon="refresh")
        self.open = Button(t("start.demo.open"), "start.demo.open", kind="primary", shortcut="Enter")
        self.back.clicked.connect(self.left)
        self.anew.clicked.connect(self.anew_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.setLayout(
            column(
                Label(t("start.demo"), "name"),
                self.mark,
                Label(t("start.demo.people.note"), wrap=True),
                DemoPeople("start.demo.people"),
                None,
                self.failure,
                self.said,
                self.progress,
                row(self.anew, None, self.back, self.open),
                spacing=14,
            )
        )

    def show_ready(self) -> None:
        """The demo gym is there and may be opened."""
        self.progress.hide()
        self.said.setText(t("start.demo.ready"))
        self.anew.show()
        self.open.setEnabled(True)

    def show_filling(self) -> None:
        """The demo gym is being filled."""
        self.failure.hide()
        self.anew.hide()
        self.open.setEnabled(False)
        self.progress.setValue(0)
        self.progress.show()
        self.said.setText(t("start.demo.filling", percent=0))

    def show_progress(self, done: int, total: int) -> None:
        """How far it has come."""
        self.progress.setValue(1000 * done // max(1, total))
        self.said.setText(t("start.demo.filling", percent=100 * done // max(1, total)))

    def show_failure(self, error: FrontdeskError) -> None:
        """It could not be filled; it may be tried again."""
        self.progress.hide()
        self.said.setText("")
        self.failure.show_state("bad", *error_text(error))
        self.failure.show()
        self.anew.show()
        self.open.setEnabled(False)


def _busy_bar() -> QProgressBar:
    bar = named(QProgressBar(), "start.progress", t("start.progress"))
    bar.setRange(0, 0)
    bar.setTextVisible(False)
    bar.setFixedHeight(8)
    bar.hide()
    return bar
