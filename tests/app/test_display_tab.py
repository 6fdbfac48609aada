"""The Display tab: what is saved is used at once, what is wrong is refused at its field, each trial is recorded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from sqlalchemy import select

from frontdesk.app.devices.display_tab import DisplayTab
from frontdesk.cashier.tables import DrawerOpening
from frontdesk.core.device_settings import VoiceSettings
from frontdesk.core.settings import MachineSettings, load_settings, save_settings
from frontdesk.devices.displays.view import Idle, Paid
from frontdesk.printing.tables import PrintJob
from tests.app.clerk import WATER_CODE, Clerk, Gym, open_counter
from tests.devices.displays.pole_screens import DmdScreen, Led8Screen, PoleOnPty

SETTINGS = MachineSettings(language="en", reader="simulated", auto_lock_s=120, voice=VoiceSettings(on=False))


@pytest.fixture
def clerk(qapp: object, gym: Gym, tmp_path: Path) -> Iterator[Clerk]:
    save_settings(tmp_path, SETTINGS)
    with open_counter(gym, tmp_path, settings=SETTINGS) as found:
        found.unlock()
        yield found


def tab_of(clerk: Clerk) -> DisplayTab:
    found = clerk.go("devices", tab="display").tab("display")
    clerk.rest()
    assert isinstance(found, DisplayTab)
    return found


def chose(box: object, value: object) -> None:
    box.setCurrentIndex(box.findData(value))  # type: ignore[attr-defined]


def below(field: QLineEdit) -> str:
    return field.accessibleDescription()


def test_a_pole_is_used_as_soon_as_it_is_saved_and_shown_around(clerk: Clerk, tmp_path: Path) -> None:
    screen = DmdScreen()
    pole = PoleOnPty(screen)
    tab = tab_of(clerk)
    chose(tab.pole_card.kind, "led8")
    assert tab.pole_card.baud.currentData() == 2400
    chose(tab.pole_card.kind, "escpos")
    tab.save.click()
    assert below(tab.pole_card.port)  # a pole without a port
    assert load_settings(tmp_path).display.pole == "none"
    tab.pole_card.port.setText(pole.port)
    tab.save.click()
    clerk.wait(lambda: "Welcome" in screen.rows()[0], "a greeting on the pole")
    assert load_settings(tmp_path).display.pole_port == pole.port
    assert [s.level for s in clerk.window._devices if s.key == "display"] == ["ok"]
    displays = clerk.counter.displays
    tab.pole_card.trial.click()
    clerk.wait(lambda: "6.00" in screen.rows()[0], "the sample sale")
    while displays._trial or displays.shown != Idle():
        displays._later.stop()
        displays._go_on()
    clerk.wait(lambda: "Welcome" in screen.rows()[0], "the greeting again")
    tab.pole_card.trial.click()
    clerk.go("cashier")
    clerk.scan(WATER_CODE)
    clerk.wait(lambda: "3.00" in screen.rows()[0], "the real sale in place of the sample")
    pole.pull_out()
    clerk.wait(lambda: [s.level for s in clerk.window._devices if s.key == "display"] == ["bad"], "the strip to say so")
    tab = tab_of(clerk)
    chose(tab.pole_card.kind, "none")
    tab.save.click()
    clerk.wait(lambda: not [s for s in clerk.window._devices if s.key == "display"], "no display any more")
    assert displays.pole is None and not isinstance(displays.shown, Paid)


def test_a_drawer_of_its_own_is_used_at_once_and_its_trial_is_recorded(clerk: Clerk, tmp_path: Path) -> None:  # K08
    box = PoleOnPty(Led8Screen())  # takes CLR (0Ch) as its pulse
    tab = tab_of(clerk)
    chose(tab.drawer_card.kind, "serial")
    tab.drawer_card.port.setText(box.port)
    tab.drawer_card.pulse.setText("0")
    tab.save.click()
    assert "1B 70" in below(tab.drawer_card.pulse)
    tab.drawer_card.pulse.setText("0C")
    chose(tab.pole_card.kind, "led8")
    tab.pole_card.port.setText(box.port)
    tab.save.click()
    assert below(tab.drawer_card.port)  # one port for both can't be
    chose(tab.pole_card.kind, "none")
    tab.save.click()
    clerk.rest()
    assert load_settings(tmp_path).drawer.port == box.port
    clerk.wait(lambda: clerk.counter.print_room.worker("drawer-port") is not None, "a worker for the port")
    tab.drawer_card.trial.click()
    clerk.rest()
    clerk.press("Enter")
    clerk.wait(lambda: clerk.counter.print_room.wait_idle(0.05), "the pulse")
    with clerk.gym.store.read() as connection:
        assert len(connection.execute(select(DrawerOpening.id)).all()) == 1
        found = connection.execute(select(PrintJob.printer, PrintJob.state, PrintJob.payload)).one()
    assert tuple(found) == ("drawer-port", "unconfirmed", b"\x0c")
    box.close()
