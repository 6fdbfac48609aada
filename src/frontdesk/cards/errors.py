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


class TokenMoved(FrontdeskError):
    """The card's token was counted on elsewhere in the meantime; ``card``."""

    code = "cards.token_moved"


class TokenNotShown(FrontdeskError):
    """A key goes out only on a card whose token was read and found good; ``card``."""

    code = "cards.token_not_shown"


class TokenRefused(FrontdeskError):
    """A card's token is no good; ``card``, ``verdict``."""

    code = "cards.token_refused"


class TokenUnreadable(FrontdeskError):
    """The card was taken away before its token was checked; ``card``."""

    code = "cards.token_unread"


class TokenWornOut(FrontdeskError):
    """A card's token can be written 255 times; ``card``."""

    code = "cards.token_worn_out"


class NoReaderForTokens(FrontdeskError):
    """No card lies on a reader that can write it."""

    code = "cards.token_no_reader"


class MasterKeyMissing(FrontdeskError):
    """Cards of this house have tokens, and this counter hasn't their master key."""

    code = "cards.master_key_missing"


class MasterKeyDigitsWrong(FrontdeskError):
    """Digits of the recovery sheet were mistyped; ``groups`` names them, counted from 1."""

    code = "cards.master_key_digits"


class MasterKeyOther(FrontdeskError):
    """The sheet is sound, but belongs to another master key; ``fingerprint`` of the sheet, ``known`` of the house."""

    code = "cards.master_key_other"


class SheetUnsaved(FrontdeskError):
    """The recovery sheet's file could not be written; ``path``, ``reason``."""

    code = "cards.sheet_unsaved"
