"""A contract's state: what its events add up to, day by day."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
_VISIT_STEPS = {"visit_spent": -1, "visit_returned": 1}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a plan gives: validity in months and days, and a visit pack (0: unlimited)."""

    months: int
    days: int
    visits: int


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of a contract; days are ISO texts, both included."""

    kind: str
    from_day: str | None = None
    to_day: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """A contract's state: ``unopened``, ``open`` or ``frozen``; days are ISO texts, both included."""

    status: str
    valid_from: str | None
    valid_until: str | None
    frozen_from: str | None
    frozen_until: str | None
    visits_left: int | None


def last_day(first: date, months: int, days: int) -> date:
    """The last valid day of a span that begins on ``first``.

    A year from 15 March ends on 14 March. A month from the 31st ends on the last day of a shorter month, so that
    nobody loses a day to the calendar.
    """
    place = first.year * 12 + first.month - 1 + months
    year, month = place // 12, place % 12 + 1
    longest = monthrange(year, month)[1]
    end = date(year, month, longest) if first.day > longest else date(year, month, first.day) - ONE_DAY
    return end + days * ONE_DAY


def derive(terms: Terms, happenings: Iterable[Happening]) -> State:
    """The state after all events, in their order. Raises ValueError for events that no action writes."""
    state = State("unopened", None, None, None, None, terms.visits or None)
    spent = 0
    for happening in happenings:
        # Most events are visits, and they change nothing but the number left: counted, they cost nothing.
        if happening.kind in _VISIT_STEPS:
            spent -= _VISIT_STEPS[happening.kind]
        else:
            state = after(state, happening, terms)
    return replace(state, visits_left=state.visits_left - spent) if spent and state.visits_left is not None else state


def after(state: State, happening: Happening, terms: Terms) -> State:
    """The state after one more event; the caller has checked that the event may happen."""
    from_day = happening.from_day or ""
    match happening.kind:
        case "opened":
            end = last_day(date.fromisoformat(from_day), terms.months, terms.days)
            return replace(state, status="open", valid_from=from_day, valid_until=end.isoformat())
        case "frozen":
            state = on_day(state, from_day)
            return replace(state, status="frozen", frozen_from=from_day, frozen_until=happening.to_day)
        case "unfrozen":
            return _thaw(on_day(state, from_day), from_day)
        case "visit_spent" | "visit_returned":
            step = _VISIT_STEPS[happening.kind]
            return state if state.visits_left is None else replace(state, visits_left=state.visits_left + step)
    return state


def on_day(state: State, day: str) -> State:
    """The state as it stands on a day: a freeze whose last day has passed is over, its days given back."""
    if state.status == "frozen" and state.frozen_until is not None and state.frozen_until < day:
        return _thaw(state, _shift(state.frozen_until, 1))
    return state


def is_frozen(state: State, day: str) -> bool:
    """Whether the contract rests on this day; a freeze may also lie in the future."""
    state = on_day(state, day)
    return state.status == "frozen" and state.frozen_from is not None and state.frozen_from <= day


def frozen_days(state: State, day: str) -> int:
    """How many days of the present freeze have passed when the contract is used again on ``day``."""
    if state.frozen_from is None:
        return 0
    return max(0, (date.fromisoformat(day) - date.fromisoformat(state.frozen_from)).days)


def expected_end(state: State, day: str) -> str | None:
    """The last valid day, seen from ``day``: days frozen so far, or planned to be, are counted as given back."""
    state = on_day(state, day)
    if state.status != "frozen" or state.valid_until is None:
        return state.valid_until
    thawed_on = _shift(state.frozen_until, 1) if state.frozen_until is not None else day
    return _thaw(state, thawed_on).valid_until


def _thaw(state: State, first_day: str) -> State:
    if state.status != "frozen" or state.valid_until is None:
        return state
    end = _shift(state.valid_until, frozen_days(state, first_day))
    return replace(state, status="open", valid_until=end, frozen_from=None, frozen_until=None)


def _shift(day: str, days: int) -> str:
    return (date.fromisoformat(day) + days * ONE_DAY).isoformat()
