"""What stands in the three data blocks of a token's sector, byte for byte.

Block 0, who it is, written once at each issue: version (1 byte), house (2), issue number (1), card number (8), MAC (4).
Blocks 1 and 2, two counter slots written alternately: counter (4), mark (4), MAC (8). All numbers are big-endian. The
mark is drawn by chance at each writing: two copies that count on side by side differ in it. A slot's MAC is over block
0 as well, so block 0 is held by twelve bytes of MAC in all.
"""

from dataclasses import dataclass

from frontdesk.devices.tokens.keys import TokenKeys

VERSION = 1
MOST_ISSUES = 255
MOST_HOUSE = 0xFFFF
MARK_LENGTH = 4
LONGEST_NUMBER = 12
BLANK = bytes(16)
_SIGNS = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_IDENTITY, _SLOT = b"I", b"S"
_IDENTITY_MAC, _SLOT_MAC = 4, 8


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a token is for; ``issue`` goes up by one whenever the card's token is written anew."""

    house: int
    issue: int
    number: str


@dataclass(frozen=True, slots=True)
class Count:
    """How often a card was used, and the mark of its last use (8 hex letters)."""

    counter: int
    mark: str


def identity_block(keys: TokenKeys, uid: bytes, identity: Identity) -> bytes:
    """Block 0. Raises ValueError for what can't be written."""
    if not 1 <= identity.issue <= MOST_ISSUES or not 0 <= identity.house <= MOST_HOUSE:
        raise ValueError("issue number or house out of range")
    facts = bytes([VERSION]) + identity.house.to_bytes(2, "big") + bytes([identity.issue]) + _packed(identity.number)
    return facts + keys.mac(uid, _IDENTITY + facts, _IDENTITY_MAC)


def identity_in(keys: TokenKeys, uid: bytes, block: bytes) -> Identity | None:
    """What block 0 says, or None when it wasn't written by this house for this card."""
    facts, mac = block[:-_IDENTITY_MAC], block[-_IDENTITY_MAC:]
    if facts[0] != VERSION or mac != keys.mac(uid, _IDENTITY + facts, _IDENTITY_MAC):
        return None
    number = _unpacked(facts[4:])
    return None if number is None else Identity(int.from_bytes(facts[1:3], "big"), facts[3], number)


def slot_block(keys: TokenKeys, uid: bytes, identity: bytes, count: Count) -> bytes:
    """Block 1 or 2; ``identity`` is block 0 as it is on the card."""
    facts = count.counter.to_bytes(4, "big") + bytes.fromhex(count.mark)
    return facts + keys.mac(uid, _SLOT + identity + facts, _SLOT_MAC)


def count_in(keys: TokenKeys, uid: bytes, identity: bytes, block: bytes) -> Count | None:
    """What a slot says, or None when it is blank, torn or of another card or issue."""
    facts, mac = block[:-_SLOT_MAC], block[-_SLOT_MAC:]
    if mac != keys.mac(uid, _SLOT + identity + facts, _SLOT_MAC):
        return None
    return Count(int.from_bytes(facts[:4], "big"), facts[4:].hex().upper())


def _packed(number: str) -> bytes:
    """A card number of up to 12 capitals and digits as a number to the base 37."""
    value = 0
    for sign in number.ljust(LONGEST_NUMBER):
        value = value * len(_SIGNS) + _SIGNS.index(sign)
    return value.to_bytes(8, "big")


def _unpacked(packed: bytes) -> str | None:
    value = int.from_bytes(packed, "big")
    if value >= len(_SIGNS) ** LONGEST_NUMBER:
        return None
    signs = []
    for _ in range(LONGEST_NUMBER):
        value, sign = divmod(value, len(_SIGNS))
        signs.append(_SIGNS[sign])
    return "".join(reversed(signs)).rstrip()
