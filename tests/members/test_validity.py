"""Validity and freezes, day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from frontdesk.members.validity import Happening, Terms, derive, expected_end, frozen_days, is_frozen, last_day, on_day

DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))
MONTHS = st.integers(1, 60)


def test_a_year_ends_the_day_before_and_short_months_take_nothing_away() -> None:
    assert last_day(date(2026, 3, 15), 12, 0) == date(2027, 3, 14)
    assert last_day(date(2026, 1, 31), 1, 0) == date(2026, 2, 28)
    assert last_day(date(2024, 2, 29), 12, 0) == date(2025, 2, 28)
    assert last_day(date(2026, 11, 23), 0, 30) == date(2026, 12, 22)
    assert last_day(date(2026, 11, 23), 1, 7) == date(2026, 12, 29)


@given(DAYS, MONTHS)
def test_a_later_first_day_never_ends_earlier(first: date, months: int) -> None:
    assert last_day(first, months, 0) <= last_day(first + timedelta(1), months, 0)
    assert last_day(first, months, 0) < last_day(first, months + 1, 0)


@given(DAYS, MONTHS, st.integers(0, 200), st.integers(1, 180), st.integers(0, 200))
def test_frozen_days_are_given_back_to_the_day(
    first: date, months: int, wait: int, length: int, thawed_after: int
) -> None:
    """However a freeze ends, the member is left with as many usable days as were sold."""
    terms = Terms(months, 0, 0)
    begin = first + timedelta(min(wait, (last_day(first, months, 0) - first).days))
    end = begin + timedelta(length - 1)
    frozen = [Happening("opened", first.isoformat()), Happening("frozen", begin.isoformat(), end.isoformat())]
    thawed_on = begin + timedelta(thawed_after)
    used_early = thawed_after < length
    happenings = [*frozen, Happening("unfrozen", thawed_on.isoformat())] if used_early else frozen
    state = on_day(derive(terms, happenings), (end + timedelta(1)).isoformat())
    assert state.status == "open" and state.valid_until is not None
    rested = min(thawed_after, length)
    given_back = date.fromisoformat(state.valid_until) - last_day(first, months, 0)
    assert given_back == timedelta(rested)


@given(DAYS, MONTHS, st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20)), max_size=6))
def test_a_day_is_frozen_or_usable_never_both(first: date, months: int, freezes: list[tuple[int, int]]) -> None:
    """Counting the usable days one by one gives what was sold, through any number of freezes."""
    terms = Terms(months, 0, 0)
    happenings = [Happening("opened", first.isoformat())]
    day = first
    for gap, length in freezes:
        begin = day + timedelta(gap)
        if begin.isoformat() > (derive(terms, happenings).valid_until or ""):
            break
        last = begin + timedelta(length - 1)
        happenings.append(Happening("frozen", begin.isoformat(), last.isoformat()))
        day = last + timedelta(1)
    state = derive(terms, happenings)
    end = date.fromisoformat(expected_end(state, day.isoformat()) or "")
    sold = (last_day(first, months, 0) - first).days + 1
    rested = sum(
        (date.fromisoformat(h.to_day or "") - date.fromisoformat(h.from_day or "")).days + 1 for h in happenings[1:]
    )
    assert (end - first).days + 1 - rested == sold


def test_a_freeze_without_an_end_gives_back_day_by_day() -> None:
    state = derive(Terms(1, 0, 0), [Happening("opened", "2026-11-01"), Happening("frozen", "2026-11-11")])
    assert is_frozen(state, "2026-11-11") and not is_frozen(state, "2026-11-10")
    assert expected_end(state, "2026-11-21") == "2026-12-10"
    assert frozen_days(state, "2026-11-21") == 10
