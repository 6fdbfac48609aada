"""Time: one injected clock, UTC in the store, local time for people."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Where the program asks for the time; tests and the demo inject their own."""

    def now(self) -> datetime:
        """The current moment, aware, in UTC."""
        ...

    def zone(self) -> tzinfo:
        """The time zone of the people at the counter."""
        ...


class SystemClock:
    """The computer's clock and time zone."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def zone(self) -> tzinfo:
        zone = datetime.now().astimezone().tzinfo
        assert zone is not None
        return zone


class ManualClock:
    """A clock that moves only when told to; for tests, the demo and sample data."""

    def __init__(self, start: datetime, zone_name: str = "Asia/Shanghai") -> None:
        if start.tzinfo is None:
            start = start.replace(tzinfo=ZoneInfo(zone_name))
        self._now = start.astimezone(UTC)
        self._zone = ZoneInfo(zone_name)

    def now(self) -> datetime:
        return self._now

    def zone(self) -> tzinfo:
        return self._zone

    def advance(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
        """Move the time; negative values model a clock that was set back."""
        self._now += timedelta(seconds=seconds, minutes=minutes, hours=hours, days=days)

    def set_local(self, year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> None:
        """Put the clock at a local wall time."""
        self._now = datetime(year, month, day, hour, minute, tzinfo=self._zone).astimezone(UTC)


def utc_text(moment: datetime) -> str:
    """A moment as stored: ``2026-11-23T07:19:03.123456Z``; sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def parse_utc(text: str) -> datetime:
    """The moment a stored text means."""
    # Not strptime(), which takes fifty times as long: a report reads thousands.
    return datetime.fromisoformat(text)


def local(text: str, clock: Clock) -> datetime:
    """A stored moment on the counter's wall clock."""
    return parse_utc(text).astimezone(clock.zone())


def local_now(clock: Clock) -> datetime:
    """The counter's wall time now."""
    return clock.now().astimezone(clock.zone())
