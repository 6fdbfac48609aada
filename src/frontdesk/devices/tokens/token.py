"""Reading and writing the token on a Mifare Classic card that lies on a reader.

Everything here is work for ``CardReader.with_card``. Nothing is written over the only slot that holds: a write goes to
the other one and is read back, so a card pulled at any byte keeps its last count. The sector's access bits stay those
of a new card: changing them is the one write whose tearing locks a sector for good (MF1S50 data sheet, 8.7), and on a
card whose cipher is broken they protect nothing.
"""

import secrets
from dataclasses import dataclass
from enum import StrEnum

from frontdesk.core.errors import FrontdeskError
from frontdesk.devices.readers.session import CardRefused, CardSession
from frontdesk.devices.tokens.keys import TokenKeys
from frontdesk.devices.tokens.layout import (
    BLANK,
    MARK_LENGTH,
    VERSION,
    Count,
    Identity,
    count_in,
    identity_block,
    identity_in,
    slot_block,
)

TRANSPORT_KEY = b"\xff" * 6
TRANSPORT_ACCESS = bytes.fromhex("FF078069")
_ERASED_KEY = bytes(6)
_ACCESS = slice(6, 9)
SECTORS = range(1, 16)
"""Where a token may lie; sector 0 belongs to the card's maker and to directories of applications."""


class TokenUnwritten(FrontdeskError):
    """What was read back differs from what was written; ``step`` says where. The card keeps what it said before."""

    code = "tokens.unwritten"


class SectorInUse(FrontdeskError):
    """The sector belongs to somebody else: its keys aren't a new card's, or its access bits aren't; ``sector``."""

    code = "tokens.sector_in_use"


class CardMoved(FrontdeskError):
    """The token isn't what it was when it was read: another card, or another counter's work."""

    code = "tokens.moved"


class Found(StrEnum):
    """What lies in the sector."""

    GENUINE = "genuine"
    """Written by this master key for this very card, with at least one slot that holds."""
    NO_COUNT = "no_count"
    """Written for this card, but neither slot holds."""
    FALSE = "false"
    """Something is written there that wasn't written for this card."""
    NEWER = "newer"
    """Written by a later version of the program."""
    BLANK = "blank"
    """A new card's sector."""
    CLOSED = "closed"
    """Neither the card's own key nor a new card's opens it, or it is no Mifare Classic."""
    UNABLE = "unable"
    """The reader can't work with keys at all."""


@dataclass(frozen=True, slots=True)
class TokenReading:
    """What was read; identity and count where it is GENUINE, ``slot`` (0, 1) where the count stands."""

    found: Found
    identity: Identity | None = None
    count: Count | None = None
    slot: int = 0
    blocks: tuple[bytes, ...] = ()


def new_mark() -> str:
    """A mark for one writing: 8 hex letters by chance."""
    return secrets.token_hex(MARK_LENGTH).upper()


def read_token(session: CardSession, keys: TokenKeys, sector: int) -> TokenReading:
    """Read a card's token: one authentication and three blocks. Raises CardPulled."""
    uid = bytes.fromhex(session.uid)
    try:
        opened = _opened(session, sector, (keys.sector(uid, sector).key_a, TRANSPORT_KEY))
    except CardRefused:
        return TokenReading(Found.UNABLE)
    if opened is None:
        return TokenReading(Found.CLOSED)
    try:
        blocks = tuple(session.read_block(sector * 4 + place) for place in range(3))
    except CardRefused:
        return TokenReading(Found.CLOSED)
    return understood(keys, uid, blocks)


def understood(keys: TokenKeys, uid: bytes, blocks: tuple[bytes, ...]) -> TokenReading:
    """What three data blocks say of the card with this UID."""
    if blocks[0] == BLANK:
        return TokenReading(Found.BLANK, blocks=blocks)
    identity = identity_in(keys, uid, blocks[0])
    if identity is None:
        newer = VERSION < blocks[0][0] < 0x80
        return TokenReading(Found.NEWER if newer else Found.FALSE, blocks=blocks)
    counts = [count_in(keys, uid, blocks[0], block) for block in blocks[1:]]
    held = [(count.counter, slot, count) for slot, count in enumerate(counts) if count is not None]
    if not held:
        return TokenReading(Found.NO_COUNT, identity, blocks=blocks)
    _, slot, count = max(held, key=lambda each: each[0])
    return TokenReading(Found.GENUINE, identity, count, slot, blocks)


def write_count(session: CardSession, keys: TokenKeys, sector: int, before: TokenReading, count: Count) -> None:
    """Count a card on: write the slot that doesn't hold the present count, and read it back.

    Raises CardPulled, CardRefused, CardMoved when the card isn't as it was read, TokenUnwritten.
    """
    uid = bytes.fromhex(session.uid)
    now = read_token(session, keys, sector)
    if now.found is not Found.GENUINE or now.blocks != before.blocks:
        raise CardMoved(uid=session.uid)
    other = sector * 4 + 1 + (1 - now.slot)
    _write(session, other, slot_block(keys, uid, now.blocks[0], count), "count")


def write_token(session: CardSession, keys: TokenKeys, sector: int, identity: Identity, count: Count) -> None:
    """Give a card a token: the data first, read back, and the keys of the sector last, tried at once.

    May be repeated after any interruption: a trailer torn in the middle leaves a key A that is the new one up to some
    byte and the old one from there on, and all of those are tried. Raises CardPulled, CardRefused, SectorInUse,
    TokenUnwritten.
    """
    uid = bytes.fromhex(session.uid)
    own = keys.sector(uid, sector)
    first = sector * 4
    opened = _opened(session, sector, _possible_keys(own.key_a))
    trailer = session.read_block(first + 3) if opened is not None else BLANK
    if trailer[_ACCESS] != TRANSPORT_ACCESS[:3]:
        raise SectorInUse(sector=sector)
    block = identity_block(keys, uid, identity)
    _write(session, first + 1, slot_block(keys, uid, block, count), "count")
    _write(session, first + 2, BLANK, "second_count")
    _write(session, first, block, "identity")
    if opened != own.key_a or trailer[10:] != own.key_b:
        session.write_block(first + 3, own.key_a + TRANSPORT_ACCESS + own.key_b)
    if _opened(session, sector, (own.key_a,)) is None or read_token(session, keys, sector).count != count:
        raise TokenUnwritten(step="keys")


def erase_token(session: CardSession, keys: TokenKeys, sector: int) -> None:
    """Make the sector a new card's again, keys included. Raises CardPulled, CardRefused, SectorInUse."""
    own = keys.sector(bytes.fromhex(session.uid), sector)
    if _opened(session, sector, _possible_keys(own.key_a)) is None:
        raise SectorInUse(sector=sector)
    for place in range(3):
        _write(session, sector * 4 + place, BLANK, "erase")
    session.write_block(sector * 4 + 3, TRANSPORT_KEY + TRANSPORT_ACCESS + TRANSPORT_KEY)


def _possible_keys(own: bytes) -> tuple[bytes, ...]:
    """Every key A that a sector may have which is a new card's, ours, or was torn while it became one or the other."""
    mixed = [own[:cut] + TRANSPORT_KEY[cut:] for cut in range(1, 6)]
    mixed += [TRANSPORT_KEY[:cut] + own[cut:] for cut in range(1, 6)]
    return (own, TRANSPORT_KEY, *mixed, _ERASED_KEY)


def _opened(session: CardSession, sector: int, keys: tuple[bytes, ...]) -> bytes | None:
    """The first of the keys that opens the sector, or None. Raises CardRefused when the reader takes no keys."""
    for key in keys:
        try:
            session.authenticate(sector * 4, key)
        except CardRefused as refused:
            if refused.data["what"] == "load_key":
                raise
            continue
        return key
    return None


def _write(session: CardSession, block: int, data: bytes, step: str) -> None:
    session.write_block(block, data)
    if session.read_block(block) != data:
        raise TokenUnwritten(step=step)
