"""The folder and the screen as printers."""

from pathlib import Path

from frontdesk.devices.printers.delivery import deliver
from frontdesk.devices.printers.file import FilePrinter
from frontdesk.devices.printers.on_screen import OnScreenPrinter
from frontdesk.devices.printers.printer import PrinterState


def test_every_job_becomes_a_file(tmp_path: Path) -> None:
    printer = FilePrinter(tmp_path / "slips")
    for job in (b"one", b"two"):
        assert deliver(printer, job, lambda: None).outcome == "done"
    again = FilePrinter(tmp_path / "slips")  # the next start goes on counting
    assert deliver(again, b"three", lambda: None).outcome == "done"
    assert [path.read_bytes() for path in sorted((tmp_path / "slips").iterdir())] == [b"one", b"two", b"three"]


def test_a_folder_that_can_not_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "slips").write_text("in the way")
    found = deliver(FilePrinter(tmp_path / "slips"), b"x", lambda: None)
    assert (found.outcome, found.error) == ("refused", "printer.unreachable")


def test_the_screen_can_play_every_fault(tmp_path: Path) -> None:
    printer = OnScreenPrinter(folder=tmp_path)
    for state, outcome in (
        (PrinterState.OK, "done"),
        (PrinterState.NEAR_END, "done"),
        (PrinterState.PAPER_OUT, "refused"),
        (PrinterState.COVER_OPEN, "refused"),
        (PrinterState.OFFLINE, "refused"),
        (PrinterState.UNKNOWN, "refused"),
    ):
        printer.state = state
        assert deliver(printer, b"x", lambda: None).outcome == outcome
    printer.show("receipt/1-0042", 2, b"png")
    assert (tmp_path / "receipt-1-0042-copy2.png").read_bytes() == b"png"
