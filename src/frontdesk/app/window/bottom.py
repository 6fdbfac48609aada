"""The bottom bar: what is due, what is unfinished, what waits for the printer; and language, theme and help."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from frontdesk.app.window.clock import ClockLabel
from frontdesk.app.window.model import DeskStatus, NextStep
from frontdesk.core.clock import Clock
from frontdesk.core.i18n import Language, language, t
from frontdesk.ui import theme
from frontdesk.ui.widgets import (
    Button,
    ButtonKind,
    Chip,
    IconButton,
    Label,
    Line,
    clear_layout,
    forget_sizes,
    named,
    row,
)

_MOST_STEPS = 3


class BottomBar(QFrame):
    """One row, 44 px high."""

    step_chosen = Signal(object)
    theme_wanted = Signal()
    language_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, clock: Clock, mute: QWidget) -> None:
        super().__init__()
        self.setProperty("surface", "bar")
        self.setFixedHeight(44)
        named(self, "bottom")
        self._status = DeskStatus()
        self._steps = row(spacing=10)
        self._shown_steps: tuple[NextStep, ...] | None = None
        self.unfinished = Chip("", "muted", name="bottom.unfinished")
        self.to_print = Chip("", "muted", name="bottom.to_print")
        self.language = language_button("bottom.language")
        self.theme = ThemeButton("bottom.theme")
        self.help = IconButton("help", "bottom.help", t("ui.help"), shortcut="F1")
        self.language.clicked.connect(self.language_wanted)
        self.theme.clicked.connect(self.theme_wanted)
        self.help.clicked.connect(self.help_wanted)
        for button in (mute, self.language, self.theme, self.help):
            button.setFixedHeight(36)
        line = Line(upright=True)
        line.setFixedHeight(20)
        tail = row(
            ClockLabel(clock, "bottom.clock"),
            self.unfinished,
            self.to_print,
            line,
            mute,
            self.language,
            self.theme,
            self.help,
            spacing=6,
        )
        tail.setAlignment(line, Qt.AlignmentFlag.AlignVCenter)
        self._step_buttons: list[Button] = []
        layout = row(self._steps, None, tail)
        layout.setContentsMargins(14, 0, 10, 0)
        self.setLayout(layout)

    def show_status(self, status: DeskStatus) -> None:
        """Counts and next steps."""
        self._status = status
        if status.next_steps != self._shown_steps:
            self._shown_steps = status.next_steps
            clear_layout(self._steps)
            self._step_buttons = [self._step_button(step) for step in status.next_steps[:_MOST_STEPS]]
            for button in self._step_buttons:
                self._steps.addWidget(button)
            if not status.next_steps:
                self._steps.addWidget(Label(t("ui.nothing_due"), "note"))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the bar is narrow, the counts lose their words first, then the later steps go."""
        layout = self.layout()
        assert layout is not None
        for level in range(_MOST_STEPS + 1):
            self._show_count(self.unfinished, "ui.unfinished", self._status.unfinished, "note", bare=level > 0)
            self._show_count(self.to_print, "ui.to_print", self._status.to_print, "printer", bare=level > 0)
            for place, step in enumerate(self._step_buttons[1:], start=1):
                step.setVisible(place < _MOST_STEPS - max(0, level - 1))
            forget_sizes(layout)
            if layout.minimumSize().width() <= self.width():
                break

    def _show_count(self, chip: Chip, key: str, count: int, icon: str, *, bare: bool) -> None:
        words = t(key, n=count)
        chip.set_state(str(count) if bare else words, "warn" if count else "muted", icon)
        chip.setAccessibleName(words)
        chip.setToolTip(words if bare else "")

    def _step_button(self, step: NextStep) -> Button:
        words = f"{step.time}  {step.text}".strip()
        kind: ButtonKind = "due" if step.due else "secondary"
        button = Button(words, f"bottom.step.{step.key}", kind=kind, icon="bell" if step.due else "clock")
        button.setFixedHeight(36)
        button.setProperty("step", step.key)
        button.clicked.connect(self._chosen)
        return button

    @Slot()
    def _chosen(self) -> None:
        button = self.sender()
        if button is not None and self._shown_steps is not None:
            wanted = str(button.property("step"))
            for step in self._shown_steps:
                if step.key == wanted:
                    self.step_chosen.emit(step)


class ThemeButton(IconButton):
    """A moon in the light theme, a sun in the dark one."""

    def __init__(self, name: str) -> None:
        super().__init__("moon", name, t("ui.theme.switch"))
        theme.signals.changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        self.set_icon("sun" if theme.tokens().name == "dark" else "moon")


def other_language() -> Language:
    """The language the button switches to."""
    return "en" if language() == "zh" else "zh"


def language_button(name: str) -> Button:
    """The other language, by its own name."""
    words = t(f"language.{other_language()}")
    return Button(words, name, kind="quiet", icon="language", label=t("ui.language.switch"))
