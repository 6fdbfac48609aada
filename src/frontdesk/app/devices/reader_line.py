"""A line for each reader of this counter: what it is, how it is, what it told last."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QWidget

from frontdesk.app.settings.tab import choice, show_choice
from frontdesk.core.clock import Clock, local, utc_text
from frontdesk.core.device_settings import CHOICES, ReaderSettings, WedgeReaderSettings
from frontdesk.core.i18n import t
from frontdesk.devices.cards import CardPresented, CardUnreadable
from frontdesk.devices.identify import unreadable_words
from frontdesk.devices.readers.simulated import SIMULATED_READER
from frontdesk.ui.dates import time_words
from frontdesk.ui.widgets import Chip, ElidedLabel, IconButton, Label, column, row


class ReaderLine(QWidget):
    """A PC/SC reader with the place it stands at."""

    def __init__(self, name: str, place: str) -> None:
        super().__init__()
        self.reader = name
        shown = t("settings.reader.simulated") if name == SIMULATED_READER else name
        self.state = Chip("", "info", name=f"devices.reader.state.{name}")
        self.last = Label("", "note", wrap=True, name=f"devices.reader.last.{name}")
        self.place: QComboBox = choice(
            f"devices.reader.place.{name}",
            t("devices.readers.place_of", name=shown),
            [(key, t(f"devices.place.{key}")) for key in CHOICES[ReaderSettings]["place"]],
        )
        self.place.setFixedWidth(150)
        show_choice(self.place, place)
        heading = row(ElidedLabel(shown, "strong"), self.state)
        heading.setStretch(0, 1)
        line = row(column(heading, self.last, spacing=2), self.place)
        line.setStretch(0, 1)
        self.setLayout(line)

    def show_state(self, there: bool, off: bool, last: CardPresented | CardUnreadable | None, clock: Clock) -> None:
        """Say how it is now."""
        if off:
            self.state.set_state(t("devices.readers.off"), "plain", "shape-off")
        elif there:
            self.state.set_state(t("devices.readers.there"), "ok", "shape-ok")
        else:
            self.state.set_state(t("devices.readers.away"), "warn", "shape-warn")
        self.last.setText(last_words(last, clock))

    def settings(self) -> ReaderSettings:
        """What is kept of it."""
        return ReaderSettings(self.reader, self.place.currentData())


class WedgeLine(QWidget):
    """A keyboard reader with the way to forget it."""

    def __init__(self, reader: WedgeReaderSettings, words: str, remove: Callable[[str], None]) -> None:
        super().__init__()
        self.remove = IconButton(
            "trash", f"devices.wedge.remove.{reader.name}", t("devices.wedge.remove", name=reader.name)
        )
        self.remove.clicked.connect(lambda: remove(reader.name))
        texts = column(ElidedLabel(reader.name, "strong"), Label(words, "note", wrap=True), spacing=2)
        line = row(texts, self.remove)
        line.setStretch(0, 1)
        self.setLayout(line)


def last_words(last: CardPresented | CardUnreadable | None, clock: Clock) -> str:
    """What was laid on a reader last, and when."""
    if last is None:
        return t("devices.readers.nothing_yet")
    at = time_words(local(utc_text(last.at), clock))
    if isinstance(last, CardUnreadable):
        return f"{at} · {unreadable_words(last)[0]}"
    return f"{at} · {t(f'devices.kind.{last.kind.value}')} · {last.uid}"
