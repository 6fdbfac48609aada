"""What opening and closing a shift refuses."""

from frontdesk.core.errors import FrontdeskError


class ShiftOpenAlready(FrontdeskError):
    """The counter has an open shift; ``number`` names it and ``counter`` the counter."""

    code = "handover.open_already"


class CountInvalid(FrontdeskError):
    """A count names an unknown or repeated line, or a number no drawer holds; ``line`` says which."""

    code = "handover.count_invalid"


class CountOutdated(FrontdeskError):
    """Something was booked or moved after the count: it has to be taken again."""

    code = "handover.count_outdated"


class UnknownCount(FrontdeskError):
    """The count is not one of this shift; ``count_id``."""

    code = "handover.unknown_count"


class ExplanationMissing(FrontdeskError):
    """A difference needs a word of explanation; ``tender`` says which."""

    code = "handover.explanation_missing"


class NotYourShift(FrontdeskError):
    """Somebody else is responsible for this shift, and the role doesn't include closing for others; ``number``."""

    code = "handover.not_your_shift"


class SamePerson(FrontdeskError):
    """Handing over takes two: the receiver must be somebody else."""

    code = "handover.same_person"


class ItemsNotAcknowledged(FrontdeskError):
    """What is carried on was not acknowledged item by item, or has changed meanwhile; ``items`` says how many."""

    code = "handover.not_acknowledged"


class MissingUnnamed(FrontdeskError):
    """Fewer keys or cards were counted than expected: each missing one has to be named; ``what``, ``missing``."""

    code = "handover.missing_unnamed"


class ReceiverUnfit(FrontdeskError):
    """The cash can't be handed to this person: their role doesn't include receiving it."""

    code = "handover.receiver_unfit"


class ShiftsStillOpen(FrontdeskError):
    """The day can't be closed while a counter is open; ``counters``."""

    code = "handover.shifts_open"


class VisitsStillOpen(FrontdeskError):
    """Neither the day nor its last counter can be closed while visits are open; ``visits`` says how many."""

    code = "handover.visits_open"


class DayClosedAlready(FrontdeskError):
    """The business day was closed before, or never had a shift; ``business_day``."""

    code = "handover.day_closed"
