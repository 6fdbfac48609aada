"""The order of imports, by import-linter; and proof that its contracts can fail."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

LINT = "from importlinter.cli import lint_imports_command as lint; lint()"

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
AREAS = re.findall("[a-z]+", " ".join(CONTRACTS[0]["layers"]))


def lint_imports(folder: Path, source: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-logo", "--no-cache", "--config", str(ROOT / "pyproject.toml")],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(source), "PYTHONUTF8": "1"},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_imports_keep_the_order() -> None:
    answer = lint_imports(ROOT, ROOT / "src")
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("module", "line", "allowed"),
    [
        ("visits/arrive.py", "from frontdesk.keys import board", True),
        ("keys/hand_out_key.py", "from frontdesk.cashier import sell", False),
        ("keys/board.py", "from frontdesk.cards import issue", False),
        ("members/enrol.py", "from frontdesk.duties import schedule", False),
        ("store/engine.py", "from frontdesk.books import ledger", False),
        ("keys/page.py", "from PySide6 import QtWidgets", True),
        ("keys/dialogs/lost_key.py", "from PySide6.QtWidgets import QDialog", True),
        ("devices/qt/wedge.py", "from PySide6.QtCore import QObject", True),
        ("ui/theme.py", "import PySide6.QtGui", True),
        ("keys/hand_out_key.py", "from PySide6.QtCore import QDate", False),
        ("core/money.py", "import PySide6", False),
        ("keys/hand_out_key.py", "from frontdesk.ui import theme", False),
        ("keys/hand_out_key.py", "from frontdesk.keys import page", False),
        ("keys/page.py", "from frontdesk.ui import theme", True),
        ("gossip/talk.py", "import json", False),
    ],
)
def test_the_contracts_tell_right_from_wrong(module: str, line: str, allowed: bool, tmp_path: Path) -> None:
    package = tmp_path / "frontdesk"
    for area in AREAS:
        (package / area).mkdir(parents=True)
        (package / area / "__init__.py").touch()
    (package / "__init__.py").touch()
    for name in (
        "keys/board",
        "keys/page",
        "cashier/sell",
        "cards/issue",
        "duties/schedule",
        "books/ledger",
        "ui/theme",
    ):
        (package / f"{name}.py").touch()
    path = package / module
    path.parent.mkdir(exist_ok=True)
    (path.parent / "__init__.py").touch()
    path.write_text(line + "\n", encoding="utf-8")
    answer = lint_imports(tmp_path, tmp_path)
    assert (answer.returncode == 0) == allowed, answer.stdout + answer.stderr
