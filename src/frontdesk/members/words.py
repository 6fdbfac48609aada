"""A standing in the words of the window: what the banner says."""

from datetime import date
from typing import Literal

from frontdesk.core.i18n import t
from frontdesk.core.money import yuan_sign
from frontdesk.members.standing import Standing
from frontdesk.members.times import parse_times

Kind = Literal["ok", "warn", "bad", "info"]

KINDS: dict[str, Kind] = {
    "active": "ok",
    "expiring": "warn",
    "owes": "warn",
    "unopened": "info",
    "opens_later": "info",
    "frozen": "info",
    "wrong_time": "warn",
    "visits_used_up": "bad",
    "expired": "bad",
    "no_contract": "bad",
    "blocked": "bad",
    "lost_card": "bad",
}
"""The kind of banner of each status: ``ok``, ``warn``, ``bad`` or ``info``."""


def title(found: Standing) -> str:
    """The banner's big words."""
    return t(f"members.status.{found.status}")


def reason(found: Standing, amounts: bool = False) -> str:
    """The banner's second line: why, and until when; money only with ``amounts``, for others may look on (G20)."""
    match found.status:
        case "active" | "expiring":
            return _entitlement(found)
        case "owes" if not amounts:
            return _entitlement(found)
        case "owes":
            return f"{t('members.reason.owes', amount=yuan_sign(found.owed_fen))} · {_entitlement(found)}"
        case "opens_later":
            return t("members.reason.opens_later", plan=found.plan_name, day=_day(found.valid_from))
        case "frozen" if found.frozen_until is not None:
            return t(
                "members.reason.frozen_until",
                plan=found.plan_name,
                day=_day(found.frozen_from),
                last=_day(found.frozen_until),
            )
        case "frozen":
            return t("members.reason.frozen", plan=found.plan_name, day=_day(found.frozen_from))
        case "wrong_time":
            return t("members.reason.wrong_time", plan=found.plan_name, times=times_text(found.times))
        case "blocked":
            return t("members.reason.blocked", reason=found.reason)
        case _:
            return t(f"members.reason.{found.status}", plan=found.plan_name, until=_day(found.valid_until))


def times_text(times: str) -> str:
    """When a plan holds, for people: ``Mon–Fri 09:00–16:00``."""
    spans = parse_times(times)
    if not spans:
        return t("members.times.always")
    return ", ".join(
        f"{_weekdays(span.weekdays)} {_clock(span.from_minute)}–{_clock(span.to_minute)}" for span in spans
    )


def _entitlement(found: Standing) -> str:
    values = {"plan": found.plan_name, "until": _day(found.valid_until)}
    if found.visits_left is not None:
        return t("members.reason.visits", n=found.visits_left, **values)
    if found.status == "expiring":
        return t("members.reason.period_days", n=found.days_left, **values)
    return t("members.reason.period", **values)


def _day(business_day: str | None) -> str:
    """A day in the window's own form; empty stays empty."""
    if not business_day:
        return ""
    day = date.fromisoformat(business_day)
    return t("ui.day.full", day=day.day, month=t(f"ui.month.{day.month}"), year=day.year)


def _weekdays(days: str) -> str:
    ordered = sorted(days)
    in_a_row = len(ordered) > 2 and int(ordered[-1]) - int(ordered[0]) == len(ordered) - 1
    if in_a_row:
        first, last = (t(f"members.weekday.{day}") for day in (ordered[0], ordered[-1]))
        return t("members.weekdays.span", first=first, last=last)
    return " ".join(t(f"members.weekday.{day}") for day in ordered)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
