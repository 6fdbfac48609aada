"""What the start must not load, and how long it may take: the window is to stand in six times a bare window's time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from frontdesk.store.store import Store
from tests.architecture.source import PACKAGE, ROOT

SLOW = ("alembic", "escpos", "openpyxl", "reportlab")
"""Each of these costs 0.3 to 0.9 seconds."""

AFTER_THE_WINDOW = (
    *SLOW,
    "PIL",
    "PySide6.QtMultimedia",
    "argon2",
    "cryptography",
    "PySide6.QtNetwork",
    "keyring",
    "psycopg",
    "pypinyin",
    "pyzbar",
    "serial",
    "smartcard",
    "sqlalchemy.dialects.postgresql",
    "usb",
    "win32print",
    "frontdesk.app.customer_window.window",
    "frontdesk.app.devices_page",
    "frontdesk.app.doctor",
    "frontdesk.app.first_start",
    "frontdesk.app.sample",
    "frontdesk.app.start",
    "frontdesk.cards",
    "frontdesk.cashier",
    "frontdesk.devices.printers.cups",
    "frontdesk.devices.printers.libusb",
    "frontdesk.devices.printers.network",
    "frontdesk.devices.printers.serial_port",
    "frontdesk.devices.printers.windows_spooler",
    "frontdesk.devices.qt.camera",
    "frontdesk.devices.serial_ports",
    "frontdesk.devices.tokens",
    "frontdesk.handover",
    "frontdesk.members",
    "frontdesk.reception",
    "frontdesk.reports",
    "frontdesk.staff",
    "frontdesk.visits",
)
"""What is loaded in the background once the window stands, or when it is first asked for."""

RATIO = 6
"""Of the processor's time, which other programs disturb less than the clock. Measured: 4."""

_TELL = """
import json, os, sys, time

def stands():
    from PySide6.QtWidgets import QApplication
    return any(w.isVisible() and w.windowHandle().isExposed() for w in QApplication.topLevelWidgets())

def tell():
    modules = sorted(sys.modules)
    import builtins
    print(json.dumps({"cpu_s": time.process_time(), "modules": modules, "import": repr(builtins.__import__)}))
    sys.stdout.flush()
    os._exit(0)
"""

BARE = f"""{_TELL}
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication(["bare"])
window = QWidget()
window.resize(1366, 768)
window.show()
while not stands():
    application.processEvents()
tell()
"""

PROGRAM = f"""{_TELL}
class Hook:
    def find_spec(self, name, path=None, target=None):
        if name == "frontdesk.app.window.main_window":
            from frontdesk.ui.runner import BackgroundRunner
            BackgroundRunner.release = lambda runner: tell() if stands() else sys.exit("no window yet")
        return None

sys.meta_path.insert(0, Hook())
from frontdesk.app.cli import main
sys.exit(main())
"""
"""The background is let loose as soon as the window is painted."""


def run_python(script: str, *arguments: str) -> Any:
    """What a fresh Python prints as JSON; the modules it compiles are kept, as at every start but the first."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", script, *arguments]
    answer = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, timeout=60, env=environment)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def loaded_after(modules: list[str], watched: tuple[str, ...]) -> list[str]:
    """Which of the watched libraries a fresh Python has loaded after importing the modules."""
    script = (
        "import importlib, json, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "print(json.dumps(sorted(sys.modules)))\n"
    )
    return sorted(set(watched) & set(run_python(script)))


def dotted(pattern: str) -> list[str]:
    """Modules of frontdesk whose path fits a glob, as dotted names."""
    paths = sorted(PACKAGE.glob(pattern))
    return [".".join(("frontdesk", *path.relative_to(PACKAGE).with_suffix("").parts)) for path in paths]


def test_the_command_line_loads_neither_qt_nor_what_is_slow() -> None:
    assert loaded_after(["frontdesk.app.cli"], (*SLOW, "PIL", "PySide6", "sqlalchemy")) == []


def test_the_window_loads_nothing_slow() -> None:
    assert loaded_after(["frontdesk.app.cli", *dotted("*/page.py"), *dotted("ui/*.py")], SLOW) == []


@pytest.mark.parametrize("area", sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py")))
def test_no_area_loads_anything_slow_by_its_mere_name(area: str) -> None:
    assert loaded_after([f"frontdesk.{area}"], (*SLOW, "PIL")) == []


def test_the_modules_that_come_later_are_still_called_so() -> None:
    ours = [name.split(".")[1:] for name in AFTER_THE_WINDOW if name.startswith("frontdesk.")]
    paths = [PACKAGE.joinpath(*parts) for parts in ours]
    assert [path for path in paths if not (path.is_dir() or path.with_suffix(".py").is_file())] == []


def test_the_window_stands_before_the_rest_is_loaded(store: Store, tmp_path: Path) -> None:
    arguments = ("--data", str(tmp_path), "--db", store.url)
    run_python(PROGRAM, *arguments)
    ratios = []
    for _ in range(2):
        bare, program = run_python(BARE), run_python(PROGRAM, *arguments)
        assert sorted(set(AFTER_THE_WINDOW) & set(program["modules"])) == []
        assert "__feature_import__" not in program["import"]
        ratios.append(program["cpu_s"] / bare["cpu_s"])
    assert min(ratios) <= RATIO
