"""A reader at the desk and one at the door, on one real service."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from frontdesk.devices.cards import CardPresented, Place, ReaderCondition, ReaderEvent, ReaderState
from frontdesk.devices.readers.pcsc import PcscReader
from frontdesk.devices.readers.reader import ReaderOptions
from tests.devices.fixtures import Heard
from tests.devices.pcsc_service import PcscService
from tests.devices.virtual_card import FIRST_PORT, VirtualCard, VirtualSlot

DESK, DOOR = "Virtual PCD 00 00", "Virtual PCD 00 01"
ANNA, BEN = VirtualCard(bytes.fromhex("04A1B2C3")), VirtualCard(bytes.fromhex("14D5E6F7"))
ANNA_UID, BEN_UID = "04A1B2C3", "14D5E6F7"


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def reader(pcsc_machine: PcscService, heard: Heard) -> Iterator[PcscReader]:
    reader = PcscReader()
    reader.change(ReaderOptions({DOOR: Place.DOOR}))
    reader.start(heard)
    yield reader
    reader.stop()
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("pcsc-")]


@pytest.fixture
def door_slot(pcsc_machine: PcscService) -> Iterator[VirtualSlot]:
    slot = VirtualSlot(FIRST_PORT + 1)
    yield slot
    slot.remove()


def stands(*readers: str, off: tuple[str, ...] = ()) -> ReaderState:
    condition = ReaderCondition.READY if readers else ReaderCondition.NO_READER
    return ReaderState(condition, readers, "", datetime.now(UTC), off)


def is_state(wanted: ReaderState) -> Callable[[ReaderEvent], bool]:
    def is_it(event: ReaderEvent) -> bool:
        return isinstance(event, ReaderState) and (event.condition, event.readers, event.off) == (
            wanted.condition,
            wanted.readers,
            wanted.off,
        )

    return is_it


def test_each_card_says_where_it_lies_also_at_once_and_after_a_kill(
    pcsc_service: PcscService, virtual_slot: VirtualSlot, door_slot: VirtualSlot, heard: Heard, reader: PcscReader
) -> None:
    heard.wait(is_state(stands(DESK, DOOR)))
    virtual_slot.insert(ANNA)
    door_slot.insert(BEN)
    heard.card(ANNA_UID)
    heard.card(BEN_UID)
    assert {card.uid: (card.reader, card.place) for card in heard.presented} == {
        ANNA_UID: (DESK, Place.DESK),
        BEN_UID: (DOOR, Place.DOOR),
    }
    place = len(heard.events)
    pcsc_service.kill()
    heard.removed(ANNA_UID, place)
    heard.removed(BEN_UID, place)
    heard.condition(ReaderCondition.NO_SERVICE, place)
    virtual_slot.remove()
    door_slot.remove()
    pcsc_service.start()
    door_slot.insert(ANNA)
    back = heard.events[heard.card(ANNA_UID, place)]
    assert isinstance(back, CardPresented) and back.place is Place.DOOR


def test_a_reader_that_is_off_is_left_alone_until_it_is_on_again(
    pcsc_service: PcscService, virtual_slot: VirtualSlot, door_slot: VirtualSlot, heard: Heard, reader: PcscReader
) -> None:
    heard.wait(is_state(stands(DESK, DOOR)))
    door_slot.insert(BEN)
    place = heard.card(BEN_UID)
    reader.change(ReaderOptions({DOOR: Place.OFF}))
    heard.removed(BEN_UID, place)
    place = heard.wait(is_state(stands(DESK, off=(DOOR,))), place)
    asked = door_slot.apdus
    virtual_slot.insert(ANNA)
    place = heard.card(ANNA_UID, place)
    assert door_slot.apdus == asked
    reader.change(ReaderOptions())
    back = heard.events[heard.card(BEN_UID, place)]
    assert isinstance(back, CardPresented) and back.place is Place.DESK


def test_a_service_without_readers_and_then_with_two(
    pcsc_machine: PcscService, virtual_slot: VirtualSlot, heard: Heard, reader: PcscReader
) -> None:
    pcsc_machine.start(readers=False)
    place = heard.condition(ReaderCondition.NO_READER)
    pcsc_machine.kill()
    place = heard.condition(ReaderCondition.NO_SERVICE, place)
    pcsc_machine.start()
    place = heard.wait(is_state(stands(DESK, DOOR)), place)
    virtual_slot.insert(ANNA)
    heard.card(ANNA_UID, place)
