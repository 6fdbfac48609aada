"""Days and times as people at the counter read them, by language."""

from datetime import date, datetime

from frontdesk.core.i18n import t


def day_words(business_day: str) -> str:
    """``2026-11-23`` as ``11月23日 周一`` or ``Mon 23 Nov``; empty stays empty."""
    if not business_day:
        return ""
    day = date.fromisoformat(business_day)
    weekday = t(f"ui.weekday.{day.isoweekday()}")
    return t("ui.day", weekday=weekday, day=day.day, month=t(f"ui.month.{day.month}"))


def full_day_words(business_day: str) -> str:
    """The same with the year."""
    if not business_day:
        return ""
    day = date.fromisoformat(business_day)
    return t("ui.day.full", day=day.day, month=t(f"ui.month.{day.month}"), year=day.year)


def time_words(moment: datetime) -> str:
    """``18:32``."""
    return moment.strftime("%H:%M")


def moment_words(moment: datetime) -> str:
    """``11月21日 18:32`` or ``21 Nov 18:32``."""
    month = t(f"ui.month.{moment.month}")
    return t("ui.moment", day=moment.day, month=month, time=time_words(moment))


def span_words(minutes: int) -> str:
    """How long: ``1:18``."""
    return f"{minutes // 60}:{minutes % 60:02d}"
