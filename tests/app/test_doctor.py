"""The doctor tells how everything is, quickly, without a screen, and without anybody's secrets (K01, K03)."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from frontdesk.app.cli import main
from frontdesk.app.doctor import database, devices, machine
from frontdesk.app.doctor.examine import Probe, examine, is_ill
from frontdesk.app.doctor.finding import Finding, said
from frontdesk.app.doctor.probes import device_probes, machine_probes
from frontdesk.app.place import Place
from frontdesk.core.clock import ManualClock
from frontdesk.core.device_settings import DisplaySettings, DrawerSettings, PrinterSettings, VoiceSettings
from frontdesk.core.i18n import LANGUAGES, set_language, t
from frontdesk.core.settings import MachineSettings, save_settings
from frontdesk.devices.printers.simulated import SimulatedTcpPrinter
from tests.app.clerk import Gym

QUIET = MachineSettings(reader="simulated", voice=VoiceSettings(on=False))


@pytest.fixture
def place(closed_gym: Gym, tmp_path: Path) -> Place:
    save_settings(tmp_path, QUIET)
    return Place(tmp_path, closed_gym.store.url, QUIET)


@pytest.fixture(autouse=True)
def english() -> None:
    """What the doctor says is compared in English, whatever was spoken before."""
    set_language("en")


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A device that takes the connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_a_counter_in_order_is_told_as_such_without_a_screen(place: Place) -> None:
    bare = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = [sys.executable, "-m", "frontdesk", "doctor", "--json", "--data", str(place.folder)]
    began = time.monotonic()
    answer = subprocess.run(command, env=bare, capture_output=True, text=True, timeout=30, check=False)
    assert time.monotonic() - began < 15
    rows = {row["key"]: row for row in json.loads(answer.stdout)}
    assert set(rows["database"]) == {"key", "name", "state", "found", "todo"}
    assert {key for key, row in rows.items() if row["state"] == "bad"} == set() and answer.returncode == 0
    assert rows["database"]["state"] == rows["integrity"]["state"] == "ok" and rows["screens"]["state"] == "off"
    assert set(rows) == {probe.key for probe in (*machine_probes(place), *device_probes(place))}


@pytest.mark.parametrize("chosen", LANGUAGES)
def test_what_is_wrong_comes_with_what_to_do(
    place: Place, chosen: str, silent_port: int, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = replace(
        QUIET,
        printers=(
            PrinterSettings("receipt", "network", f"127.0.0.1:{silent_port}"),
            PrinterSettings("bar", "network", "127.0.0.1:1"),
        ),
        drawer=DrawerSettings("serial", "/dev/ttyNOT0"),
        display=DisplaySettings(pole="escpos", pole_port="/dev/ttyNOT1"),
    )
    save_settings(place.folder, broken)
    began = time.monotonic()
    assert main(["--language", chosen, "doctor", "--data", str(place.folder)]) == 1
    assert time.monotonic() - began < 8
    told = capfd.readouterr().out
    set_language("zh" if chosen == "zh" else "en")
    assert told.count(t("doctor.level.bad")) == 4 and told.count("→ ") >= 4
    assert t("doctor.sum.bad", n=4) in told and "/dev/ttyNOT0" in told


def test_a_printer_that_answers_is_well(place: Place) -> None:
    with SimulatedTcpPrinter() as printer:
        settings = PrinterSettings("receipt", "network", f"127.0.0.1:{printer.port}")
        assert devices.printer(settings).level == "ok"
        assert printer.drawer_pulses == 0


def test_a_probe_that_hangs_or_breaks_hides_nothing_else() -> None:
    def hang() -> Finding:
        time.sleep(20)
        return said("disk", "ok", "fine", gb=1)

    def break_down() -> Finding:
        raise RuntimeError

    probes = [Probe("printer", hang, 0.3, name="hung"), Probe("disk", break_down), Probe("versions", machine.versions)]
    began = time.monotonic()
    hung, broken, well = examine(probes)
    assert time.monotonic() - began < 2
    assert (hung.level, hung.title) == ("bad", "hung") and broken.level == "warn" and well.level == "ok"
    assert is_ill([hung]) and not is_ill([broken, well])


def test_a_database_that_cannot_be_used_is_said_to_be_so(place: Place, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"no database at all" * 400)
    assert database.database(replace(place, url=f"sqlite:///{damaged}")).level == "bad"
    nowhere = replace(place, url="postgresql://owner:s3cret@127.0.0.1:1/house")
    found = database.database(nowhere)
    assert found.level == "bad" and found.todo and "s3cret" not in found.found + found.todo
    assert database.integrity(nowhere).level == "off"
    assert database.database(replace(place, url=f"sqlite:///{tmp_path / 'none.db'}")).level == "warn"


def test_a_clock_behind_the_books_and_open_keys_are_seen(closed_gym: Gym, place: Place) -> None:
    assert isinstance(closed_gym.store.clock, ManualClock)
    closed_gym.store.clock.advance(days=400 * 365)
    closed_gym.open_shift()
    assert database.clock(place).level == "bad"
    secret = place.folder / "secrets" / "journal-signing-key"
    secret.parent.mkdir(mode=0o700, exist_ok=True)
    secret.write_bytes(b"x")
    secret.chmod(0o600)
    assert database.secrets(place).level == "ok" and "only you" in said("secrets", "ok", "files", folder="").found
    secret.chmod(0o644)
    assert database.secrets(place).level == "bad"


def test_the_trap_of_one_qt_version_and_the_kernels_driver_are_known(tmp_path: Path) -> None:
    assert machine.qt_is_trap("6.12.0", (3, 11)) and not machine.qt_is_trap("6.12.0", (3, 12))
    assert not machine.qt_is_trap("6.11.3", (3, 11))
    modules = tmp_path / "modules"
    modules.write_text("pn533_usb 20480 0 - Live 0x0\nusbcore 1 2\n")
    found = devices.kernel_driver(MachineSettings(), modules)
    assert found.level == "bad" and "blacklist pn533_usb" in found.todo
    modules.write_text("usbcore 1 2\n")
    assert devices.kernel_driver(MachineSettings(), modules).level == "ok"
