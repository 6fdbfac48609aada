"""What reports refuse."""

from frontdesk.core.errors import FrontdeskError


class DayUnreadable(FrontdeskError):
    """A typed day is not one of the calendar; ``text`` is what was typed."""

    code = "reports.day_unreadable"


class DayNotYet(FrontdeskError):
    """The business day lies ahead; ``day`` is the asked one, ``today`` the current one."""

    code = "reports.day_not_yet"


class ReportNotSaved(FrontdeskError):
    """The file can't be written; ``path`` names it and ``reason`` what the system said."""

    code = "reports.not_saved"
