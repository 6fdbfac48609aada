"""Telling kinds of cards apart by asking them, by way of the real service."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from frontdesk.devices.cards import CardKind, ReaderCondition
from frontdesk.devices.identify import told_apart
from frontdesk.devices.readers.pcsc import PcscReader
from frontdesk.devices.readers.simulated_cards import ClassicCard
from tests.devices.chips import PageChip, PassesOn, ProcessorChip, desfire_version, page_version
from tests.devices.fixtures import Heard
from tests.devices.pcsc_service import PcscService
from tests.devices.virtual_card import (
    BANK_CARD,
    DESFIRE,
    FELICA,
    JAVA_CARD,
    MIFARE_1K,
    MIFARE_4K,
    MIFARE_MINI,
    ULTRALIGHT,
    VirtualCard,
    VirtualSlot,
)

FOUR, SEVEN, TEN = "04A1B2C3", "04112233445566", "04112233445566778899"
FORUM_TAG = bytes.fromhex("E1101200")


def classic(atr: bytes, sectors: int) -> VirtualCard:
    uid = bytes.fromhex(FOUR)
    return VirtualCard(uid, atr, memory=ClassicCard(uid, sectors))


def pages(chip: PageChip) -> VirtualCard:
    return VirtualCard(bytes.fromhex(SEVEN), ULTRALIGHT, speaks=chip)


def processor(atr: bytes, version: bytes = b"", uid: str = SEVEN) -> VirtualCard:
    return VirtualCard(bytes.fromhex(uid), atr, speaks=ProcessorChip(version))


def page_chips(reader: PassesOn) -> list[tuple[VirtualCard, CardKind]]:
    def chip(version: bytes, readable: int, container: bytes = bytes(4), has_3des: bool = False) -> VirtualCard:
        return pages(PageChip(version, readable, container, has_3des, reader))

    return [
        (chip(b"", 16), CardKind.ULTRALIGHT),
        (chip(page_version(3, 0x0E), 41), CardKind.ULTRALIGHT_EV1),
        (chip(b"", 44, FORUM_TAG, has_3des=True), CardKind.ULTRALIGHT_C),
        (chip(page_version(4, 0x0F), 45, FORUM_TAG), CardKind.NTAG_213),
        (chip(page_version(4, 0x11), 135, bytes.fromhex("E1103E00")), CardKind.NTAG_215),
        (chip(page_version(4, 0x13), 231, bytes.fromhex("E1106D00")), CardKind.NTAG_216),
    ]


OTHERS = [
    (classic(MIFARE_1K, 16), CardKind.MIFARE_CLASSIC_1K),
    (classic(MIFARE_4K, 40), CardKind.MIFARE_CLASSIC_4K),
    (classic(MIFARE_MINI, 5), CardKind.MIFARE_MINI),
    (processor(DESFIRE, desfire_version(0x00)), CardKind.DESFIRE),
    (processor(DESFIRE, desfire_version(0x01), TEN), CardKind.DESFIRE_EV1),
    (processor(DESFIRE, desfire_version(0x12)), CardKind.DESFIRE_EV2),
    (processor(DESFIRE, desfire_version(0x33)), CardKind.DESFIRE_EV3),
    (processor(DESFIRE, desfire_version(0x30, product=0x04)), CardKind.NTAG_424),
    (processor(JAVA_CARD), CardKind.CPU),
    (processor(JAVA_CARD, uid="08A1B2C3"), CardKind.PHONE),
    (VirtualCard(bytes.fromhex("0114B0B1B2B3B4B5"), FELICA), CardKind.FELICA),
]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def reader(pcsc_service: PcscService, heard: Heard) -> Iterator[PcscReader]:
    reader = PcscReader(only=["Virtual PCD 00 00"])
    reader.start(heard)
    heard.condition(ReaderCondition.READY)
    yield reader
    reader.stop()
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("pcsc-")]


def assert_told_apart(
    cards: list[tuple[VirtualCard, CardKind]], reader: PcscReader, slot: VirtualSlot, heard: Heard
) -> None:
    found = []
    atr = b""
    for number, (kind_of_card, _) in enumerate(cards):
        card = replace(kind_of_card, uid=kind_of_card.uid[:-1] + bytes([number]))
        if card.memory is not None:
            card.memory.uid = card.uid
        place = len(heard.events)
        if card.atr == atr:
            slot.become(card)
        else:
            slot.remove()
            if atr:
                place = heard.removed(heard.presented[-1].uid, place)
            slot.insert(card)
            atr = card.atr
        heard.card(card.uid.hex().upper(), place)
        found.append(told_apart(reader, heard.presented[-1]).kind)
    assert found == [kind for _, kind in cards]


def test_classics_and_processor_cards(reader: PcscReader, virtual_slot: VirtualSlot, heard: Heard) -> None:
    assert_told_apart(OTHERS, reader, virtual_slot, heard)


@pytest.mark.parametrize("passes_on", ["direct", "transparent", "nothing"])
def test_ultralights_and_ntags_by_three_sorts_of_readers(
    reader: PcscReader, virtual_slot: VirtualSlot, heard: Heard, passes_on: PassesOn
) -> None:
    assert_told_apart(page_chips(passes_on), reader, virtual_slot, heard)


def test_a_tap_tells_the_uid_without_any_other_question(
    reader: PcscReader, virtual_slot: VirtualSlot, heard: Heard
) -> None:
    chip = PageChip(page_version(4, 0x0F), 45)
    virtual_slot.insert(pages(chip))
    heard.card(SEVEN)
    assert heard.presented[-1].kind is CardKind.ULTRALIGHT
    assert chip.asked == []


def test_a_bank_card_is_asked_for_nothing_but_how_it_speaks(
    reader: PcscReader, virtual_slot: VirtualSlot, heard: Heard
) -> None:
    chip = ProcessorChip()
    virtual_slot.insert(VirtualCard(bytes.fromhex(FOUR), BANK_CARD, speaks=chip))
    heard.card(FOUR)
    assert told_apart(reader, heard.presented[-1]).kind is CardKind.CPU
    # The question for a DESFire's version, and the selection of the master file; no application, no record.
    assert [apdu[:2].hex() for apdu in chip.asked] == ["9060", "00a4"]
    assert chip.asked[1][2:7] == bytes.fromhex("0000023F00")
