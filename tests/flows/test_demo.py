"""The demo day as other programs call it: without a screen, and exit 0 only if the books verify."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from frontdesk.app.cli import main

SCREENS_AT_LEAST = 30


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo day with a small gym, played by a process of its own that has no display."""
    folder = tmp_path_factory.mktemp("demo")
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    bare = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "-m", "frontdesk", "demo", "--out", str(folder), "--members", "300", "--language", "en"],
        capture_output=True,
        encoding="utf-8",
        env=bare,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "verify" in done.stdout
    return folder


@pytest.mark.timeout(300)
def test_the_day_leaves_everything_it_promises(played: Path) -> None:
    day = json.loads((played / "day.json").read_text(encoding="utf-8"))
    assert day["verify"]["clean"] is True
    assert day["bustle"]["arrivals"] >= 50
    assert len(day["shifts"]) == 2
    assert day["slips"]["not_printed"] == 0
    pictures = list((played / "screenshots").glob("*.png"))
    assert len(pictures) >= SCREENS_AT_LEAST
    assert all(picture.stat().st_size > 10_000 for picture in pictures)
    receipts = {path.stem for path in (played / "receipts").glob("receipt-*.bin")}
    assert receipts == {path.stem for path in (played / "receipts").glob("receipt-*.png")}
    assert len(receipts) == day["bustle"]["sales"]
    wire = (played / "receipts" / "printer-received.bin").read_bytes()
    for name in receipts:
        assert (played / "receipts" / f"{name}.bin").read_bytes() in wire
    for name in ("handover.pdf", "night-closing.pdf", "daily-report.pdf"):
        assert PdfReader(played / name).pages


def test_the_database_verifies_and_reports_the_same_figures(played: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{played / 'frontdesk.db'}"
    data = ["--data", str(played), "--db", url]
    assert main(["verify", *data]) == 0
    day = json.loads((played / "day.json").read_text(encoding="utf-8"))
    head = day["shifts"][0]["head"]
    assert main(["verify", *data, "--anchor", head]) == 0
    capsys.readouterr()
    assert main(["report", "daily", "--date", day["business_day"], "--json", *data]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["takings"] == day["report"]["takings"]
