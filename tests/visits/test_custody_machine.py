"""Keys and cards against a small model of its own: where everything is after any order of comings and goings."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from frontdesk.core.clock import ManualClock
from frontdesk.core.errors import FrontdeskError
from frontdesk.handover.open_shift import OpenShiftRequest, open_shift
from frontdesk.keys.lost_key import FoundKeyRequest, report_found
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from frontdesk.visits.leave import LeaveRequest, leave
from frontdesk.visits.return_card import ReturnCardRequest, return_card
from frontdesk.visits.swap_key import SwapRequest, swap_key
from tests import people
from tests.conftest import MONDAY_MORNING
from tests.visits.house import House, Member, new_key

KEYS = tuple(str(number) for number in range(101, 107))
PEOPLE = 4
whom = st.integers(0, PEOPLE - 1)
which = st.sampled_from(KEYS)


@dataclass
class Model:
    """The whole truth in two dictionaries: who has which key, and where each card is."""

    key_of: dict[int, str] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    card_at: dict[int, str] = field(default_factory=lambda: dict.fromkeys(range(PEOPLE), "owner"))

    def free(self, key: str) -> bool:
        slot_empty = f"tray/{key}" not in self.card_at.values()
        return key not in self.key_of.values() and key not in self.lost and slot_empty


class Custody(RuleBasedStateMachine):
    """Random arrivals, swaps, losses and departures of four members over six keys."""

    template: bytes

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name)
        (path / "frontdesk.db").write_bytes(self.template)
        self.clock = ManualClock(MONDAY_MORNING)
        store = Store(f"sqlite:///{path / 'frontdesk.db'}", self.clock, FileSecrets(path / "secrets"))
        open_shift(store, people.OWNER, OpenShiftRequest(new_key(), ((10000, 5),)))
        self.house = House(store, people.OWNER)
        self.house.furnish(men=len(KEYS), women=1)
        self.members: list[Member] = [self.house.member(f"会员{number}") for number in range(PEOPLE)]
        self.visits: dict[int, int] = {}
        self.model = Model()

    def teardown(self) -> None:
        self.house.check()
        self.house.store.close()
        self.folder.cleanup()

    @rule(who=whom, key=which)
    def arrive(self, who: int, key: str) -> None:
        model, allowed = self.model, who not in self.model.key_of and self.model.free(key)
        try:
            arrived = self.house.arrive(self.members[who], key)
        except FrontdeskError:
            assert not allowed
            return
        assert allowed
        self.visits[who] = arrived.visit_id
        model.key_of[who] = key
        model.card_at[who] = f"tray/{key}"

    @rule(who=whom, card=st.sampled_from(["given_back", "left", "missing"]), key_lost=st.sampled_from([0, 0, 0, 1]))
    def leave(self, who: int, card: str, key_lost: int) -> None:
        request = LeaveRequest(new_key(), self.visits.get(who, 0), "key", key_lost, card)  # type: ignore[arg-type]
        try:
            leave(self.house.store, people.OWNER, request)
        except FrontdeskError:
            assert who not in self.model.key_of
            return
        key = self.model.key_of.pop(who)
        if key_lost:
            self.model.lost.add(key)
        self.model.card_at[who] = {"given_back": "owner", "left": f"tray/{key}", "missing": "missing"}[card]

    @rule(who=whom, key=which, old_lost=st.sampled_from([0, 0, 1]))
    def swap(self, who: int, key: str, old_lost: int) -> None:
        allowed = who in self.model.key_of and self.model.free(key)
        try:
            swap_key(self.house.store, people.OWNER, SwapRequest(new_key(), self.visits.get(who, 0), key, old_lost))
        except FrontdeskError:
            assert not allowed
            return
        assert allowed
        if old_lost:
            self.model.lost.add(self.model.key_of[who])
        self.model.key_of[who] = key
        self.model.card_at[who] = f"tray/{key}"

    @rule(who=whom)
    def collect_card(self, who: int) -> None:
        allowed = who not in self.model.key_of and self.model.card_at[who] != "owner"
        try:
            return_card(self.house.store, people.OWNER, ReturnCardRequest(new_key(), self.members[who].card))
        except FrontdeskError:
            assert not allowed
            return
        assert allowed
        self.model.card_at[who] = "owner"

    @precondition(lambda self: self.model.lost)
    @rule(key=which)
    def find_key(self, key: str) -> None:
        try:
            report_found(self.house.store, people.OWNER, FoundKeyRequest(new_key(), key))
        except FrontdeskError:
            assert key not in self.model.lost
            return
        self.model.lost.remove(key)

    @rule(minutes=st.integers(1, 200))
    def wait(self, minutes: int) -> None:
        self.clock.advance(minutes=minutes)

    @invariant()
    def everything_is_where_the_model_says(self) -> None:
        by_key = {key: who for who, key in self.model.key_of.items()}
        for key in KEYS:
            where = "lost" if key in self.model.lost else "board"
            where = f"visit/{self.visits[by_key[key]]}" if key in by_key else where
            assert self.house.where(f"key/{key}") == where
        for who, place in self.model.card_at.items():
            member = self.members[who]
            assert self.house.where(f"card/{member.card}") == (
                f"member/{member.person_id}" if place == "owner" else place
            )


@pytest.mark.timeout(300)
def test_keys_and_cards_are_where_a_small_model_says(staffed_database: bytes) -> None:  # G06 G08 G13
    Custody.template = staffed_database
    few = settings(
        max_examples=5, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(Custody, settings=few)  # type: ignore[no-untyped-call]
