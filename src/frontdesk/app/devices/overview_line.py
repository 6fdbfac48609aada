"""One device of the overview."""

from PySide6.QtWidgets import QWidget

from frontdesk.app.devices.overview_rows import OverviewRow
from frontdesk.app.window.model import Level
from frontdesk.core.clock import Clock
from frontdesk.core.i18n import t
from frontdesk.ui.tokens import Tone
from frontdesk.ui.widgets import Button, Chip, IconLabel, Label, Line, column, named, row

_TONES: dict[Level, Tone] = {"ok": "ok", "warn": "warn", "bad": "bad", "off": "muted"}
_ICONS = {
    "reader": "reader",
    "printer": "printer",
    "drawer": "drawer",
    "display": "display",
    "pole": "display",
    "voice": "volume",
    "sound": "volume",
    "camera": "camera",
    "database": "box",
    "disk": "download",
}


class OverviewLine(QWidget):
    """Shape and word of its state, what was found, what to do, what is remembered, and the button that tries it."""

    def __init__(self, key: str) -> None:
        super().__init__()
        kind = key.partition(":")[0]
        named(self, f"devices.overview.{key}")
        self.title = Label("", "strong")
        self.state = Chip("", "plain", name=f"devices.overview.state.{key}")
        self.found = Label("", wrap=True)
        self.todo = Label("", wrap=True, tone="warn")
        self.history = Label("", "note", wrap=True)
        self.test = Button("", f"devices.overview.test.{key}", icon="play")
        words = column(row(self.title, self.state, None, spacing=10), self.found, self.todo, self.history, spacing=2)
        inner = row(IconLabel(_ICONS.get(kind, "info"), "muted", 22), words, self.test, spacing=14)
        inner.setStretch(1, 1)
        inner.setContentsMargins(14, 8, 14, 8)
        self.setLayout(column(inner, Line(), spacing=0))

    def show_row(self, shown: OverviewRow, clock: Clock) -> None:
        """Say how the device is now."""
        self.title.setText(shown.title)
        self.setAccessibleName(f"{shown.title}: {t(f'devices.level.{shown.level}')}")
        self.state.set_state(t(f"devices.level.{shown.level}"), _TONES[shown.level], f"shape-{shown.level}")
        self.found.setText(shown.found)
        self.found.set_tone("bad" if shown.level == "bad" else "muted" if shown.level == "off" else "plain")
        history = shown.history(clock)
        for label, text in ((self.todo, shown.todo), (self.history, history)):
            label.setText(text)
            label.setVisible(bool(text))
        self.test.setVisible(shown.test)
        if shown.test:
            self.test.set_words(
                t(f"devices.overview.test.{shown.kind}"), f"{t('devices.overview.test')}: {shown.title}"
            )
