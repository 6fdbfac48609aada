"""A small gym for the tests of visits: two zones, a few members with cards, and the desk's daily verbs."""

import uuid
from dataclasses import dataclass

from frontdesk.books.verify import verify
from frontdesk.cards.issue_card import IssueCardRequest, issue_card
from frontdesk.core.actor import Actor
from frontdesk.core.clock import local_now
from frontdesk.custody.queries import holder_of, holdings_hold
from frontdesk.keys.queries import keys_hold
from frontdesk.keys.register_keys import RegisterKeysRequest, SetZoneRequest, register_keys, set_zone
from frontdesk.members.contracts import contract_states_hold
from frontdesk.members.enrol import EnrolRequest, enrol
from frontdesk.members.fields import PersonFields
from frontdesk.members.sell_contract import SellContractRequest, sell_contract
from frontdesk.members.set_plan import PlanTerms, SetPlanRequest, set_plan
from frontdesk.store.store import Store
from frontdesk.visits.arrive import Arrived, ArriveRequest, arrive
from frontdesk.visits.decide import Asked, Decision, decide
from frontdesk.visits.going_on import open_visits_hold
from frontdesk.visits.leave import LeaveRequest, Left, leave


def new_key() -> str:
    """An idempotency key for one intent."""
    return uuid.uuid4().hex


@dataclass(frozen=True)
class Member:
    """Somebody with a contract and a card."""

    person_id: int
    contract_id: int
    uid: str
    card: str


@dataclass
class House:
    """The gym with the verbs of its desk."""

    store: Store
    owner: Actor
    enrolled: int = 0

    def furnish(self, men: int = 6, women: int = 4) -> None:
        """Keys 101… for men, 201… for women; a year plan and a pack of two visits."""
        for place, (code, zh, en, sex) in enumerate([("men", "男宾区", "Men", "m"), ("women", "女宾区", "Women", "f")]):
            set_zone(self.store, self.owner, SetZoneRequest(new_key(), code, zh, en, sex, place))
        register_keys(self.store, self.owner, RegisterKeysRequest(new_key(), "men", 101, 100 + men))
        register_keys(self.store, self.owner, RegisterKeysRequest(new_key(), "women", 201, 200 + women))
        year = PlanTerms("year", "年卡", "Year", 0, months=12, reentry_minutes=120)
        pack = PlanTerms("pack2", "次卡", "Pack", 0, months=3, visits=2, reentry_minutes=120)
        for plan in (year, pack):
            set_plan(self.store, self.owner, SetPlanRequest(new_key(), plan))

    def member(
        self, name: str = "王小明", sex: str = "m", plan: str = "year", opening: str = "now", opens_on: str = ""
    ) -> Member:
        """A member with an open contract and a card."""
        self.enrolled += 1
        person_id = enrol(self.store, self.owner, EnrolRequest(new_key(), PersonFields(name, sex))).person_id
        sold = sell_contract(
            self.store, self.owner, SellContractRequest(new_key(), person_id, plan, opening, opens_on or None)
        )
        uid, number = f"04A1B2C3D4{self.enrolled:04X}", str(1010 + self.enrolled)
        issue_card(self.store, self.owner, IssueCardRequest(new_key(), person_id, uid, number))
        return Member(person_id, sold.contract_id, uid, number)

    def tap(self, member: Member) -> Decision:
        """What a tap of the member's card shows."""
        return self.ask(Asked(uid=member.uid))

    def ask(self, asked: Asked, counter: str = "1") -> Decision:
        """What the desk shows."""
        with self.store.read() as connection:
            return decide(connection, asked, counter, local_now(self.store.clock))

    def arrive(self, member: Member, key_code: str | None = None, actor: Actor | None = None) -> Arrived:
        """Tap and Enter."""
        code = key_code or self.tap(member).key_code
        request = ArriveRequest(new_key(), member.person_id, code, member.card)
        return arrive(self.store, actor or self.owner, request)

    def leave(self, key_code: str, **how: object) -> Left:
        """Scan the key and Enter."""
        going = self.ask(Asked(key_code=key_code)).going
        assert going is not None
        return leave(self.store, self.owner, LeaveRequest(new_key(), going.visit_id, **how))  # type: ignore[arg-type]

    def where(self, thing: str) -> str | None:
        """Who holds a thing."""
        with self.store.read() as connection:
            return holder_of(connection, thing)

    def check(self) -> None:
        """The books and every state beside them hold."""
        with self.store.read() as connection:
            checks = (holdings_hold, keys_hold, open_visits_hold, contract_states_hold)
            assert verify(connection, checks).findings == ()
