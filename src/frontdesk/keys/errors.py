"""What the key board refuses."""

from frontdesk.core.errors import FrontdeskError


class KeyUnknown(FrontdeskError):
    """There is no key of this number or tag; ``code``."""

    code = "keys.unknown"


class KeyKnown(FrontdeskError):
    """A key of this number is registered already; ``code``."""

    code = "keys.known"


class TagKnown(FrontdeskError):
    """Another key already has this scanned text; ``tag`` and that key's ``code``."""

    code = "keys.tag_known"


class KeyCodeInvalid(FrontdeskError):
    """A key or zone code holds something else than letters, digits and hyphens, or too many; ``code``."""

    code = "keys.code_invalid"


class ZoneUnknown(FrontdeskError):
    """There is no zone of this code; ``zone``."""

    code = "keys.zone_unknown"


class TooManyKeys(FrontdeskError):
    """A run of keys is empty, backwards or longer than ``limit``."""

    code = "keys.too_many"


class KeyNotAtHome(FrontdeskError):
    """The key has gone out in the meantime; ``code`` and its ``holder``."""

    code = "keys.not_at_home"


class KeyNotUsable(FrontdeskError):
    """The key is lost or out of use; ``code`` and ``state``."""

    code = "keys.not_usable"


class SlotOccupied(FrontdeskError):
    """A card or document still lies in this key's tray slot; ``code`` and the ``thing``."""

    code = "keys.slot_occupied"


class KeyIsOut(FrontdeskError):
    """The key is with somebody in the house and must come back first; ``code``."""

    code = "keys.is_out"


class KeyNotLost(FrontdeskError):
    """The key isn't lost, so it can't be found; ``code``."""

    code = "keys.not_lost"
