"""The counter's clock, as the program itself counts the time."""

from PySide6.QtCore import QTimer, Slot

from frontdesk.core.clock import Clock, local_now
from frontdesk.core.i18n import t
from frontdesk.ui.dates import time_words
from frontdesk.ui.widgets import Label
from frontdesk.ui.widgets.labels import Words


class ClockLabel(Label):
    """Hours and minutes."""

    def __init__(self, clock: Clock, name: str, words: Words = "strong") -> None:
        super().__init__("", words, name=name)
        self._clock = clock
        timer = QTimer(self)
        timer.timeout.connect(self._tick)
        timer.start(1000)
        self._tick()

    @Slot()
    def _tick(self) -> None:
        shown = time_words(local_now(self._clock))
        if shown != self.text():
            self.setText(shown)
            self.setAccessibleName(t("ui.time", time=shown))
