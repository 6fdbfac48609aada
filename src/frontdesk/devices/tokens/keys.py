"""The keys of card tokens: every card has its own, derived from the house's master key and the card's UID.

By AES-CMAC (NIST SP 800-38B, RFC 4493) over the diversification input of NXP AN10922: constant 0x01, UID, application
id, system identifier. Reading out one card's keys, which Mifare Classic's cipher doesn't prevent, opens no other card.
"""

from dataclasses import dataclass

MASTER_KEY_LENGTH = 32
_CONSTANT = b"\x01"
_SYSTEM = b"frontdesk"
_APPLICATION = 0xFD
_SECTOR_KEY_LENGTH = 6
_INPUT_LENGTHS = range(17, 33)


def cmac(key: bytes, message: bytes) -> bytes:
    """AES-CMAC of 16 bytes; the key has 16 or 32 bytes."""
    # A house without tokens needs none of it, and no start waits for it.
    from cryptography.hazmat.primitives.ciphers.algorithms import AES
    from cryptography.hazmat.primitives.cmac import CMAC

    made = CMAC(AES(key))
    made.update(message)
    return made.finalize()


def diversified(key: bytes, uid: bytes, application: bytes, system: bytes) -> bytes:
    """A card's own key of 16 bytes after AN10922, section 2.2. Raises ValueError for an input that isn't two blocks.

    AN10922 pads every input to 32 bytes; from 17 bytes on that is what CMAC does anyway, so only those are taken.
    """
    parts = _CONSTANT + uid + application + system
    if len(parts) not in _INPUT_LENGTHS:
        raise ValueError(f"the diversification input has {len(parts)} bytes")
    return cmac(key, parts)


@dataclass(frozen=True, slots=True)
class SectorKeys:
    """The two keys of one sector of one card, 6 bytes each."""

    key_a: bytes
    key_b: bytes


class TokenKeys:
    """Derives what a card needs from the master key; keeps no more of it than two keys made from it."""

    def __init__(self, master_key: bytes) -> None:
        """Raises ValueError for a master key that hasn't 32 bytes."""
        if len(master_key) != MASTER_KEY_LENGTH:
            raise ValueError("a master key has 32 bytes")
        self._sector_key = cmac(master_key, b"frontdesk sector keys")
        self._mac_key = cmac(master_key, b"frontdesk token mac")
        self.fingerprint = cmac(master_key, b"frontdesk fingerprint")[:4].hex().upper()
        """Tells two master keys apart and gives nothing away: eight hex letters, which may stand in the books."""

    def sector(self, uid: bytes, sector: int) -> SectorKeys:
        """The keys of a card's sector."""
        return SectorKeys(self._cut(uid, sector, b"A"), self._cut(uid, sector, b"B"))

    def mac(self, uid: bytes, message: bytes, length: int) -> bytes:
        """A MAC bound to the card: by a key of its own, and over its UID."""
        key = diversified(self._mac_key, uid, bytes([_APPLICATION, 0]) + b"M", _SYSTEM)
        return cmac(key, bytes([len(uid)]) + uid + message)[:length]

    def _cut(self, uid: bytes, sector: int, which: bytes) -> bytes:
        application = bytes([_APPLICATION, sector]) + which
        return diversified(self._sector_key, uid, application, _SYSTEM)[:_SECTOR_KEY_LENGTH]
