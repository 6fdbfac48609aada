"""The port for speaking with a card that lies on a reader: what reads and writes tokens is written against this.

``reader.with_card(name, uid, work)`` runs ``work(session)`` while the card lies there; the session ends with it. The
pseudo-APDUs are those of PC/SC part 3, section 3.2.2: load key FF 82, authenticate FF 86, read FF B0, update FF D6.
"""

from collections.abc import Callable
from typing import Literal, Protocol, TypeVar

from frontdesk.core.errors import FrontdeskError
from frontdesk.devices.cards import CardKind

KeyName = Literal["A", "B"]
KEY_LENGTH = 6
BLOCK_LENGTH = 16


class CardPulled(FrontdeskError):
    """The card isn't there any more, another one lies in its place, or the reader is gone; what was written until
    then may be on the card, and may not."""

    code = "devices.card_pulled"


class CardRefused(FrontdeskError):
    """The card or its reader answered, and said no; ``status`` is the status word as four hex letters, ``what`` the
    step: ``load_key``, ``authenticate``, ``read``, ``write``."""

    code = "devices.card_refused"

    @property
    def status(self) -> str:
        """``6300`` for a wrong key at most readers, ``6982`` where the key in force has no such right."""
        return str(self.data["status"])


class CardSession(Protocol):
    """One card, for the length of one ``work``. Every call may raise CardPulled and CardRefused."""

    @property
    def uid(self) -> str:
        """Upper-case hex, in the card's order; asked of the card anew when the session began."""
        ...

    @property
    def kind(self) -> CardKind:
        """What the reader takes it for; ``recognise`` asks the card itself."""
        ...

    def load_key(self, key: bytes) -> None:
        """Lay a Mifare key of 6 bytes into the reader; ``authenticate`` does it by itself."""
        ...

    def authenticate(self, block: int, key: bytes, which: KeyName = "A") -> None:
        """Open the sector of a Mifare Classic block; opening another sector closes it. A refusal closes it as well,
        and the card is selected anew before the next try."""
        ...

    def read_block(self, block: int) -> bytes:
        """The 16 bytes of a Mifare Classic block; of an Ultralight or NTAG the four pages from this one on."""
        ...

    def write_block(self, block: int, data: bytes) -> None:
        """Write a Mifare Classic block (16 bytes) or an Ultralight page (4 bytes). Not read back by itself."""
        ...

    def select_again(self) -> None:
        """Have the reader select the card anew, as after a command that it didn't understand; no sector is open
        then. What is refused above does it by itself."""
        ...

    def transmit(self, apdu: bytes) -> bytes:
        """The answer to any APDU, its two status bytes last, whatever they say."""
        ...


T = TypeVar("T")
Work = Callable[[CardSession], T]
"""Runs in the reader's own thread: quick, and without waiting for anything but the card."""
