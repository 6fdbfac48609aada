"""The real program in a process of its own over a small gym, with an accessibility bus of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from frontdesk.app.open_database import FILE_NAME, Place, create_store, sqlite_url
from frontdesk.core.i18n import set_language
from frontdesk.core.settings import MachineSettings, save_settings
from tests import people
from tests.app.clerk import furnish
from tests.eyes.accessibility import Screen, accessibility_bus
from tests.eyes.blind_clerk import BlindClerk

GONE_S = 15


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[str], BlindClerk]]:
    """Starts the program in a language, at a gym where Wang owes an instalment; ends it after the test."""
    place = Place(tmp_path, sqlite_url(tmp_path / FILE_NAME), MachineSettings())
    store = create_store(place)
    people.hire(store)
    furnish(store).owes_an_instalment()
    store.close()
    with ExitStack() as running:

        def begin(language: str) -> BlindClerk:
            settings = MachineSettings(language=language, reader="simulated", auto_lock_s=120)
            save_settings(tmp_path, settings)
            set_language("en" if language == "en" else "zh")
            running.callback(set_language, "zh")
            address = running.enter_context(accessibility_bus(tmp_path))
            screen = Screen(address)
            running.callback(screen.close)
            screen.listen()
            program = _run_program(tmp_path, address, running)
            screen.wait_for_program(program)
            return BlindClerk(screen)

        yield begin


def _run_program(folder: Path, address: str, running: ExitStack) -> "subprocess.Popen[str]":
    surroundings = {
        **os.environ,
        "AT_SPI_BUS_ADDRESS": address,
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "FRONTDESK_DB": "",
    }
    command = [sys.executable, "-m", "frontdesk", "window", "--data", str(folder)]
    log = running.enter_context((folder / "said.txt").open("w"))
    program = subprocess.Popen(command, env=surroundings, stderr=log, text=True)
    running.callback(program.wait, GONE_S)
    running.callback(program.terminate)
    return program
