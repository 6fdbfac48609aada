"""The day at a glance: eight figures in words, the same on the page and on paper."""

from dataclasses import dataclass, replace
from typing import Literal

from frontdesk.core.i18n import t_in
from frontdesk.core.money import yuan, yuan_sign
from frontdesk.reports.daily import DailyReport
from frontdesk.reports.wording import signed

Tone = Literal["plain", "ok", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure: a stable ``name``, what it is, its value, a note, and whether it is good or bad news.

    ``number`` is the value as such: fen where ``is_money``, else a count.
    """

    name: str
    label: str
    value: str
    note: str
    tone: Tone
    number: int
    is_money: bool


def key_figures(report: DailyReport, language: str) -> list[KeyFigure]:
    """Money first, then people and things; two rows of four."""
    return [*_of_money(report, language), *_of_people_and_things(report, language)]


def _of_money(report: DailyReport, language: str) -> list[KeyFigure]:
    money, cash = report.takings, report.takings.tenders[0]
    back = t_in(language, "reports.note.cash_back", amount=yuan(cash.given_back_fen))
    over_or_short: Tone = "bad" if report.differences else "ok"
    shifts = _note(language, "shifts", len(report.shifts))
    return [
        _money(language, "takings", money.net_fen, _note(language, "receipts", len(report.receipts))),
        _money(language, "cash", cash.net_fen, back),
        _money(language, "refunds", report.refunds_fen, _note(language, "refunds", len(report.refunds))),
        replace(
            _money(language, "differences", report.difference_fen, shifts, over_or_short),
            value=signed(report.difference_fen),
        ),
    ]


def _of_people_and_things(report: DailyReport, language: str) -> list[KeyFigure]:
    coming, things = report.coming, report.things
    lost = len(things.keys_lost) + sum(each.thing.startswith("key/") for each in things.uncounted)
    kept = len(things.cards_not_returned)
    departures = _note(language, "departures", coming.departures)
    keys_out = _note(language, "keys_out", len(things.keys_out))
    in_tray = _note(language, "in_tray", things.cards_in_tray)
    return [
        _count(language, "arrivals", coming.arrivals, _peak(report, language)),
        _count(language, "in_house", len(coming.inside), departures),
        _count(language, "keys_missing", lost, keys_out, "bad" if lost else "ok"),
        _count(language, "cards_kept", kept, in_tray, "warn" if kept else "ok"),
    ]


def _money(language: str, name: str, fen: int, note: str, tone: Tone = "plain") -> KeyFigure:
    return KeyFigure(name, t_in(language, f"reports.figure.{name}"), yuan_sign(fen), note, tone, fen, True)


def _count(language: str, name: str, number: int, note: str, tone: Tone = "plain") -> KeyFigure:
    return KeyFigure(name, t_in(language, f"reports.figure.{name}"), str(number), note, tone, number, False)


def _note(language: str, name: str, number: int) -> str:
    return t_in(language, f"reports.note.{name}", n=number)


def _peak(report: DailyReport, language: str) -> str:
    """The busiest hour, or nothing when nobody came."""
    most = max(report.coming.by_hour)
    if not most:
        return ""
    hour = report.coming.by_hour.index(most)
    return t_in(language, "reports.note.peak", hour=f"{hour:02d}:00", number=most)
