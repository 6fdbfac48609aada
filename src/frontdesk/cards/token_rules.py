"""What a token found on a card means: pure rules over what was read and what the books say."""

from dataclasses import dataclass
from enum import StrEnum

from frontdesk.books.policies import Policy
from frontdesk.devices.tokens.token import Found, TokenReading

OFF, AT_ISSUE, REQUIRED = "off", "issue", "required"
TOKENS = Policy("cards.tokens", OFF)
"""``off``; ``issue``: written when a card is issued, and checked where there is one; ``required``: no card without."""
TOKEN_SECTOR = Policy("cards.token_sector", 1)
"""Where new tokens are written; each card's own is kept with it, so that this may be changed at any time."""
FOLLOW_AHEAD = Policy("cards.follow_ahead", 0)
"""1 after an older copy of the data was put back: cards that are further than the books are believed."""


@dataclass(frozen=True, slots=True)
class TokenBooks:
    """A card's token as the books have it."""

    state: str
    sector: int
    issue: int
    counter: int
    mark: str


class Verdict(StrEnum):
    """What the desk does with a tapped card."""

    NOT_ASKED = "not_asked"
    """No token is expected: whoever taps is identified, and the photo compared."""
    FINE = "fine"
    LATE = "late"
    """One use further than the books, after a crash between card and books: the books follow."""
    PULLED = "pulled"
    """The card was gone too soon; it is laid on again."""
    CLONE = "clone"
    """The card was used less often than the books know, or differently: there are two of it."""
    AHEAD = "ahead"
    """Used more often than the books can explain."""
    FALSE = "false"
    """What stands on it wasn't written for this card."""
    OLD = "old"
    """A token of this card from before it was written anew: surely a copy, and the good card is known."""
    MISSING = "missing"
    CLOSED = "closed"
    NEWER = "newer"
    OTHER_HOUSE = "other_house"
    SUSPECT = "suspect"
    """Blocked for its token once and let go, but not written anew yet."""
    UNFINISHED = "unfinished"
    """Writing its token was broken off, and tokens are required."""
    UNISSUED = "unissued"
    """It has no token, and tokens are required."""
    UNABLE = "unable"
    """The reader can't work with keys, or this counter has no master key, and tokens are required."""

    @property
    def blocks(self) -> bool:
        """Whether the card is stopped until somebody has looked into it."""
        return self in (Verdict.CLONE, Verdict.AHEAD, Verdict.FALSE)

    @property
    def admits(self) -> bool:
        """Whether a key may go out on this card."""
        return self in (Verdict.NOT_ASKED, Verdict.FINE, Verdict.LATE)


@dataclass(frozen=True, slots=True)
class TokenTerms:
    """How this house takes tokens: the policy, its number, and whether cards ahead of the books are believed."""

    policy: str
    house: int
    follow_ahead: bool = False

    @property
    def required(self) -> bool:
        """Whether no card is taken without a token."""
        return self.policy == REQUIRED


_WITHOUT = {
    Found.CLOSED: Verdict.CLOSED,
    Found.BLANK: Verdict.MISSING,
    Found.NEWER: Verdict.NEWER,
    Found.FALSE: Verdict.FALSE,
    # A write leaves the other slot alone, so no accident spoils both.
    Found.NO_COUNT: Verdict.FALSE,
}


def before_reading(books: TokenBooks | None, terms: TokenTerms) -> Verdict | None:
    """The verdict that needs no reading, or None when the card has to be asked."""
    if terms.policy == OFF:
        return Verdict.NOT_ASKED
    if books is None:
        return Verdict.UNISSUED if terms.required else Verdict.NOT_ASKED
    return Verdict.SUSPECT if books.state == "suspect" else None


def judge(reading: TokenReading, books: TokenBooks | None, terms: TokenTerms) -> Verdict:
    """What a reading means."""
    early = before_reading(books, terms)
    if early is not None:
        return early
    assert books is not None
    if reading.found is Found.UNABLE:
        return Verdict.UNABLE if terms.required else Verdict.NOT_ASKED
    if books.state == "writing":
        if _is_prepared(reading, books):
            return Verdict.LATE
        return Verdict.UNFINISHED if terms.required else Verdict.NOT_ASKED
    if reading.found is not Found.GENUINE:
        return _WITHOUT[reading.found]
    return _counted(reading, books, terms)


def _counted(reading: TokenReading, books: TokenBooks, terms: TokenTerms) -> Verdict:
    assert reading.identity is not None and reading.count is not None
    if reading.identity.house != terms.house:
        return Verdict.OTHER_HOUSE
    if reading.identity.issue < books.issue:
        return Verdict.OLD
    further = reading.count.counter - books.counter
    if reading.identity.issue > books.issue or further > 1:
        return Verdict.LATE if terms.follow_ahead else Verdict.AHEAD
    if further == 1:
        return Verdict.LATE
    # Two copies that count on side by side reach the same number, but not by the same mark.
    return Verdict.FINE if further == 0 and reading.count.mark == books.mark else Verdict.CLONE


def _is_prepared(reading: TokenReading, books: TokenBooks) -> bool:
    if reading.identity is None or reading.count is None:
        return False
    seen = (reading.identity.issue, reading.count.counter, reading.count.mark)
    return seen == (books.issue, books.counter, books.mark)
