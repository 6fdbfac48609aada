"""Scans while a Chinese input method runs: real keys, a real ibus with libpinyin."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ENGINE = Path("/usr/share/ibus/component/libpinyin.xml")
PROGRAM = Path(__file__).with_name("input_method_window.py")
SCANNER_MS, FINGERS_MS = 8, 120
TRIES = 3

pytestmark = pytest.mark.skipif(
    shutil.which("ibus-daemon") is None or not ENGINE.exists(),
    reason="ibus and libpinyin take 219 MB, so bootstrap doesn't install them: apt-get install ibus ibus-libpinyin",
)

STEPS = [
    ("search", FINGERS_MS, "wo "),
    ("search", SCANNER_MS, "K118\n"),
    ("search", SCANNER_MS, "K118\n"),
    ("other", SCANNER_MS, "#118\n"),
    ("other", SCANNER_MS, "6901234567892\n"),
    ("amount", SCANNER_MS, "K118\n"),
    ("count", SCANNER_MS, "A1B2C304\n"),
    ("password", SCANNER_MS, "04A1B2C3\n"),
    ("amount", FINGERS_MS, "12.5"),
]
EXPECTED = [
    [[], 0, "我"],  # the input method is there
    [[], 1, ""],  # what it made of the scan was taken out again, and said
    [["K118"], 0, ""],  # and scanned once more it is read
    [["#118"], 0, ""],
    [["6901234567892"], 0, ""],
    [["K118"], 0, ""],
    [["A1B2C304"], 0, ""],
    [["04A1B2C3"], 0, ""],
    [[], 0, "12.5"],
]


def test_no_scan_is_lost_unsaid_and_none_lands_in_a_field() -> None:
    found: list[object] = []
    for _ in range(TRIES):  # a busy machine lets the scanner wait longer than any scanner does
        found = typed_under_pinyin()
        if found == EXPECTED:
            break
    assert found == EXPECTED


def typed_under_pinyin() -> list[object]:
    session = ["xvfb-run", "--auto-servernum", "dbus-run-session", "--"]
    command = [*session, sys.executable, str(PROGRAM), json.dumps(STEPS)]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return [json.loads(line) for line in answer.stdout.splitlines() if line.startswith("[")]
