"""The crowd's members: the people of the sample gym with contracts, cards, search terms and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any

from frontdesk.app.bench.crowd.bulk_books import BulkBooks
from frontdesk.app.sample.persons import Draft
from frontdesk.app.sample.portraits import portrait
from frontdesk.app.sample.timeline import BROUGHT_OVER, DayWork
from frontdesk.books import accounts
from frontdesk.books.action import Leg
from frontdesk.books.tables import Due
from frontdesk.cards.card_state import card_thing
from frontdesk.cards.change_card import LOST
from frontdesk.cards.issue_card import FIRST_NUMBER
from frontdesk.cards.tables import Card, CardEvent
from frontdesk.custody.tables import Move
from frontdesk.members.contracts import PlanCard
from frontdesk.members.fields import PersonFields, version_text
from frontdesk.members.search import terms_of, terms_of_name
from frontdesk.members.sell_contract import PT_SESSION, REVENUE
from frontdesk.members.tables import Contract, ContractEvent, ContractState, Person, PersonEvent, Photo, SearchTerm
from frontdesk.members.validity import Happening, State, after, derive

_PHOTO_EVERY = 40
_FROZEN = ("frozen", "frozen_open_end")


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody who can come and buy: ``card_number`` empty without a card, ``credit_fen`` their stored value."""

    person_id: int
    contract_id: int
    sex: str
    card_number: str
    plan: PlanCard
    state: State
    card_id: int = 0


@dataclass(slots=True)
class People:
    """Writes members; keeps those to whom something happens later, those who train, and who has stored value."""

    books: BulkBooks
    plans: dict[str, PlanCard]
    staff_ids: tuple[int, ...]
    today: date
    regulars: list[Held] = field(default_factory=list)
    credit_fen: dict[int, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=lambda: {"member": 0, "contract": 0, "card": 0})
    _turning: dict[int, Held] = field(default_factory=dict)
    _uids: set[str] = field(default_factory=set)

    def enrol(self, work: DayWork) -> None:
        """Write a day's new members within the action that was begun."""
        for draft, opened_on in work.enrolments:
            self._enrol(draft, opened_on)

    def turn(self, work: DayWork) -> None:
        """Write a day's freezes, lost cards and blocks within the action that was begun."""
        for draft in work.turns:
            held = self._turning.pop(draft.place)
            if draft.fate in _FROZEN:
                self._freeze(draft, held)
            elif draft.fate == "blocked":
                note = self._person_event(held.person_id, "blocked", "多次将手牌转借他人，经理已口头警告")
                self.books.later("UPDATE persons SET blocked = 1, block_note = ? WHERE id = ?", (note, held.person_id))
            else:
                self._lose_card(draft, held)

    def _enrol(self, draft: Draft, opened_on: date | None) -> None:
        books = self.books
        fields = PersonFields(draft.name, draft.sex, draft.phone, "", self.staff_ids[draft.place % len(self.staff_ids)])
        number = f"M{self._next('member'):06d}"
        person_id = books.next_id(Person)
        pictured = draft.portrait is not None and bool(draft.sex) and draft.place % _PHOTO_EVERY == 0
        self._person_event(person_id, "enrolled", version_text(fields))
        photo_id = self._photo(person_id, portrait(draft.sex, draft.portrait or 0)) if pictured else None
        row = {"id": person_id, "number": number, **_columns(fields), "joined_on": books.moment.business_day}
        rest = {"photo_id": photo_id, "blocked": 0, "block_note": None, "last_seen_at": ""}
        books.file.insert(Person, {**row, **rest})
        terms = [*_name_terms(draft.name), *_other_terms(draft.phone, number)]
        for kind, term in dict.fromkeys(terms):
            self._term(kind, term, person_id)
        if draft.fate == "no_contract":
            return
        plan = self.plans[draft.plan_code]
        contract_id, state = self._contract(draft, plan, person_id, opened_on)
        self._credit(draft, person_id)
        card_id, card_number = (0, "") if draft.fate == "no_card" else self._card(person_id, draft.uid, plan.code)
        held = Held(person_id, contract_id, draft.sex, card_number, plan, state, card_id)
        if draft.fate in (*_FROZEN, "blocked", "lost_card", "replaced_card"):
            self._turning[draft.place] = held
        if draft.fate == "active" and not plan.visits:
            self.regulars.append(held)

    def _contract(self, draft: Draft, plan: PlanCard, person_id: int, opened_on: date | None) -> tuple[int, State]:
        books = self.books
        contract_id = books.add(
            Contract,
            number=f"C{self._next('contract'):06d}",
            person_id=person_id,
            plan_id=plan.id,
            price_fen=plan.price_fen,
            sold_on=books.moment.business_day,
            sold_by=books.actor.account_id,
        )
        self._units(person_id, ((accounts.VISIT, plan.visits), (PT_SESSION, plan.sessions)))
        happenings = [Happening("sold")]
        if opened_on is not None:
            used = plan.visits if draft.fate == "visits_used_up" else int(plan.visits * draft.chance * 0.8)
            happenings += [Happening("opened", opened_on.isoformat()), *[Happening("visit_spent")] * used]
            if used:
                legs = [
                    Leg(accounts.member(person_id), accounts.VISIT, used),
                    Leg(accounts.issued(accounts.VISIT), accounts.VISIT, -used),
                ]
                books.post("visits_before", legs)
        for happening in happenings:
            self._contract_event(contract_id, happening)
        state = derive(plan.terms, happenings)
        about = {"contract_id": contract_id, "person_id": person_id, "plan_id": plan.id}
        books.file.insert(ContractState, {**about, **_columns(state)})
        if draft.fate in ("owes", "instalment_later"):
            self._owe(draft, person_id, plan)
        return contract_id, state

    def _owe(self, draft: Draft, person_id: int, plan: PlanCard) -> None:
        owed_fen = plan.price_fen // 200 * 100
        due_id = self.books.add(
            Due,
            kind="contract",
            amount_fen=owed_fen,
            person_id=person_id,
            visit_id=None,
            key_code=None,
            revenue=REVENUE,
            business_day=self.books.moment.business_day,
            due_on=(self.today + timedelta(days=-4 if draft.fate == "owes" else 30)).isoformat(),
        )
        legs = [
            Leg(accounts.due(due_id), accounts.CNY, owed_fen),
            Leg(accounts.revenue(REVENUE), accounts.CNY, -owed_fen),
        ]
        self.books.post("due", legs)

    def _card(self, person_id: int, uid: str, plan_code: str) -> tuple[int, str]:
        # Among a million short chip numbers some are drawn twice.
        while uid in self._uids:
            uid = f"{int(uid, 16) + 1:0{len(uid)}X}"
        self._uids.add(uid)
        number = str(FIRST_NUMBER + self._next("card"))
        card_id = self.books.put(
            Card,
            uid=uid,
            number=number,
            person_id=person_id,
            state="active",
            plan_code=plan_code,
            issued_on=self.books.moment.business_day,
        )
        self._move(number, "", f"member/{person_id}", "issued")
        self._card_event(card_id, "issued", "active", person_id, uid)
        self._term("card", number, person_id)
        return card_id, number

    def _freeze(self, draft: Draft, held: Held) -> None:
        until = (self.today + timedelta(days=3 + int(draft.chance * 50))).isoformat()
        happening = Happening("frozen", self.books.moment.business_day, until if draft.fate == "frozen" else None)
        self._contract_event(held.contract_id, happening)
        state = _columns(after(held.state, happening, held.plan.terms))
        places = ", ".join(f"{name} = ?" for name in state)
        changed = f"UPDATE contract_states SET {places} WHERE contract_id = ?"
        self.books.later(changed, (*state.values(), held.contract_id))

    def _lose_card(self, draft: Draft, held: Held) -> None:
        self._move(held.card_number, f"member/{held.person_id}", LOST, "lost")
        self._card_event(held.card_id, "lost", "lost", held.person_id, "会员来电挂失")
        self.books.later("UPDATE cards SET state = 'lost' WHERE id = ?", (held.card_id,))
        if draft.fate == "replaced_card":
            self._card_event(held.card_id, "replaced", "lost", held.person_id, "")
            self._card(held.person_id, f"F{draft.uid[1:]}", held.plan.code)

    def _credit(self, draft: Draft, person_id: int) -> None:
        """Stored value for one in six, prepaid drinks for one in twelve, as in the sample."""
        if draft.place % 6 == 0:
            fen = (2 + int(draft.chance * 40)) * 2_500
            self.credit_fen[person_id] = fen
            legs = [Leg(BROUGHT_OVER, accounts.CNY, fen), Leg(accounts.member(person_id), accounts.CNY, -fen)]
            self.books.post("brought_over", legs)
        if draft.place % 12 == 3:
            self._units(person_id, (("drink:water", 1 + int(draft.chance * 12)),), "brought_over")

    def _units(self, person_id: int, units: Sequence[tuple[str, int]], kind: str = "contract") -> None:
        legs = []
        for unit, quantity in units:
            if quantity:
                legs += [Leg(accounts.issued(unit), unit, quantity), Leg(accounts.member(person_id), unit, -quantity)]
        if legs:
            self.books.post(kind, legs)

    def _photo(self, person_id: int, jpeg: bytes) -> int:
        self._person_event(person_id, "photo", sha256(jpeg).hexdigest())
        return self.books.put(Photo, person_id=person_id, jpeg=jpeg, taken_at=self.books.moment.at)

    def _person_event(self, person_id: int, kind: str, text: str) -> str | None:
        note = self.books.note(text)
        self.books.add(PersonEvent, person_id=person_id, kind=kind, at=self.books.moment.at, note=note)
        return note

    def _contract_event(self, contract_id: int, happening: Happening) -> None:
        about = {"contract_id": contract_id, "at": self.books.moment.at, "visit_id": None, "note": None}
        self.books.add(ContractEvent, **about, **_columns(happening))

    def _card_event(self, card_id: int, kind: str, state: str, person_id: int, text: str) -> None:
        about = {"card_id": card_id, "kind": kind, "state": state, "person_id": person_id}
        self.books.add(CardEvent, **about, at=self.books.moment.at, note=self.books.note(text))

    def _move(self, number: str, from_holder: str, to_holder: str, reason: str) -> None:
        moment = self.books.moment
        about = {"thing": card_thing(number), "from_holder": from_holder, "to_holder": to_holder, "reason": reason}
        self.books.add(Move, **about, visit_id=None, at=moment.at, business_day=moment.business_day)

    def _term(self, kind: str, term: str, person_id: int) -> None:
        self.books.file.insert(SearchTerm, {"kind": kind, "term": term, "person_id": person_id})

    def _next(self, series: str) -> int:
        self.numbers[series] += 1
        return self.numbers[series]


def _columns(record: PersonFields | State | Happening) -> dict[str, Any]:
    # Not asdict(), which copies every value and takes five times as long.
    return {name: getattr(record, name) for name in record.__slots__}


@lru_cache(maxsize=200_000)
def _name_terms(name: str) -> tuple[tuple[str, str], ...]:
    return tuple(terms_of_name(name))


def _other_terms(phone: str, number: str) -> list[tuple[str, str]]:
    return list(terms_of("", phone, number))
