"""What the customer sees and hears, and the cash drawer: everything here is used as soon as it is saved."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from frontdesk.app.customer_window.sign import HouseSign, read_sign
from frontdesk.app.devices.display_cards import DrawerCard, PoleCard, WindowCard
from frontdesk.app.devices.voice_card import VoiceCard
from frontdesk.app.settings.machine_tab import MachineTab
from frontdesk.cashier.dialogs.drawer import DrawerDialog
from frontdesk.core.i18n import t
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.serial_ports import serial_ports
from frontdesk.staff.rights import Right
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import Label, column, row, scrolling


class DisplayTab(MachineTab):
    """Window and voice on the left, pole and drawer on the right."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        super().__init__(desk, folder, "devices.display")
        self.window_card = WindowCard(desk.store.clock)
        self.pole_card = PoleCard()
        self.drawer_card = DrawerCard()
        self.voice_card = VoiceCard(desk)
        self.dialog: DrawerDialog | None = None
        self.ports = Label("", "note", wrap=True, name="display.ports")
        self.pole_card.trial.clicked.connect(desk.display_trial_wanted)
        self.drawer_card.trial.clicked.connect(self._try_drawer)
        self._lay_out()

    def _lay_out(self) -> None:
        left = column(self.window_card, self.voice_card, None)
        right = column(self.pole_card, self.drawer_card, self.ports, None)
        cards = row(left, right)
        cards.setStretch(0, 1)
        cards.setStretch(1, 1)
        content = QWidget()
        content.setLayout(column(self.note, cards))
        whole = column(scrolling(content), self.restart, self.failure, row(None, self.save))
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def reload(self) -> None:
        allowed = self.may(Right.SETTINGS)
        self.note.setVisible(not allowed)
        pole, drawer, window, voice = self.pole_card, self.drawer_card, self.window_card, self.voice_card
        fields: list[QWidget] = [window.on, window.screens, pole.kind, drawer.kind, drawer.pin, drawer.port]
        fields += [drawer.baud, drawer.pulse, voice.on, voice.language, voice.volume, voice.folder, voice.choose]
        for field in (*fields, self.save):
            field.setEnabled(allowed)
        drawer.trial.setEnabled(self.may(Right.OPEN_DRAWER))
        self.read_settings()
        self.desk.read(read_sign, self.desk.store, then=self._show_sign, latest="devices.sign")
        self.desk.read(serial_ports, then=self._show_ports, latest="devices.ports")

    def show_settings(self, settings: MachineSettings) -> None:
        self.window_card.fill(settings.display)
        self.pole_card.fill(settings.display)
        self.drawer_card.fill(settings)
        self.voice_card.show_settings(settings.voice)

    def changes(self) -> dict[str, Any] | None:
        pole, window = self.pole_card, self.window_card
        pole_right, drawer, voice = pole.is_right(), self.drawer_card.described(), self.voice_card.described()
        if not pole_right or drawer is None or voice is None:
            return None
        display = replace(
            self.kept.display,
            window=window.on.isChecked(),
            screen=window.screens.currentData(),
            pole=pole.kind.currentData(),
            pole_port=pole.port.text().strip(),
            pole_baud_rate=pole.baud.currentData(),
        )
        if drawer.kind == "serial" and display.pole != "none" and display.pole_port == drawer.port:
            self.drawer_card.port_row.set_error(t("display.port.twice"))
            return None
        return {"display": display, "drawer": drawer, "voice": voice}

    @Slot(object)
    def _show_sign(self, sign: HouseSign) -> None:
        self.window_card.set_sign(sign)

    @Slot(object)
    def _show_ports(self, names: tuple[str, ...]) -> None:
        shown = ", ".join(names[:6])
        self.ports.setText(t("display.ports", names=shown) if shown else t("display.ports.none"))

    @Slot()
    def _try_drawer(self) -> None:
        self.dialog = DrawerDialog(self.desk, self.window())
        self.dialog.finished.connect(self._tried)
        self.dialog.open()

    @Slot(int)
    def _tried(self, _result: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
