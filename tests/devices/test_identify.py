"""Waiting for one tap, and the reader's signals in the window's thread."""

import json
import threading
import time

import pytest
from PySide6.QtCore import QObject, QThread, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.core.clock import ManualClock
from frontdesk.core.i18n import LANGUAGES, set_language
from frontdesk.devices.cards import (
    CardKind,
    CardPresented,
    CardRemoved,
    CardUnreadable,
    ReaderCondition,
    ReaderEvent,
    ReaderState,
    UnreadableReason,
)
from frontdesk.devices.identify import card_record, reader_word, reader_words, unreadable_words, wait_for_card
from frontdesk.devices.qt.reader_signals import ReaderSignals
from frontdesk.devices.readers.pcsc import PcscReader
from frontdesk.devices.readers.simulated import SimulatedReader, UnusedReader
from frontdesk.devices.readers.uid_form import UidInvalid
from tests.devices.fixtures import Heard
from tests.devices.pcsc_service import PcscService
from tests.devices.virtual_card import VirtualCard, VirtualSlot

ANNA = VirtualCard(bytes.fromhex("04A1B2C3"))


def test_a_card_that_lies_there_already_is_found(pcsc_service: PcscService, virtual_slot: VirtualSlot) -> None:
    virtual_slot.insert(ANNA)
    card = wait_for_card(5)
    assert card is not None
    assert json.loads(json.dumps(card_record(card))) == {
        "uid": "04A1B2C3",
        "atr": ANNA.atr.hex().upper(),
        "reader": "Virtual PCD 00 00",
        "kind": "mifare-classic-1k",
        "token": None,
        "member": None,
    }


def test_without_a_card_the_wait_ends_in_time_and_says_why(pcsc_machine: PcscService) -> None:
    said: list[ReaderEvent] = []
    began_s = time.monotonic()
    assert wait_for_card(0.5, on_event=said.append) is None
    assert 0.4 < time.monotonic() - began_s < 0.8
    assert [event.condition for event in said if isinstance(event, ReaderState)] == [ReaderCondition.NO_SERVICE]


class Page(QObject):
    """A page as the window has it: remembers what it was told, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[CardPresented] = []
        self.threads: set[object] = set()

    @Slot(object)
    def take(self, card: CardPresented) -> None:
        self.cards.append(card)
        self.threads.add(threading.get_ident())


def test_cards_of_the_reader_thread_arrive_in_the_window_s_thread(
    qtbot: QtBot, pcsc_service: PcscService, virtual_slot: VirtualSlot
) -> None:
    page = Page()
    signals = ReaderSignals(PcscReader())
    signals.card_presented.connect(page.take)
    signals.start()
    try:
        virtual_slot.insert(ANNA)
        qtbot.waitUntil(lambda: len(page.cards) == 1, timeout=5000)
    finally:
        signals.stop()
    assert page.threads == {threading.get_ident()}
    assert page.thread() is QThread.currentThread() and QApplication.instance() is not None


def test_the_simulated_reader_says_what_a_real_one_says() -> None:
    heard, reader = Heard(), SimulatedReader()
    reader.start(heard)
    reader.present("04a1b2c3")
    reader.present("14D5E6F7", CardKind.ULTRALIGHT)
    reader.lose()
    reader.regain()
    reader.tap_badly()
    reader.stop()
    reader.tap("04A1B2C3")
    assert [type(event) for event in heard.events] == [
        ReaderState,
        CardPresented,
        CardRemoved,
        CardPresented,
        CardRemoved,
        ReaderState,
        ReaderState,
        CardUnreadable,
    ]
    assert [card.uid for card in heard.presented] == ["04A1B2C3", "14D5E6F7"]


def test_the_simulated_reader_refuses_what_is_no_uid() -> None:
    with pytest.raises(UidInvalid):
        SimulatedReader().tap("118")


def test_a_random_uid_is_known_as_such(clock: ManualClock) -> None:
    def card(uid: str) -> CardPresented:
        return CardPresented(uid, "", "desk", CardKind.CPU, clock.now())

    assert card("08A1B2C3").uid_is_random
    assert not card("04A1B2C3").uid_is_random
    assert not card("08112233445566").uid_is_random


def test_a_counter_without_a_reader_says_so() -> None:
    heard = Heard()
    UnusedReader().start(heard)
    heard.condition(ReaderCondition.NO_READER)


def test_every_state_and_every_failure_has_words(clock: ManualClock) -> None:
    try:
        for language in LANGUAGES:
            set_language(language)
            for condition in ReaderCondition:
                ready = condition is ReaderCondition.READY
                state = ReaderState(condition, ("ACR122U",) if ready else (), "", clock.now())
                what, do = reader_words(state)
                assert what and bool(do) is not ready
                assert bool(reader_word(state)) is not ready
            for reason in UnreadableReason:
                assert all(unreadable_words(CardUnreadable("desk", reason, clock.now())))
    finally:
        set_language("zh")
