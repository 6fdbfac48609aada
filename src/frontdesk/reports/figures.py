"""The day at a glance: eight figures in words, the same on the page and on paper."""

from dataclasses import dataclass
from typing import Literal

from frontdesk.core.i18n import t_in
from frontdesk.core.money import yuan, yuan_sign
from frontdesk.reports.daily import DailyReport
from frontdesk.reports.wording import signed

Tone = Literal["plain", "ok", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure: a stable ``name``, what it is, its value, a note, and whether it is good or bad news."""

    name: str
    label: str
    value: str
    note: str
    tone: Tone = "plain"


def key_figures(report: DailyReport, language: str) -> list[KeyFigure]:
    """Money first, then people and things; two rows of four."""
    return [*_of_money(report, language), *_of_people_and_things(report, language)]


def _of_money(report: DailyReport, language: str) -> list[KeyFigure]:
    money, cash = report.takings, report.takings.tenders[0]
    return [
        _figure(language, "takings", yuan_sign(money.net_fen), _note(language, "receipts", len(report.receipts))),
        _figure(
            language,
            "cash",
            yuan_sign(cash.net_fen),
            t_in(language, "reports.note.cash_back", amount=yuan(cash.given_back_fen)),
        ),
        _figure(language, "refunds", yuan_sign(report.refunds_fen), _note(language, "refunds", len(report.refunds))),
        _figure(
            language,
            "differences",
            signed(report.difference_fen),
            _note(language, "shifts", len(report.shifts)),
            "bad" if report.differences else "ok",
        ),
    ]


def _of_people_and_things(report: DailyReport, language: str) -> list[KeyFigure]:
    things = report.things
    lost = len(things.keys_lost) + sum(each.thing.startswith("key/") for each in things.uncounted)
    kept = len(things.cards_not_returned)
    return [
        _figure(language, "arrivals", str(report.coming.arrivals), _peak(report, language)),
        _figure(
            language,
            "in_house",
            str(len(report.coming.inside)),
            _note(language, "departures", report.coming.departures),
        ),
        _figure(
            language,
            "keys_missing",
            str(lost),
            _note(language, "keys_out", len(things.keys_out)),
            "bad" if lost else "ok",
        ),
        _figure(
            language,
            "cards_kept",
            str(kept),
            _note(language, "in_tray", things.cards_in_tray),
            "warn" if kept else "ok",
        ),
    ]


def _figure(language: str, name: str, value: str, note: str, tone: Tone = "plain") -> KeyFigure:
    return KeyFigure(name, t_in(language, f"reports.figure.{name}"), value, note, tone)


def _note(language: str, name: str, number: int) -> str:
    return t_in(language, f"reports.note.{name}", n=number)


def _peak(report: DailyReport, language: str) -> str:
    """The busiest hour, or nothing when nobody came."""
    most = max(report.coming.by_hour)
    if not most:
        return ""
    hour = report.coming.by_hour.index(most)
    return t_in(language, "reports.note.peak", hour=f"{hour:02d}:00", number=most)
