"""A virtual Mifare Classic that can be pulled in the middle of any write, byte by byte."""

from dataclasses import dataclass

from frontdesk.devices.cards import CardKind
from frontdesk.devices.readers.apdu_session import ApduSession
from frontdesk.devices.readers.session import CardPulled
from frontdesk.devices.readers.simulated_cards import ClassicCard

UID = bytes.fromhex("04A1B2C3")


@dataclass
class TearingCard(ClassicCard):
    """A card that is pulled in the middle of a write: of the block that is written ``torn_bytes`` are new, the one
    behind them is anything, the rest is old."""

    tear_at_write: int | None = None
    """Which write from now on is torn; 0 is the next."""
    torn_bytes: int = 0
    garbage: int | None = None
    """What the byte at the tear becomes; None leaves it as it was."""
    writes: int = 0
    pulled: bool = False

    def transmit(self, apdu: bytes) -> bytes:
        if self.pulled:
            raise CardPulled(reason="pulled")
        if apdu[:2] == b"\xff\xd6":
            if self.tear_at_write == 0:
                self._tear(apdu)
            if self.tear_at_write is not None:
                self.tear_at_write -= 1
            self.writes += 1
        return super().transmit(apdu)

    def lay_on(self) -> ApduSession:
        """On the reader (again)."""
        self.pulled = False
        self.reset()
        return ApduSession(self, self.uid.hex().upper(), CardKind.MIFARE_CLASSIC_1K)

    def copy_onto(self, other: "ClassicCard") -> None:
        """All data blocks and keys, but not the maker's block."""
        other.blocks[1:] = self.blocks[1:]

    def _tear(self, apdu: bytes) -> None:
        block = apdu[3]
        old, new = self.blocks[block], apdu[5:]
        middle = old[self.torn_bytes : self.torn_bytes + 1] if self.garbage is None else bytes([self.garbage])
        self.blocks[block] = (new[: self.torn_bytes] + middle + old[self.torn_bytes + 1 :])[:16]
        self.tear_at_write = None
        self.pulled = True
        raise CardPulled(reason="pulled")


def card(uid: bytes = UID) -> TearingCard:
    """A new card."""
    return TearingCard(uid)
