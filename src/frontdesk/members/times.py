"""When a plan holds: weekdays and hours, written as ``12345 09:00-16:00; 67 09:00-21:00``.

1 is Monday; an end at or before its beginning runs past midnight into the next day; an empty text means always.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from frontdesk.core.errors import FrontdeskError

_SPAN = re.compile(r"([1-7]+) (\d\d):([0-5]\d)-(\d\d):([0-5]\d)", re.ASCII)
_DAY_MINUTES = 24 * 60


class TimesInvalid(FrontdeskError):
    """Not a text of weekdays and hours; ``text``."""

    code = "members.times_invalid"


@dataclass(frozen=True, slots=True)
class Span:
    """Hours on some weekdays; ``from_minute`` and ``to_minute`` count from midnight, the end is excluded."""

    weekdays: str
    from_minute: int
    to_minute: int

    def holds(self, weekday: int, minute: int) -> bool:
        """Whether the span covers a minute of a weekday (1 is Monday)."""
        yesterday = str((weekday - 2) % 7 + 1)
        if self.from_minute < self.to_minute:
            return str(weekday) in self.weekdays and self.from_minute <= minute < self.to_minute
        evening = str(weekday) in self.weekdays and minute >= self.from_minute
        return evening or (yesterday in self.weekdays and minute < self.to_minute)


def parse_times(text: str) -> tuple[Span, ...]:
    """The spans a text means. Raises TimesInvalid."""
    spans = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        match = _SPAN.fullmatch(part)
        if match is None:
            raise TimesInvalid(text=text[:40])
        days, *hours = match.groups()
        from_hour, from_minute, to_hour, to_minute = map(int, hours)
        if from_hour > 23 or to_hour * 60 + to_minute > _DAY_MINUTES:
            raise TimesInvalid(text=text[:40])
        spans.append(Span(days, from_hour * 60 + from_minute, to_hour * 60 + to_minute))
    return tuple(spans)


def allows(text: str, now: datetime) -> bool:
    """Whether a plan with these times holds at a local moment."""
    if not text:
        return True
    minute = now.hour * 60 + now.minute
    return any(span.holds(now.isoweekday(), minute) for span in parse_times(text))
