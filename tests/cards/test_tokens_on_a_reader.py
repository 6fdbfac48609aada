"""Tokens through the real smart card service and a virtual Mifare Classic: written, counted on, pulled, copied."""

import copy
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import Future
from queue import SimpleQueue

import pytest

from frontdesk.books.action import action
from frontdesk.books.policies import set_policy
from frontdesk.cards.change_card import CardRequest, CardResult
from frontdesk.cards.issue_card import IssueCardRequest, issue_card
from frontdesk.cards.token_desk import TokenDesk, TokenTap
from frontdesk.cards.token_rules import AT_ISSUE, TOKENS, Verdict
from frontdesk.cards.token_words import token_of
from frontdesk.core.actor import Actor
from frontdesk.devices.cards import CardPresented
from frontdesk.devices.readers.pcsc import PcscReader
from frontdesk.members.enrol import EnrolRequest, enrol
from frontdesk.members.fields import PersonFields
from frontdesk.store.store import Store
from tests.devices.fixtures import pcsc_machine, pcsc_service, virtual_slot
from tests.devices.pcsc_service import PcscService
from tests.devices.virtual_card import VirtualCard, VirtualSlot
from tests.devices.virtual_classic import UID, card

__all__ = ["pcsc_machine", "pcsc_service", "virtual_slot"]


class Counter:
    """A counter with one real reader."""

    def __init__(self, store: Store, actor: Actor, slot: VirtualSlot) -> None:
        self.store, self.actor, self.slot = store, actor, slot
        self.reader = PcscReader()
        self.desk = TokenDesk(store, self.reader, lambda connection, person_id: False)
        self._heard: SimpleQueue[CardPresented] = SimpleQueue()
        self.reader.start(self._hear)

    def _hear(self, event: object) -> None:
        if isinstance(event, CardPresented):
            self._heard.put(event)

    def lay(self, card: VirtualCard) -> CardPresented:
        """Put a card on the reader; what the reader says."""
        # As long as a hand takes: the driver looks every 0.4 s.
        self.slot.swap(card, gap_s=0.9)
        heard = self._heard.get(timeout=10)
        self.desk.saw(heard)
        return heard

    def check(self, card: CardPresented) -> TokenTap:
        return self.desk.check(self.actor, card)


@pytest.fixture
def counter(store: Store, actor: Actor, pcsc_service: PcscService, virtual_slot: VirtualSlot) -> Iterator[Counter]:
    with action(store, actor, "test", CardRequest(uuid.uuid4().hex, ""), CardResult) as act:
        set_policy(act, TOKENS, AT_ISSUE)
        act.finish(CardResult("", ""))
    found = Counter(store, actor, virtual_slot)
    yield found
    found.reader.stop()


def test_a_token_is_written_counted_on_and_its_copy_found(counter: Counter, capsys: pytest.CaptureFixture[str]) -> None:
    store, actor = counter.store, counter.actor
    person_id = enrol(store, actor, EnrolRequest(uuid.uuid4().hex, PersonFields("王小明", "m"))).person_id
    number = issue_card(store, actor, IssueCardRequest(uuid.uuid4().hex, person_id, UID.hex())).number
    own = VirtualCard(UID, memory=card())
    laid = counter.lay(own)
    counter.desk.write(actor, number, laid.uid)
    assert token_of(store, counter.reader, laid) == f"v1 card={number} issue=1 count=1"

    begun = time.perf_counter()
    tap = counter.check(laid)
    with capsys.disabled():
        print(f" [a token read, judged and counted on in {(time.perf_counter() - begun) * 1000:.0f} ms]", end="")
    assert (tap.verdict, tap.counter) == (Verdict.FINE, 2)

    clone = VirtualCard(UID, memory=copy.deepcopy(own.memory))
    # One ahead, because nobody came in: followed, and counted on once more.
    late = counter.check(laid)
    assert (late.verdict, late.counter) == (Verdict.LATE, 3)

    # Pulled between the reading and the writing.
    held: Future[None] = Future()
    apdus = counter.slot.apdus

    def pull() -> None:
        if counter.slot.apdus - apdus == 6 and not held.done():
            held.set_result(None)
            raise OSError("pulled")

    counter.slot.on_apdu = pull
    assert counter.check(laid).verdict is Verdict.PULLED
    counter.slot.on_apdu = None
    again = counter.check(counter.lay(own))
    assert again.verdict in (Verdict.FINE, Verdict.LATE)

    assert counter.check(counter.lay(clone)).verdict is Verdict.CLONE
