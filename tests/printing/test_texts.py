"""Every state and every error a print job can end with has words in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import frontdesk
from frontdesk.core.i18n import LANGUAGES, language, set_language, t
from frontdesk.devices.printers.printer import PrinterState
from frontdesk.printing.spool import INSTEAD
from frontdesk.printing.tables import PrintJob
from frontdesk.printing.words import answer_words, state_words, trouble_words

SOURCES = [
    path for area in ("printing", "devices/printers") for path in (Path(frontdesk.__file__).parent / area).glob("*.py")
]
TROUBLES = {
    code for path in SOURCES for code in re.findall(r'"(printer\.[a-z_]*[a-z])"', path.read_text(encoding="utf-8"))
} | {f"printer.{state}" for state in PrinterState if not state.prints}
TROUBLES |= {INSTEAD + why for why in ("silent", *(state for state in PrinterState if not state.prints))}


@pytest.fixture(params=LANGUAGES, autouse=True)
def _language(request: pytest.FixtureRequest) -> Iterator[None]:
    before = language()
    set_language(request.param)
    yield
    set_language(before)


def test_troubles_say_what_happened_and_what_to_do() -> None:
    assert {"printer.restarted", "printer.cut_off", "printer.too_late", "printer.paper_out"} <= TROUBLES
    for code in TROUBLES:
        what, do = trouble_words(code)
        assert what and do
    assert trouble_words("") == ("", "")


def test_states_have_words() -> None:
    for state in PrinterState:
        assert t(f"printer.state.{state}")
        assert t(f"printer.state.{state}.do")
    (rule,) = (each for each in PrintJob.__table__.constraints if each.name == "ck_print_jobs_state_known")
    for name in re.findall(r"'([a-z]+)'", str(rule.sqltext)):  # type: ignore[attr-defined]
        assert state_words(name)
    assert answer_words("came_out") != answer_words("printed_again")
    assert answer_words("") == ""
