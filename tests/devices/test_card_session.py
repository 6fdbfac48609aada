"""Reading and writing a card that lies on a reader: the real service, and the simulated twin by the same port."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from frontdesk.devices.cards import ReaderCondition
from frontdesk.devices.readers.pcsc import PcscReader
from frontdesk.devices.readers.reader import ReaderOptions
from frontdesk.devices.readers.session import CardPulled, CardRefused, CardSession
from frontdesk.devices.readers.simulated import SIMULATED_READER, SimulatedReader
from frontdesk.devices.readers.simulated_cards import TRANSPORT_KEY, ClassicCard
from tests.devices.fixtures import Heard
from tests.devices.pcsc_service import PcscService
from tests.devices.virtual_card import VirtualCard, VirtualSlot

UID = bytes.fromhex("04A1B2C3")
KEY_A, KEY_B = bytes.fromhex("A1A2A3A4A5A6"), bytes.fromhex("B1B2B3B4B5B6")
KEYS_WITH_B_IN_CHARGE = KEY_A + bytes.fromhex("78778869") + KEY_B
"""Data blocks: read by A or B, written by B; the trailer: written by B (access bits 100 100 100 011)."""
READER = "Virtual PCD 00 00"


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def reader(pcsc_service: PcscService, heard: Heard) -> Iterator[PcscReader]:
    reader = PcscReader(only=[READER])
    reader.start(heard)
    heard.condition(ReaderCondition.READY)
    yield reader
    reader.stop()
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("pcsc-")]


def make_ours(session: CardSession) -> None:
    """What an issue does: open with the transport key, write a block, and set keys of one's own."""
    session.authenticate(4, TRANSPORT_KEY)
    session.write_block(4, b"0123456789abcdef")
    session.write_block(7, KEYS_WITH_B_IN_CHARGE)


def read_ours(session: CardSession) -> bytes:
    session.authenticate(4, KEY_A)
    return session.read_block(4)


def test_a_mifare_classic_is_written_and_read_by_its_keys(
    reader: PcscReader, virtual_slot: VirtualSlot, heard: Heard
) -> None:
    memory = ClassicCard(UID)
    virtual_slot.insert(VirtualCard(UID, memory=memory))
    heard.card(UID.hex().upper())
    began_s = time.monotonic()
    reader.with_card(READER, UID.hex(), make_ours).result(5)
    assert time.monotonic() - began_s < 0.2  # the reader's wait was ended for it
    assert memory.blocks[4] == b"0123456789abcdef"
    assert reader.with_card(READER, UID.hex(), read_ours).result(5) == b"0123456789abcdef"
    assert [card.uid for card in heard.presented] == [UID.hex().upper()]


def every_key_of_a_card(session: CardSession) -> None:
    make_ours(session)
    read_ours(session)
    session.read_block(7)
    session.transmit(bytes.fromhex("90AF000008") + KEY_B + bytes(2) + b"\x00")
    session.transmit(bytes.fromhex("FF000000081B") + KEY_A + b"\x00")


def test_the_apdu_log_has_every_step_and_no_byte_of_a_key(
    reader: PcscReader, virtual_slot: VirtualSlot, heard: Heard, tmp_path: Path
) -> None:
    path = tmp_path / "apdu.log"
    reader.change(ReaderOptions(apdu_log=path))
    virtual_slot.insert(VirtualCard(UID, memory=ClassicCard(UID)))
    heard.card(UID.hex().upper())
    reader.with_card(READER, UID.hex(), every_key_of_a_card).result(5)
    reader.change(ReaderOptions())
    reader.with_card(READER, UID.hex(), read_ours).result(5)
    lines = path.read_text().splitlines()
    text = "\n".join(line.split(": ", 1)[1] for line in lines)
    assert text.startswith("> FF CA 00 00 00 < 04 A1 B2 C3 90 00")
    assert "> FF 82 00 00 06 [6] < 90 00" in text
    assert "> FF 86 00 00 05 01 00 04 60 00 < 90 00" in text
    assert "> FF B0 00 04 10 < 30 31 32" in text
    assert "> FF B0 00 07 10 < [16] 90 00" in text
    for key in (KEY_A, KEY_B, TRANSPORT_KEY):
        for place in range(len(key) - 1):  # not even two bytes of it beside each other
            assert key[place : place + 2].hex(" ").upper() not in text
    assert len(lines) == 11


def refuse_then_open(session: CardSession) -> bytes:
    with pytest.raises(CardRefused) as refused:
        session.authenticate(4, TRANSPORT_KEY)
    assert refused.value.status == "6300"
    session.authenticate(4, KEY_A)
    with pytest.raises(CardRefused) as refused:
        session.write_block(4, bytes(16))
    assert refused.value.status == "6982"
    session.authenticate(4, KEY_B, "B")
    session.write_block(4, bytes(16))
    return session.read_block(4)


@pytest.mark.parametrize("real", [True, False], ids=["pcscd", "simulated"])
def test_a_wrong_key_is_refused_and_the_right_one_opens_after_it(real: bool, request: pytest.FixtureRequest) -> None:
    memory = ClassicCard(UID)
    memory.blocks[7] = KEYS_WITH_B_IN_CHARGE
    if real:
        reader, heard = request.getfixturevalue("reader"), request.getfixturevalue("heard")
        request.getfixturevalue("virtual_slot").insert(VirtualCard(UID, memory=memory))
        heard.card(UID.hex().upper())
        found = reader.with_card(READER, UID.hex(), refuse_then_open).result(5)
    else:
        simulated = SimulatedReader()
        simulated.cards[UID.hex().upper()] = memory
        simulated.tap(UID.hex())
        found = simulated.with_card(SIMULATED_READER, UID.hex(), refuse_then_open).result(0)
    assert found == bytes(16) == memory.blocks[4]


def test_another_card_in_its_place_is_never_written(
    reader: PcscReader, virtual_slot: VirtualSlot, heard: Heard
) -> None:
    virtual_slot.insert(VirtualCard(UID, memory=ClassicCard(UID)))
    heard.card(UID.hex().upper())
    other = ClassicCard(bytes.fromhex("14D5E6F7"))
    virtual_slot.become(VirtualCard(other.uid, memory=other))
    with pytest.raises(CardPulled):
        reader.with_card(READER, UID.hex(), make_ours).result(5)
    assert other.blocks[4] == bytes(16)
    heard.card(other.uid.hex().upper())


def test_a_card_pulled_between_two_blocks_is_told_and_the_reader_goes_on(
    reader: PcscReader, virtual_slot: VirtualSlot, heard: Heard
) -> None:
    virtual_slot.insert(VirtualCard(UID, memory=ClassicCard(UID)))
    place = heard.card(UID.hex().upper())

    def pulled_in_the_middle(session: CardSession) -> None:
        session.authenticate(4, TRANSPORT_KEY)
        virtual_slot.remove()
        session.write_block(4, bytes(16))

    with pytest.raises(CardPulled):
        reader.with_card(READER, UID.hex(), pulled_in_the_middle).result(5)
    heard.removed(UID.hex().upper(), place)
    with pytest.raises(CardPulled):
        reader.with_card(READER, UID.hex(), make_ours).result(5)
    virtual_slot.insert(VirtualCard(UID))
    heard.card(UID.hex().upper(), place + 1)


def test_without_service_and_after_the_stop_nobody_waits_for_ever(
    reader: PcscReader, pcsc_service: PcscService, heard: Heard
) -> None:
    pcsc_service.kill()
    with pytest.raises(CardPulled):
        reader.with_card(READER, UID.hex(), make_ours).result(5)
    reader.stop()
    with pytest.raises(CardPulled):
        reader.with_card(READER, UID.hex(), make_ours).result(0)
