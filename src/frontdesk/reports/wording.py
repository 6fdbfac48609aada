"""Words for the figures of a day, in a given language: for page, slip, PDF and command line alike."""

from collections.abc import Callable
from datetime import date, tzinfo

from frontdesk.core.clock import parse_utc
from frontdesk.core.i18n import catalogue, t_in
from frontdesk.core.money import yuan
from frontdesk.handover.wording import category_word
from frontdesk.reports.daily import Check, DailyReport
from frontdesk.reports.receipts import Parts, RefundRow
from frontdesk.reports.takings import DEPOSIT, OTHER, TOP_UP
from frontdesk.reports.things_out import Astray

_HERE = {TOP_UP, DEPOSIT, OTHER}


def tender_word(language: str, tender: str) -> str:
    """A tender's name."""
    return t_in(language, f"cashier.tender.{tender}")


def paid_for_word(language: str, name: str) -> str:
    """What a payment was for: a category, top-ups, deposits."""
    return t_in(language, f"reports.paid_for.{name}") if name in _HERE else category_word(language, name)


def due_word(language: str, kind: str) -> str:
    """What a due is called."""
    key = f"due.{kind}"
    return t_in(language, key if key in catalogue() else "due.other")


def parts_words(language: str, parts: Parts) -> str:
    """``Cash`` for one tender, ``Cash 13.00, WeChat 5.00`` for several."""
    if len(parts) == 1:
        return tender_word(language, parts[0][0])
    return ", ".join(f"{tender_word(language, tender)} {yuan(fen)}" for tender, fen in parts)


def reason_words(language: str, refund: RefundRow) -> str:
    """Why something was given back, with the clerk's words."""
    key = f"reports.refund.{refund.reason}"
    word = t_in(language, key) if key in catalogue() else refund.reason
    return " · ".join(filter(None, (word, refund.note)))


def thing_word(language: str, thing: str) -> str:
    """``Key 118`` or ``Card 1011``."""
    kind, _, number = thing.partition("/")
    return t_in(language, f"handover.thing.{kind}", number=number)


def astray_words(language: str, found: Astray) -> str:
    """Where a thing is instead of in its place."""
    if found.state == "left":
        return t_in(language, "reports.astray.left", slot=found.where)
    return t_in(language, f"reports.astray.{found.state}")


def who_words(language: str, found: Astray) -> str:
    """Who has a thing, or had it last."""
    return "　".join(filter(None, (found.name, found.number))) or t_in(language, "reports.nobody")


def check_words(language: str, check: Check) -> str:
    """What differs, with both figures."""
    name = check.name
    if check.what == "tender":
        name = tender_word(language, name)
    elif check.what == "category":
        name = paid_for_word(language, name)
    plain = check.what in ("pieces", "numbers")
    one, other = (str(each) if plain else yuan(each) for each in (check.ledger, check.other))
    what = t_in(language, f"reports.check.{check.what}", name=name)
    return t_in(language, "reports.check.differs", what=what, one=one, other=other)


def day_in_words(language: str, business_day: str) -> str:
    """``2026年11月23日 周一`` or ``Monday, 23 November 2026``."""
    day = date.fromisoformat(business_day)
    weekday = t_in(language, f"ui.weekday.{day.isoweekday()}")
    month = t_in(language, f"ui.month.{day.month}")
    return t_in(language, "reports.day", weekday=weekday, day=day.day, month=month, year=day.year)


def state_words(language: str, report: DailyReport, at: Callable[[str], str]) -> str:
    """Whether the day is over, and since when; or as of when the figures are."""
    if report.journal.closed_at:
        return t_in(
            language, "reports.state.closed", at=at(report.journal.closed_at), name=report.journal.closed_by or "–"
        )
    key = "reports.state.past" if report.is_final else "reports.state.running"
    return t_in(language, key, at=at(report.prepared_at))


def clock_words(zone: tzinfo) -> Callable[[str], str]:
    """A function from stored UTC texts to ``15:02``; empty stays empty."""
    return lambda stored: parse_utc(stored).astimezone(zone).strftime("%H:%M") if stored else ""


def moment_words(zone: tzinfo) -> Callable[[str], str]:
    """A function from stored UTC texts to ``2026-11-23 15:02``; empty stays empty."""
    return lambda stored: parse_utc(stored).astimezone(zone).strftime("%Y-%m-%d %H:%M") if stored else ""


def signed(fen: int) -> str:
    """An amount with its sign where it is not 0: ``+2.00``, ``-5.00``, ``0.00``."""
    return f"+{yuan(fen)}" if fen > 0 else yuan(fen)
