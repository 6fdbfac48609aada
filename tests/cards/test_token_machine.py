"""Cards and books against everything that happens to cards: pulled while written, crashes between card and books,
copies that are used beside the card they were made from. Every copy is found when both were used once, at the latest,
and no honest card is ever blocked."""

import copy
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from frontdesk.app.schema import derivations
from frontdesk.books.action import action
from frontdesk.books.policies import set_policy
from frontdesk.books.verify import verify
from frontdesk.cards.card_state import card_in_state
from frontdesk.cards.change_card import CardRequest, CardResult
from frontdesk.cards.count_token import count_on
from frontdesk.cards.errors import TokenMoved, TokenUnreadable
from frontdesk.cards.issue_card import IssueCardRequest, issue_card
from frontdesk.cards.queries import by_number
from frontdesk.cards.token_desk import TokenDesk, TokenTap
from frontdesk.cards.token_rules import AT_ISSUE, TOKENS, Verdict
from frontdesk.cards.write_token import WriteTokenRequest, prepare_token
from frontdesk.core.clock import ManualClock
from frontdesk.devices.readers.simulated import SimulatedReader
from frontdesk.devices.tokens.layout import Count, Identity
from frontdesk.devices.tokens.token import write_token
from frontdesk.members.enrol import EnrolRequest, enrol
from frontdesk.members.fields import PersonFields
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from tests import people
from tests.conftest import MONDAY_MORNING
from tests.devices.virtual_classic import TearingCard, card
from tests.faults.lengths import often
from tests.visits.house import new_key

CARDS = 2
whose = st.integers(0, CARDS - 1)
which = st.integers(0, 3)
torn = st.integers(0, 16)


@dataclass
class Truth:
    """The pieces of plastic with one UID: the first is the member's own; who was used since the last copy was made."""

    number: str
    uid: str
    pieces: list[TearingCard]
    used: set[int] = field(default_factory=set)
    found: bool = False
    tap: tuple[int, TokenTap] | None = None

    @property
    def honest(self) -> bool:
        return len(self.pieces) == 1


class Tokens(RuleBasedStateMachine):
    """Two members' cards and their copies at one counter."""

    template: bytes

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name)
        (path / "frontdesk.db").write_bytes(self.template)
        self.store = Store(
            f"sqlite:///{path / 'frontdesk.db'}", ManualClock(MONDAY_MORNING), FileSecrets(path / "secrets")
        )
        with action(self.store, people.OWNER, "test", CardRequest(new_key(), ""), CardResult) as act:
            set_policy(act, TOKENS, AT_ISSUE)
            act.finish(CardResult("", ""))
        self.reader = SimulatedReader(self.store.clock)
        self.desk = TokenDesk(self.store, self.reader, lambda connection, person_id: False, again_after_s=0)
        self.reader.start(lambda event: self.desk.saw(event) if hasattr(event, "uid") else None)  # type: ignore[arg-type]
        self.truths = [self._issue(place) for place in range(CARDS)]

    def _issue(self, place: int) -> Truth:
        uid = f"04A1B2C{place}"
        person_id = enrol(
            self.store, people.OWNER, EnrolRequest(new_key(), PersonFields(f"会员{place}", "m"))
        ).person_id
        number = issue_card(self.store, people.OWNER, IssueCardRequest(new_key(), person_id, uid)).number
        truth = Truth(number, uid, [card(bytes.fromhex(uid))])
        self._lay(truth, 0)
        self.desk.write(people.OWNER, number, uid)
        return truth

    def _lay(self, truth: Truth, piece: int) -> Any:
        """Lay one of the pieces on the reader; what the reader says of it."""
        laid = truth.pieces[piece]
        laid.pulled = False
        self.reader.cards[truth.uid] = laid
        self.reader.present(truth.uid)
        return self.reader._present

    def _check(self, truth: Truth, piece: int) -> TokenTap:
        tap = self.desk.check(people.CASHIER, self._lay(truth, piece))
        if truth.honest:
            assert tap.verdict.admits or tap.verdict is Verdict.PULLED, tap
        if tap.verdict.blocks:
            truth.found = True
            assert self._state(truth) == "blocked"
        return tap

    def _arrive(self, truth: Truth, piece: int, tap: TokenTap) -> None:
        assert tap.counter
        with action(self.store, people.CASHIER, "arrival", CardRequest(new_key(), truth.number), CardResult) as act:
            count_on(act, card_in_state(act, truth.number, "active"), tap.counter, tap.mark)
            act.finish(CardResult(truth.number, "active"))
        truth.used.add(piece)
        assert len(truth.used) < 2, "two pieces of one card were used, and nobody noticed"

    def _state(self, truth: Truth) -> str:
        with self.store.read() as connection:
            found = by_number(connection, truth.number)
        assert found is not None
        return found.state

    @rule(who=whose, piece=which)
    def visit(self, who: int, piece: int) -> None:
        truth = self.truths[who]
        piece %= len(truth.pieces)
        if truth.found:
            return
        truth.tap = None
        tap = self._check(truth, piece)
        if tap.verdict.admits:
            self._arrive(truth, piece, tap)

    @rule(who=whose, piece=which)
    def tap_without_coming_in(self, who: int, piece: int) -> None:
        """A refused guest, a program killed between card and books, a desk that put the tap away."""
        truth = self.truths[who]
        piece %= len(truth.pieces)
        if not truth.found:
            tap = self._check(truth, piece)
            truth.tap = (piece, tap) if tap.counter else None

    @rule(who=whose)
    def come_in_late(self, who: int) -> None:
        """Enter is pressed for the last tap, whatever was tapped or copied in between."""
        truth = self.truths[who]
        if truth.found or truth.tap is None:
            return
        piece, tap = truth.tap
        truth.tap = None
        try:
            self._arrive(truth, piece, tap)
        except TokenMoved:
            pass  # a copy's tap, or a token written anew, came in between: the card is laid on once more

    @rule(who=whose, piece=which, at=torn, garbage=st.sampled_from([None, 0, 0xFF]))
    def pull_while_counting(self, who: int, piece: int, at: int, garbage: int | None) -> None:
        truth = self.truths[who]
        piece %= len(truth.pieces)
        if truth.found:
            return
        laid = truth.pieces[piece]
        laid.tear_at_write, laid.torn_bytes, laid.garbage = 0, at, garbage
        assert self._check(truth, piece).verdict is Verdict.PULLED or not truth.honest
        laid.tear_at_write = None

    @rule(who=whose, write=st.integers(0, 3), at=torn)
    def pull_while_rewriting(self, who: int, write: int, at: int) -> None:
        truth = self.truths[who]
        if not truth.honest:
            return
        self._lay(truth, 0)
        laid = truth.pieces[0]
        laid.tear_at_write, laid.torn_bytes, laid.garbage = write, at, None
        try:
            self.desk.write(people.OWNER, truth.number, truth.uid)
        except TokenUnreadable:
            assert self._check(truth, 0).verdict in (Verdict.NOT_ASKED, Verdict.LATE)
            laid.pulled = False
            self._lay(truth, 0)
            self.desk.write(people.OWNER, truth.number, truth.uid)
        laid.tear_at_write = None

    @rule(who=whose, written=st.booleans())
    def crash_while_rewriting(self, who: int, written: bool) -> None:
        """Killed after the books said what would be written, before or after the card was."""
        truth = self.truths[who]
        if not truth.honest:
            return
        prepared = prepare_token(self.store, people.OWNER, WriteTokenRequest(new_key(), truth.number))
        if written:
            keys = self.desk._have_keys()
            assert keys is not None
            identity = Identity(prepared.house, prepared.issue, prepared.number)
            session = truth.pieces[0].lay_on()
            write_token(session, keys, prepared.sector, identity, Count(prepared.counter, prepared.mark))
            assert self._check(truth, 0).verdict is Verdict.LATE
        else:
            assert self._check(truth, 0).verdict is Verdict.NOT_ASKED
            self._lay(truth, 0)
            self.desk.write(people.OWNER, truth.number, truth.uid)

    @rule(who=whose, piece=which)
    def make_a_copy(self, who: int, piece: int) -> None:
        """With the UID, every block and every key: what a backdoored chip can be made to be."""
        truth = self.truths[who]
        if truth.found or len(truth.pieces) > 2:
            return
        truth.pieces.append(copy.deepcopy(truth.pieces[piece % len(truth.pieces)]))
        truth.used.clear()
        truth.tap = None

    @precondition(lambda self: any(truth.found for truth in self.truths))
    @rule(who=whose)
    def begin_again(self, who: int) -> None:
        """A found one makes room for a new member."""
        if self.truths[who].found:
            self.truths[who] = self._new(who)

    def _new(self, who: int) -> Truth:
        uid = f"{int(self.truths[who].uid, 16) + 16:08X}"
        person_id = enrol(self.store, people.OWNER, EnrolRequest(new_key(), PersonFields("新会员", "m"))).person_id
        number = issue_card(self.store, people.OWNER, IssueCardRequest(new_key(), person_id, uid)).number
        truth = Truth(number, uid, [card(bytes.fromhex(uid))])
        self._lay(truth, 0)
        self.desk.write(people.OWNER, number, uid)
        return truth

    def teardown(self) -> None:
        with self.store.read() as connection:
            assert verify(connection, derivations()).findings == ()
        for truth in self.truths:
            assert not truth.honest or self._state(truth) == "active"
        self.store.close()
        self.folder.cleanup()


@pytest.mark.timeout(3600)
def test_every_copy_is_found_and_no_honest_card_is_blocked(staffed_database: bytes) -> None:
    Tokens.template = staffed_database
    amount = settings(
        max_examples=often(6, 400),
        stateful_step_count=often(30, 60),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    run_state_machine_as_test(Tokens, settings=amount)  # type: ignore[no-untyped-call]


def test_two_copies_that_reach_the_same_number_differ_in_the_mark(staffed_database: bytes) -> None:
    Tokens.template = staffed_database
    desk = Tokens()
    truth = desk.truths[0]
    desk.make_a_copy(0, 0)
    desk.tap_without_coming_in(0, 0)  # counted on the card, never in the books
    desk.visit(0, 1)  # the copy comes to the same number, and into the books
    assert desk._check(truth, 0).verdict is Verdict.CLONE
    desk.teardown()
