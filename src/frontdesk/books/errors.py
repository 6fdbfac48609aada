"""What the books refuse."""

from frontdesk.core.errors import FrontdeskError


class RequestAltered(FrontdeskError):
    """A request came again under a used key but asks for something else."""

    code = "books.request_altered"


class InsufficientBalance(FrontdeskError):
    """A member has less than is to be taken; ``available`` and ``asked`` in ``unit``."""

    code = "books.insufficient"


class ClockSetBack(FrontdeskError):
    """The computer's clock is behind the counter's last record; ``last`` and ``now`` in local time."""

    code = "books.clock_set_back"


class AlreadyReversed(FrontdeskError):
    """The entry was reversed before; ``entry_id``."""

    code = "books.already_reversed"


class DueSettled(FrontdeskError):
    """The due was collected or waived before; ``due_id``."""

    code = "books.due_settled"


class UnbalancedEntry(FrontdeskError):
    """Postings that don't sum to zero: a fault of the program, nothing was written; ``unit``, ``sum``."""

    code = "books.unbalanced"
