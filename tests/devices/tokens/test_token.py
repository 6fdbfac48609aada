"""Tokens on a card's memory: written, read, torn at every byte of every write, copied."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.devices.readers.session import CardPulled
from frontdesk.devices.tokens.keys import TokenKeys
from frontdesk.devices.tokens.layout import Count, Identity, identity_block, identity_in
from frontdesk.devices.tokens.token import (
    TRANSPORT_ACCESS,
    TRANSPORT_KEY,
    CardMoved,
    Found,
    SectorInUse,
    erase_token,
    new_mark,
    read_token,
    write_count,
    write_token,
)
from tests.devices.virtual_classic import UID, TearingCard, card

KEYS = TokenKeys(bytes(range(32)))
WHO = Identity(7, 1, "1011")
FIRST = Count(1, "0A0B0C0D")
SECTOR = 1


def issued(uid: bytes = UID) -> TearingCard:
    """A card with a token."""
    made = card(uid)
    write_token(made.lay_on(), KEYS, SECTOR, WHO, FIRST)
    return made


def test_a_new_card_gets_a_token_and_keys_of_its_own() -> None:
    made = card()
    assert read_token(made.lay_on(), KEYS, SECTOR).found is Found.BLANK
    write_token(made.lay_on(), KEYS, SECTOR, WHO, FIRST)
    found = read_token(made.lay_on(), KEYS, SECTOR)
    assert (found.found, found.identity, found.count) == (Found.GENUINE, WHO, FIRST)
    own = KEYS.sector(UID, SECTOR)
    assert made.blocks[7] == own.key_a + TRANSPORT_ACCESS + own.key_b
    assert made.blocks[4][0] == 1  # the version comes first
    assert made.blocks[11] == TRANSPORT_KEY + TRANSPORT_ACCESS + TRANSPORT_KEY
    erase_token(made.lay_on(), KEYS, SECTOR)
    assert made.blocks == card().blocks


def test_slots_are_written_in_turn_and_only_one_block_for_each_use() -> None:
    made = issued()
    for counter in range(2, 7):
        before = read_token(made.lay_on(), KEYS, SECTOR)
        held = made.blocks[5 + before.slot]
        made.writes = 0
        write_count(made.lay_on(), KEYS, SECTOR, before, Count(counter, new_mark()))
        after = read_token(made.lay_on(), KEYS, SECTOR)
        assert made.writes == 1
        assert (after.count and after.count.counter, after.slot) == (counter, 1 - before.slot)
        assert made.blocks[5 + before.slot] == held
    with pytest.raises(CardMoved):
        write_count(made.lay_on(), KEYS, SECTOR, before, Count(9, new_mark()))


@pytest.mark.parametrize("garbage", [None, 0x00, 0xFF, 0x5A])
def test_a_count_torn_at_any_byte_leaves_the_last_one_or_the_new_one(garbage: int | None) -> None:
    for torn_bytes in range(17):
        made = issued()
        for second, mark in ((2, "11111111"), (3, "22222222")):
            before = read_token(made.lay_on(), KEYS, SECTOR)
            made.tear_at_write, made.torn_bytes, made.garbage = 0, torn_bytes, garbage
            with pytest.raises(CardPulled):
                write_count(made.lay_on(), KEYS, SECTOR, before, Count(second, mark))
            after = read_token(made.lay_on(), KEYS, SECTOR)
            assert after.count in (before.count, Count(second, mark))
            if after.count == before.count:
                write_count(made.lay_on(), KEYS, SECTOR, after, Count(second, mark))
            assert read_token(made.lay_on(), KEYS, SECTOR).count == Count(second, mark)


@pytest.mark.parametrize("rewritten", [False, True])
def test_an_issue_torn_at_any_byte_of_any_block_can_be_done_again(rewritten: bool) -> None:
    who = replace(WHO, issue=2)
    clean = issued() if rewritten else card()
    clean.writes = 0
    write_token(clean.lay_on(), KEYS, SECTOR, who, FIRST)
    assert clean.writes == (3 if rewritten else 4)  # the keys last, and not when they are right already
    for write in range(clean.writes):
        for torn_bytes in range(17):
            made = issued() if rewritten else card()
            made.tear_at_write, made.torn_bytes = write, torn_bytes
            with pytest.raises(CardPulled):
                write_token(made.lay_on(), KEYS, SECTOR, who, FIRST)
            assert made.blocks[7][6:10] == TRANSPORT_ACCESS
            write_token(made.lay_on(), KEYS, SECTOR, who, FIRST)
            found = read_token(made.lay_on(), KEYS, SECTOR)
            assert (found.found, found.identity, found.count) == (Found.GENUINE, who, FIRST)


def test_a_token_copied_to_another_card_is_told() -> None:
    other = card(bytes.fromhex("04A1B2C4"))
    issued().copy_onto(other)
    assert read_token(other.lay_on(), KEYS, SECTOR).found is Found.CLOSED
    own = KEYS.sector(other.uid, SECTOR)
    for key in (own.key_a, TRANSPORT_KEY):
        other.blocks[7] = key + TRANSPORT_ACCESS + own.key_b
        assert read_token(other.lay_on(), KEYS, SECTOR).found is Found.FALSE


def test_every_changed_bit_is_told() -> None:
    for place in range(3 * 128):
        made = issued()
        block, bit = 4 + place // 128, place % 128
        changed = bytearray(made.blocks[block])
        changed[bit // 8] ^= 0x80 >> bit % 8
        made.blocks[block] = bytes(changed)
        found = read_token(made.lay_on(), KEYS, SECTOR).found
        # The second slot is blank after an issue, and noise in it is what a torn write leaves.
        assert found in ((Found.FALSE, Found.NEWER), (Found.NO_COUNT,), (Found.GENUINE,))[block - 4]


def test_a_sector_of_somebody_else_is_left_alone() -> None:
    made = card()
    made.blocks[7] = b"secret" + TRANSPORT_ACCESS + b"secret"
    before = list(made.blocks)
    assert read_token(made.lay_on(), KEYS, SECTOR).found is Found.CLOSED
    with pytest.raises(SectorInUse):
        write_token(made.lay_on(), KEYS, SECTOR, WHO, FIRST)
    made.blocks[7] = TRANSPORT_KEY + bytes.fromhex("78778869") + TRANSPORT_KEY
    with pytest.raises(SectorInUse):
        write_token(made.lay_on(), KEYS, SECTOR, WHO, FIRST)
    made.blocks[7] = before[7]
    assert made.blocks == before


NUMBERS = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=12)
IDENTITIES = st.builds(Identity, st.integers(0, 0xFFFF), st.integers(1, 255), NUMBERS)


@given(IDENTITIES)
def test_what_is_written_is_what_is_read(identity: Identity) -> None:
    assert identity_in(KEYS, UID, identity_block(KEYS, UID, identity)) == identity
