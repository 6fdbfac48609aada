"""What the start must not load: each of these costs 0.3 to 0.9 seconds at a counter that waits."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.architecture.source import PACKAGE, ROOT

SLOW = ("alembic", "escpos", "openpyxl", "reportlab", "xlsxwriter")


def loaded_after(modules: list[str], watched: tuple[str, ...]) -> list[str]:
    """Which of the watched libraries a fresh Python has loaded after importing the modules."""
    script = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        f"print([name for name in {watched!r} if name in sys.modules])\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True, cwd=ROOT, timeout=60
    )
    assert answer.returncode == 0, answer.stderr
    return [name for name in watched if f"'{name}'" in answer.stdout]


def dotted(pattern: str) -> list[str]:
    """Modules of frontdesk whose path fits a glob, as dotted names."""
    paths = sorted(PACKAGE.glob(pattern))
    return [".".join(("frontdesk", *path.relative_to(PACKAGE).with_suffix("").parts)) for path in paths]


def test_the_command_line_loads_neither_qt_nor_what_is_slow() -> None:
    assert loaded_after(["frontdesk.app.cli"], (*SLOW, "PIL", "PySide6")) == []


def test_the_window_loads_nothing_slow() -> None:
    assert loaded_after(["frontdesk.app.cli", *dotted("*/page.py"), *dotted("ui/*.py")], SLOW) == []


@pytest.mark.parametrize("area", sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py")))
def test_no_area_loads_anything_slow_by_its_mere_name(area: str) -> None:
    assert loaded_after([f"frontdesk.{area}"], (*SLOW, "PIL")) == []
