"""The token between the tap and the key: by real key presses, on a slow reader, with cards that there are two of."""

import copy
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from threading import Event, Thread
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from frontdesk.books.action import action
from frontdesk.books.policies import set_policy
from frontdesk.cards.change_card import CardRequest, CardResult
from frontdesk.cards.queries import by_uid, events_of
from frontdesk.cards.token_desk import TokenDesk
from frontdesk.cards.token_rules import AT_ISSUE, REQUIRED, TOKENS
from frontdesk.cards.token_state import suspect_cards, token_books
from frontdesk.core.actor import Actor
from frontdesk.devices.cards import CardPresented
from frontdesk.devices.readers.simulated import SimulatedReader
from frontdesk.devices.readers.simulated_cards import ClassicCard
from frontdesk.store.store import Store
from frontdesk.ui.widgets import Button
from frontdesk.visits.going_on import is_inside
from tests.reception.conftest import Counter
from tests.visits.house import Member


class SlowReader(SimulatedReader):
    """Answers only when ``open`` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.open = Event()
        self.open.set()

    def with_card(self, reader: str, uid: str, work: Any) -> "Future[Any]":
        future: Future[Any] = Future()

        def later() -> None:
            self.open.wait(10)
            try:
                future.set_result(super(SlowReader, self).with_card(reader, uid, work).result())
            except Exception as error:  # noqa: BLE001 - handed on
                future.set_exception(error)

        Thread(target=later, daemon=True).start()
        return future


class Tokens:
    """A counter whose reader reads tokens; cards are told apart by member."""

    def __init__(self, counter: Counter, actor: Actor) -> None:
        self.counter, self.actor = counter, actor
        self.store: Store = counter.house.store
        self.reader = SlowReader()
        self.desk = TokenDesk(self.store, self.reader, is_inside)
        self.reader.start(self._heard)
        self.last: CardPresented | None = None
        self.policy(AT_ISSUE)
        counter.window.desk.tokens = self.desk

    def policy(self, value: str) -> None:
        with action(self.store, self.actor, "test", CardRequest(uuid.uuid4().hex, ""), CardResult) as act:
            set_policy(act, TOKENS, value)
            act.finish(CardResult("", ""))

    def _heard(self, event: object) -> None:
        if isinstance(event, CardPresented):
            self.last = event
            self.desk.saw(event)

    def issue(self, member: Member) -> None:
        self.reader.present(member.uid)
        self.desk.write(self.actor, member.card, member.uid)

    def tap(self, member: Member) -> None:
        self.reader.present(member.uid)
        self.counter.window.desk.card_presented.emit(self.last)

    def inside(self, member: Member) -> bool:
        with self.store.read() as connection:
            return is_inside(connection, member.person_id)

    def books(self, member: Member) -> tuple[str, int]:
        with self.store.read() as connection:
            card = by_uid(connection, member.uid)
            assert card is not None
            token = token_books(connection, card.id)
            assert token is not None
            return card.state, token.counter


@pytest.fixture
def counter(open_counter: Callable[[], Counter]) -> Counter:
    return open_counter()


@pytest.fixture
def tokens(counter: Counter, actor: Actor) -> Tokens:
    return Tokens(counter, actor)


def test_enter_gives_no_key_before_the_card_has_answered(tokens: Tokens, counter: Counter) -> None:
    member = counter.house.member()
    tokens.issue(member)
    tokens.reader.open.clear()
    tokens.tap(member)
    counter.qtbot.waitUntil(lambda: counter.page.asking.found is not None)
    QTest.qWait(320)
    QTest.keyClick(QApplication.focusWidget() or counter.window, Qt.Key.Key_Return)
    QTest.qWait(200)
    assert not tokens.inside(member)
    tokens.reader.open.set()
    counter.qtbot.waitUntil(lambda: tokens.inside(member), timeout=5000)  # the wish was kept
    assert tokens.books(member) == ("active", 2)
    counter.idle()


def test_two_of_one_card_are_found_and_stopped(tokens: Tokens, counter: Counter) -> None:
    member = counter.house.member()
    tokens.issue(member)
    clone = copy.deepcopy(tokens.reader.cards[member.uid])
    tokens.tap(member)
    counter.idle()
    counter.enter()
    counter.qtbot.waitUntil(lambda: tokens.inside(member), timeout=5000)
    counter.idle()
    counter.house.leave(counter.inside()[0].key_code)
    tokens.reader.cards[member.uid] = clone
    counter.page.asking.put_away()
    tokens.tap(member)
    counter.qtbot.waitUntil(lambda: tokens.books(member)[0] == "blocked", timeout=5000)
    counter.idle()
    counter.enter()
    assert not tokens.inside(member)
    assert member.card in counter.page.keys.failure.title()
    with tokens.store.read() as connection:
        assert [card.number for card in suspect_cards(connection)] == [member.card]
        card = by_uid(connection, member.uid)
        assert card is not None
        assert events_of(connection, card.id)[-1].reason
    counter.page.asking.put_away()
    counter.idle()
    note = counter.window.findChild(Button, "reception.idle.suspects")
    assert isinstance(note, Button)
    assert member.card in note.text()


def test_a_card_pulled_too_soon_is_laid_on_again(tokens: Tokens, counter: Counter) -> None:
    member, other = counter.house.member(), counter.house.member("李雷")
    tokens.issue(member)
    tokens.reader.open.clear()
    tokens.tap(member)
    counter.qtbot.waitUntil(lambda: counter.page.asking.found is not None)
    tokens.reader.present(other.uid)
    tokens.reader.open.set()
    counter.idle()
    counter.enter()
    assert not tokens.inside(member)
    assert counter.page.person.banner.kind() == "bad"
    assert not counter.page.keys.primary.isVisible()
    tokens.tap(member)
    counter.idle()
    assert counter.page.person.banner.kind() == "ok"
    counter.enter()
    counter.qtbot.waitUntil(lambda: tokens.inside(member), timeout=5000)
    assert tokens.books(member) == ("active", 2)
    counter.idle()


def test_a_card_without_a_token_is_known_by_its_chip_unless_tokens_are_required(
    tokens: Tokens, counter: Counter
) -> None:
    member, other = counter.house.member(), counter.house.member("李雷")
    tokens.tap(member)
    counter.idle()
    counter.enter()
    counter.qtbot.waitUntil(lambda: tokens.inside(member), timeout=5000)
    counter.idle()
    tokens.policy(REQUIRED)
    tokens.tap(other)
    counter.idle()
    counter.enter()
    counter.idle()
    assert not tokens.inside(other)
    assert counter.page.person.banner.kind() == "bad"


def test_an_enter_is_not_lost_when_an_earlier_cards_check_ends(tokens: Tokens, counter: Counter) -> None:
    first, second = counter.house.member("李雷"), counter.house.member("韩梅梅")
    tokens.issue(first)
    tokens.issue(second)
    asking = counter.page.asking
    tokens.reader.open.clear()
    tokens.tap(first)
    counter.qtbot.waitUntil(lambda: asking.found is not None)
    asking.put_away()
    tokens.tap(second)
    counter.qtbot.waitUntil(lambda: asking.found is not None)
    QTest.qWait(320)
    asking.confirm()
    tokens.reader.open.set()
    counter.qtbot.waitUntil(lambda: tokens.inside(second), timeout=5000)
    assert not tokens.inside(first)
    counter.idle()


def test_only_the_cards_at_the_desk_are_kept_in_mind(tokens: Tokens, counter: Counter) -> None:
    first, second, third = (counter.house.member(name) for name in ("李雷", "韩梅梅", "王芳"))
    for member in (first, second, third):
        tokens.tap(member)
        counter.idle()
        if member is first:
            counter.page.asking.put_away()
    # The second stands at the desk, the third waits.
    assert {card.uid for card in counter.page.asking.tokens.carry()} == {second.uid, third.uid}


def test_a_refused_card_stays_refused_when_the_language_changes(tokens: Tokens, counter: Counter) -> None:
    """The pages are built anew then; a copy of the chip without its token must not pass in between."""
    member = counter.house.member()
    tokens.issue(member)
    blank = ClassicCard(bytes.fromhex(member.uid))
    tokens.reader.cards[member.uid] = blank
    tokens.tap(member)
    counter.idle()
    assert counter.page.person.banner.kind() == "bad"
    assert counter.page.board._suggested == ""  # no key on the board is offered either
    for _ in range(2):
        counter.window.switch_language()
        counter.idle()
        counter.enter()
        assert not tokens.inside(member)
        assert counter.page.person.banner.kind() == "bad"


def test_a_card_that_is_being_asked_is_asked_again_when_the_language_changes(tokens: Tokens, counter: Counter) -> None:
    member = counter.house.member()
    tokens.issue(member)
    tokens.reader.open.clear()
    tokens.tap(member)
    counter.qtbot.waitUntil(lambda: counter.page.asking.found is not None)
    counter.window.switch_language()
    counter.qtbot.waitUntil(lambda: counter.page.asking.found is not None)
    QTest.qWait(320)
    QTest.keyClick(QApplication.focusWidget() or counter.window, Qt.Key.Key_Return)
    QTest.qWait(100)
    assert not tokens.inside(member)
    tokens.reader.open.set()
    counter.qtbot.waitUntil(lambda: tokens.inside(member), timeout=5000)
    assert tokens.books(member)[1] > 1
    counter.idle()
