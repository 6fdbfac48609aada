"""The button that silences the spoken amounts for now; there while this counter speaks at all (K04)."""

from PySide6.QtCore import Slot

from frontdesk.core.i18n import t
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import IconButton

SHORTCUT = "Ctrl+M"


class MuteButton(IconButton):
    """Says by its icon and its name whether amounts are spoken; kept until the program ends, not in the settings."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__("volume", name, t("voice.mute"), shortcut=SHORTCUT)
        self._desk = desk
        self.clicked.connect(self._switch)
        desk.mute_changed.connect(self._show)
        desk.changed.connect(self._settings)
        self._show()

    @Slot()
    def _switch(self) -> None:
        self._desk.set_muted(not self._desk.muted)
        self._desk.toast(t("voice.muted") if self._desk.muted else t("voice.speaks"), "info")

    @Slot(str)
    def _settings(self, topic: str) -> None:
        if topic == "settings":
            self._show()

    @Slot()
    def _show(self) -> None:
        self.setVisible(self._desk.settings.voice.on)
        label = t("voice.unmute") if self._desk.muted else t("voice.mute")
        self.set_icon("volume-off" if self._desk.muted else "volume")
        self.setAccessibleName(label)
        self.setToolTip(f"{label} ({SHORTCUT})")
