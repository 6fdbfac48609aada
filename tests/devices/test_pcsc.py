"""The reader thread against a real pcscd with virtual cards."""

import importlib
import threading
import time
from collections.abc import Iterator

import pytest

from frontdesk.devices.cards import (
    CardKind,
    CardPresented,
    CardRemoved,
    CardUnreadable,
    ReaderCondition,
    UnreadableReason,
)
from frontdesk.devices.readers.pcsc import PcscReader
from tests.devices.fixtures import Heard
from tests.devices.pcsc_service import PcscService
from tests.devices.virtual_card import DESFIRE, ULTRALIGHT, VirtualCard, VirtualSlot

ANNA = VirtualCard(bytes.fromhex("04A1B2C3"))
BEN = VirtualCard(bytes.fromhex("14D5E6F7"))
READER = "Virtual PCD 00 00"


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def reader(heard: Heard) -> Iterator[PcscReader]:
    """A reader thread that listens; its thread must be gone afterwards."""
    reader = PcscReader(only=[READER])
    reader.start(heard)
    yield reader
    reader.stop()
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("pcsc-")]


def uid_of(card: VirtualCard) -> str:
    return card.uid.hex().upper()


def test_a_card_laid_down_is_presented_and_taken_away_is_removed(  # G06
    pcsc_service: PcscService, virtual_slot: VirtualSlot, heard: Heard, reader: PcscReader
) -> None:
    heard.condition(ReaderCondition.READY)
    laid_s = time.monotonic()
    virtual_slot.insert(ANNA)
    place = heard.card(uid_of(ANNA))
    took_s = heard.times[place] - laid_s
    card = heard.presented[-1]
    assert (card.reader, card.kind, card.atr) == (READER, CardKind.MIFARE_CLASSIC_1K, ANNA.atr.hex().upper())
    # The daemon looks at its reader every 0.4 s; what is above that is ours.
    assert took_s < 0.7, f"{took_s * 1000:.0f} ms"
    virtual_slot.remove()
    heard.removed(uid_of(ANNA), place)


@pytest.mark.parametrize(
    ("card", "kind"),
    [
        (VirtualCard(bytes.fromhex("04112233445566"), ULTRALIGHT), CardKind.ULTRALIGHT),
        (VirtualCard(bytes.fromhex("04112233445566778899"), DESFIRE), CardKind.DESFIRE),
    ],
)
def test_longer_uids_and_other_kinds_are_read(
    pcsc_service: PcscService,
    virtual_slot: VirtualSlot,
    heard: Heard,
    reader: PcscReader,
    card: VirtualCard,
    kind: CardKind,
) -> None:
    virtual_slot.insert(card)
    heard.card(uid_of(card))
    assert heard.presented[-1].kind is kind


def test_a_card_that_lies_there_is_said_once(
    pcsc_service: PcscService, virtual_slot: VirtualSlot, heard: Heard, reader: PcscReader
) -> None:
    virtual_slot.insert(ANNA)
    heard.card(uid_of(ANNA))
    time.sleep(2.0)
    assert len(heard.presented) == 1
    assert not any(isinstance(event, CardRemoved) for event in heard.events)


def test_a_card_without_uid_is_said_to_be_unreadable(
    pcsc_service: PcscService, virtual_slot: VirtualSlot, heard: Heard, reader: PcscReader
) -> None:
    virtual_slot.insert(VirtualCard(b"", status=b"\x6a\x81"))
    event = heard.events[heard.unreadable()]
    assert isinstance(event, CardUnreadable) and event.reason is UnreadableReason.NO_UID
    virtual_slot.swap(ANNA, gap_s=0.6)
    heard.card(uid_of(ANNA))


def test_swapping_two_cards_with_one_atr_200_times_never_shows_the_wrong_one(
    pcsc_service: PcscService, virtual_slot: VirtualSlot, heard: Heard, reader: PcscReader
) -> None:
    """Every card that is presented lay there at that moment, and the last one is right. One swap in eight goes by
    way of the driver, which can't look faster; the others happen between two of its looks."""
    heard.condition(ReaderCondition.READY)
    laid: list[tuple[float, str]] = []
    for turn in range(200):
        card = (ANNA, BEN)[turn % 2]
        laid.append((time.monotonic(), uid_of(card)))
        if turn % 8 == 0:
            virtual_slot.insert(card)
        else:
            virtual_slot.become(card)
        time.sleep((0.0, 0.003, 0.02, 0.11, 0.28)[turn % 5])
    time.sleep(1.5)
    assert heard.presented[-1].uid == uid_of(BEN)
    assert len(heard.presented) >= 20
    assert_each_lay_there(heard, laid)


def assert_each_lay_there(heard: Heard, laid: list[tuple[float, str]], slack_s: float = 0.1) -> None:
    """A card said at a moment was the one on the reader then or within the time a read takes."""
    for event, said_s in zip(heard.events, heard.times, strict=True):
        if not isinstance(event, CardPresented):
            continue
        ends = [begin for begin, _ in laid[1:]] + [float("inf")]
        there = {uid for (begin, uid), end in zip(laid, ends, strict=True) if begin <= said_s <= end + slack_s}
        assert event.uid in there


def test_a_card_swapped_while_it_is_being_read_is_not_taken_for_the_other(
    pcsc_service: PcscService, virtual_slot: VirtualSlot, heard: Heard, reader: PcscReader
) -> None:
    heard.condition(ReaderCondition.READY)
    for turn in range(5):
        slow, quick = (ANNA, BEN) if turn % 2 else (BEN, ANNA)
        asked = virtual_slot.apdus
        virtual_slot.insert(VirtualCard(slow.uid, slow.atr, answer_delay_s=0.2), noticed=False)
        while virtual_slot.apdus == asked:
            time.sleep(0.005)
        place = len(heard.events)
        virtual_slot.insert(quick)
        place = heard.card(uid_of(quick), place)
        time.sleep(0.7)
        assert heard.presented[-1].uid == uid_of(quick)
        virtual_slot.remove()
        heard.removed(uid_of(quick), place)


def test_a_swap_between_two_looks_of_the_driver_is_noticed(
    pcsc_service: PcscService, virtual_slot: VirtualSlot, heard: Heard, reader: PcscReader
) -> None:
    """The service counts nothing then, so only the card itself can tell."""
    virtual_slot.insert(ANNA)
    place = heard.card(uid_of(ANNA))
    virtual_slot.become(BEN)
    began_s = time.monotonic()
    gone = heard.removed(uid_of(ANNA), place)
    place = heard.card(uid_of(BEN), gone)
    assert heard.times[place] - began_s < 1.5


def test_a_killed_service_takes_the_card_back_and_the_next_tap_works(
    pcsc_service: PcscService, virtual_slot: VirtualSlot, heard: Heard, reader: PcscReader
) -> None:
    virtual_slot.insert(ANNA)
    place = heard.card(uid_of(ANNA))
    pcsc_service.kill()
    place = heard.removed(uid_of(ANNA), place, timeout_s=2)
    place = heard.condition(ReaderCondition.NO_SERVICE, place, timeout_s=3)
    virtual_slot.remove()
    pcsc_service.start()
    began_s = time.monotonic()
    virtual_slot.insert(BEN)
    place = heard.card(uid_of(BEN), place, timeout_s=5)
    assert heard.times[place] - began_s < 3.5


def test_service_killed_five_times_over(
    pcsc_service: PcscService, virtual_slot: VirtualSlot, heard: Heard, reader: PcscReader
) -> None:
    place = 0
    for turn in range(5):
        card = (ANNA, BEN)[turn % 2]
        virtual_slot.insert(card)
        place = heard.card(uid_of(card), place)
        pcsc_service.kill()
        virtual_slot.remove()
        if turn % 2:
            place = heard.condition(ReaderCondition.NO_SERVICE, place)
        pcsc_service.start()
    virtual_slot.insert(ANNA)
    heard.card(uid_of(ANNA), place)


def test_service_absent_at_the_start_is_said_and_waited_for(
    pcsc_machine: PcscService, virtual_slot: VirtualSlot, heard: Heard, reader: PcscReader
) -> None:
    place = heard.condition(ReaderCondition.NO_SERVICE)
    time.sleep(1.0)
    pcsc_machine.start()
    place = heard.condition(ReaderCondition.READY, place, timeout_s=4)
    virtual_slot.insert(ANNA)
    heard.card(uid_of(ANNA), place)


def test_a_card_pulled_in_mid_apdu_is_no_card_and_the_next_one_is_read(
    pcsc_service: PcscService, virtual_slot: VirtualSlot, heard: Heard, reader: PcscReader
) -> None:
    place = heard.condition(ReaderCondition.READY)
    for _ in range(3):
        virtual_slot.insert(VirtualCard(ANNA.uid, answer_delay_s=0.05, dies_in_apdu=True))
        place = heard.unreadable(place) + 1
    assert not heard.presented
    virtual_slot.insert(BEN)
    heard.card(uid_of(BEN), place)
    assert ReaderCondition.FAILED not in [getattr(event, "condition", None) for event in heard.events]


def test_a_slow_card_is_waited_for(
    pcsc_service: PcscService, virtual_slot: VirtualSlot, heard: Heard, reader: PcscReader
) -> None:
    virtual_slot.insert(VirtualCard(ANNA.uid, answer_delay_s=1.5))
    heard.card(uid_of(ANNA))


@pytest.mark.parametrize("wait_s", [0.0, 0.001, 0.05, 0.3, 0.9])
def test_stop_returns_within_100_ms(
    pcsc_service: PcscService, virtual_slot: VirtualSlot, heard: Heard, wait_s: float
) -> None:
    reader = PcscReader()
    virtual_slot.insert(ANNA)
    reader.start(heard)
    time.sleep(wait_s)
    began_s = time.monotonic()
    reader.stop()
    assert time.monotonic() - began_s < 0.1
    count = len(heard.events)
    time.sleep(0.1)
    assert len(heard.events) == count
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("pcsc-")]


def test_stop_without_a_service_returns_at_once(pcsc_machine: PcscService, heard: Heard) -> None:
    reader = PcscReader()
    reader.start(heard)
    heard.condition(ReaderCondition.NO_SERVICE)
    began_s = time.monotonic()
    reader.stop()
    assert time.monotonic() - began_s < 0.1


def test_stop_leaves_a_frozen_service_behind(pcsc_service: PcscService, heard: Heard) -> None:
    reader = PcscReader()
    reader.start(heard)
    heard.condition(ReaderCondition.READY)
    pcsc_service.freeze()
    time.sleep(0.6)
    began_s = time.monotonic()
    reader.stop()
    assert time.monotonic() - began_s < 2.5
    pcsc_service.thaw()
    deadline = time.monotonic() + 5
    while any(thread.name.startswith("pcsc-") for thread in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_listener_that_fails_does_not_end_the_reading(pcsc_service: PcscService, virtual_slot: VirtualSlot) -> None:
    heard = Heard()

    def deliver(event: object) -> None:
        heard(event)  # type: ignore[arg-type]
        raise RuntimeError("a fault in a page")

    reader = PcscReader()
    reader.start(deliver)
    try:
        virtual_slot.insert(ANNA)
        place = heard.card(uid_of(ANNA))
        virtual_slot.remove()
        heard.removed(uid_of(ANNA), place)
    finally:
        reader.stop()


def test_without_pyscard_the_reader_side_says_failed(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ImportError("libpcsclite.so.1: cannot open shared object file")

    monkeypatch.setattr(importlib, "import_module", absent)
    reader = PcscReader()
    reader.start(heard)
    place = heard.condition(ReaderCondition.FAILED)
    reader.stop()
    assert "libpcsclite" in getattr(heard.events[place], "detail", "")
