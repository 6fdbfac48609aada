"""What the card office refuses."""

from frontdesk.core.errors import FrontdeskError


class UnknownCard(FrontdeskError):
    """No card of this number or chip is on record; ``card``."""

    code = "cards.unknown"


class UidUnreadable(FrontdeskError):
    """Not the UID of a card: 8 to 20 hex digits; ``uid``."""

    code = "cards.uid_invalid"


class NumberInvalid(FrontdeskError):
    """A card number has 1 to 12 letters and digits; ``number``."""

    code = "cards.number_invalid"


class CardInUse(FrontdeskError):
    """The chip or the number belongs to a card already; ``number`` and ``state`` of that card."""

    code = "cards.in_use"


class WrongState(FrontdeskError):
    """The card's state doesn't allow this; ``number``, ``state``."""

    code = "cards.wrong_state"


class InTray(FrontdeskError):
    """The card lies in a tray slot while its owner is in the house; ``number``, ``key_code``."""

    code = "cards.in_tray"
