"""The sample's two years, day by day: who enrols, what is sold, frozen, lost and blocked, and who comes to train."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from frontdesk.app.sample.persons import Draft
from frontdesk.app.sample.portraits import portrait
from frontdesk.app.sample.visits import Regular, VisitBook
from frontdesk.books import accounts
from frontdesk.books.action import Action, Leg, action
from frontdesk.cards.card_state import card_in_state, set_state
from frontdesk.cards.change_card import LOST, take_out_of_use
from frontdesk.cards.issue_card import issue_within
from frontdesk.core.actor import Actor
from frontdesk.members.block_person import block_within
from frontdesk.members.bring_over import Earlier, bring_over
from frontdesk.members.contract_events import happen
from frontdesk.members.contracts import ContractCard, PlanCard
from frontdesk.members.enrol import enrol_within
from frontdesk.members.fields import PersonFields
from frontdesk.members.set_photo import photo_within
from frontdesk.members.validity import Happening, Terms, last_day
from frontdesk.store.store import Store

VISIT_DAYS = 28
_TRAINING = ("active", "expiring", "owes", "instalment_later")
_TURNS = ("frozen", "frozen_open_end", "blocked", "lost_card", "replaced_card")
BROUGHT_OVER = "brought-over"
"""The account that holds the other side of balances from before these books."""


@dataclass(frozen=True, slots=True)
class DayRequest:
    """The request under which a day of the sample is written."""

    key: str


@dataclass(frozen=True, slots=True)
class DayResult:
    """How many rows of each kind a day added."""

    persons: int = 0
    contracts: int = 0
    cards: int = 0
    visits: int = 0


@dataclass(slots=True)
class Gym:
    """What the days share: the plans, who was written, and who trains; ``staff_ids`` take turns as consultants."""

    plans: Mapping[str, PlanCard]
    today: date
    staff_ids: tuple[int, ...]
    book: VisitBook = field(default_factory=VisitBook)
    written: dict[int, tuple[ContractCard, str]] = field(default_factory=dict)

    def consultant(self, place: int) -> int:
        """Who looks after the person at a place."""
        return self.staff_ids[place % len(self.staff_ids)]


@dataclass(slots=True)
class DayWork:
    """What happens on one day: people who enrol with their contract's first day, what changes for those who did, and
    whether people train."""

    enrolments: list[tuple[Draft, date | None]] = field(default_factory=list)
    turns: list[Draft] = field(default_factory=list)
    training: bool = False


def plan_days(
    persons: list[Draft], plans: Mapping[str, PlanCard], today: date, history_days: int
) -> Iterator[tuple[date, DayWork]]:
    """Every day on which something happens, in order; the last is yesterday."""
    days: defaultdict[date, DayWork] = defaultdict(DayWork)
    yesterday = today - timedelta(days=1)
    for person in persons:
        opened_on = _opened_on(person, plans[person.plan_code].terms, today, history_days)
        # Who has nothing to open yet came by lately.
        lately = today - timedelta(days=1 + int(person.chance * 20))
        enrolled = min(_sold_on(opened_on, today) or lately, yesterday)
        days[enrolled].enrolments.append((person, opened_on))
        if person.fate in _TURNS:
            days[max(enrolled, lately)].turns.append(person)
    for ago in range(VISIT_DAYS, 0, -1):
        days[today - timedelta(days=ago)].training = True
    yield from sorted(days.items())


def happen_on(store: Store, actor: Actor, day: date, work: DayWork, gym: Gym) -> DayResult:
    """Write one day of the sample as one action."""
    with action(store, actor, "sample.day", DayRequest(f"sample-{day}"), DayResult) as act:
        if act.first_result is not None:
            return act.first_result
        writer = _Writer(act, day, gym)
        for draft, opened_on in work.enrolments:
            writer.enrol(draft, opened_on)
        for draft in work.turns:
            writer.turn(draft)
        visits = gym.book.train(act, day) if work.training else 0
        return act.finish(DayResult(len(work.enrolments), writer.contracts, writer.cards, visits))


def _opened_on(person: Draft, terms: Terms, today: date, history_days: int) -> date | None:
    """The day the person's contract was opened so that it stands today as its fate says; None for unopened."""
    length = (last_day(today, terms.months, terms.days) - today).days
    match person.fate:
        case "unopened" | "no_contract":
            return None
        case "opens_later":
            return today + timedelta(days=3 + int(person.chance * 20))
        case "expiring":
            until = today + timedelta(days=int(person.chance * 6))
        case "expired":
            until = today - timedelta(days=2 + int(person.chance * max(2, history_days - length - 10)))
        case _:
            until = today + timedelta(days=8 + int(person.chance * (length - 10)))
    return first_day(until, terms)


def _sold_on(opened_on: date | None, today: date) -> date | None:
    """The day of the sale: long ago a few days before the opening, which leaves fewer days to write."""
    if opened_on is None or opened_on > today - timedelta(days=VISIT_DAYS):
        return opened_on
    return opened_on - timedelta(days=opened_on.toordinal() % 6)


def first_day(until: date, terms: Terms) -> date:
    """The first day of a span of these terms that ends on a day, or soonest after it."""
    first = until - timedelta(days=31 * terms.months + terms.days)
    while last_day(first, terms.months, terms.days) < until:
        first += timedelta(days=1)
    return first


class _Writer:
    """Writes one day's people with all that became of them."""

    def __init__(self, act: Action[Any], day: date, gym: Gym) -> None:
        self._act, self._day, self._gym = act, day, gym
        self.contracts = 0
        self.cards = 0

    def enrol(self, draft: Draft, opened_on: date | None) -> None:
        """One person: record, photo, contract, stored value and card."""
        fields = PersonFields(draft.name, draft.sex, draft.phone, consultant_id=self._gym.consultant(draft.place))
        person_id = enrol_within(self._act, fields, share_phone=True).person_id
        if draft.portrait is not None and draft.sex:
            photo_within(self._act, person_id, portrait(draft.sex, draft.portrait))
        if draft.fate == "no_contract":
            return
        held = self._contract(draft, person_id, opened_on)
        self._credit(draft, person_id)
        number = "" if draft.fate == "no_card" else self._issue(draft, person_id, draft.uid)
        self._gym.written[draft.place] = (held, number)
        if draft.fate in _TRAINING and not held.plan.visits:
            regular = Regular(person_id, held.id, draft.sex, number, held.plan.times)
            self._gym.book.regulars.append(regular)

    def turn(self, draft: Draft) -> None:
        """What changes for a person later: a freeze, a lost card, a block."""
        held, number = self._gym.written[draft.place]
        match draft.fate:
            case "frozen" | "frozen_open_end":
                until = None
                if draft.fate == "frozen":
                    until = (self._gym.today + timedelta(days=3 + int(draft.chance * 50))).isoformat()
                happen(self._act, held, Happening("frozen", self._day.isoformat(), until))
            case "blocked":
                block_within(self._act, held.person_id, "多次将手牌转借他人，经理已口头警告")
            case _:
                card = card_in_state(self._act, number, "active")
                take_out_of_use(self._act, card, "lost", "lost", LOST, "会员来电挂失")
                if draft.fate == "replaced_card":
                    set_state(self._act, card, "replaced", "lost", "")
                    self._issue(draft, held.person_id, f"F{draft.uid[1:]}")

    def _contract(self, draft: Draft, person_id: int, opened_on: date | None) -> ContractCard:
        plan = self._gym.plans[draft.plan_code]
        owed_fen, owed_on = 0, None
        if draft.fate in ("owes", "instalment_later"):
            owed_fen = plan.price_fen // 200 * 100
            owed_on = self._gym.today + timedelta(days=-4 if draft.fate == "owes" else 30)
        used = 0
        if opened_on is not None:
            used = plan.visits if draft.fate == "visits_used_up" else int(plan.visits * draft.chance * 0.8)
        earlier = Earlier(
            sold_on=self._act.business_day,
            price_fen=plan.price_fen,
            opened_on=None if opened_on is None else opened_on.isoformat(),
            visits_used=used,
            owed_fen=owed_fen,
            owed_on=None if owed_on is None else owed_on.isoformat(),
        )
        self.contracts += 1
        return bring_over(self._act, person_id, plan, earlier)

    def _issue(self, draft: Draft, person_id: int, uid: str) -> str:
        self.cards += 1
        return issue_within(self._act, person_id, uid, plan_code=draft.plan_code).number

    def _credit(self, draft: Draft, person_id: int) -> None:
        """Stored value for one in six, prepaid drinks for one in twelve."""
        if draft.place % 6 == 0:
            fen = (2 + int(draft.chance * 40)) * 2_500
            self._post(person_id, accounts.CNY, BROUGHT_OVER, fen)
        if draft.place % 12 == 3:
            unit = "drink:water"
            self._post(person_id, unit, accounts.issued(unit), 1 + int(draft.chance * 12))

    def _post(self, person_id: int, unit: str, other: str, quantity: int) -> None:
        legs = [Leg(other, unit, quantity), Leg(accounts.member(person_id), unit, -quantity)]
        self._act.post("brought_over", legs)
