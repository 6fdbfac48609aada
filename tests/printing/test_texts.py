"""Every state and every error a print job can end with has words in both languages."""

import re
from pathlib import Path

import pytest

import frontdesk
from frontdesk.core.i18n import LANGUAGES, t_in
from frontdesk.devices.printers.printer import PrinterState
from frontdesk.printing import errors, slip
from frontdesk.printing.tables import PrintJob

SOURCES = [
    path for area in ("printing", "devices/printers") for path in (Path(frontdesk.__file__).parent / area).glob("*.py")
]
CODES = {
    code
    for path in SOURCES
    for code in re.findall(r'"((?:printer|printing)\.[a-z_]+)"', path.read_text(encoding="utf-8"))
    if code not in ("printing.print_again", "printing.paper_came_out", "printing.cancel", "printing.language")
    and code != "printing.copy_mark"
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_errors_say_what_happened_and_what_to_do(language: str) -> None:
    refused = {f"printer.{state}" for state in PrinterState if not state.prints}
    assert {"printer.restarted", "printing.nothing_to_print"} <= CODES
    for code in CODES | refused | {errors.NoPrinterHere.code, slip.SlipUnreadable.code}:
        assert t_in(language, f"error.{code}")
        assert t_in(language, f"error.{code}.do")


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_have_words(language: str) -> None:
    for state in PrinterState:
        assert t_in(language, f"printer.state.{state}")
        assert t_in(language, f"printer.state.{state}.do")
    (rule,) = (each for each in PrintJob.__table__.constraints if each.name == "ck_print_jobs_state_known")
    for name in re.findall(r"'([a-z]+)'", str(rule.sqltext)):  # type: ignore[attr-defined]
        assert t_in(language, f"printing.state.{name}")
    for answer in ("came_out", "printed_again"):
        assert t_in(language, f"printing.answer.{answer}")
