"""What custody refuses."""

from frontdesk.core.errors import FrontdeskError


class NotHere(FrontdeskError):
    """The thing is not where it was thought to be; ``thing``, ``expected`` and its present ``holder``."""

    code = "custody.not_here"


class UnknownThing(FrontdeskError):
    """No such thing was ever registered; ``thing``."""

    code = "custody.unknown"


class KnownThing(FrontdeskError):
    """A thing of this name is registered already; ``thing``."""

    code = "custody.known"
