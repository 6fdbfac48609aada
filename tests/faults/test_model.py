"""Ledger, custody and shifts against an independent model: after any order of things both say the same, to the fen."""

import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from frontdesk.app.schema import derivations
from frontdesk.books.action import action
from frontdesk.books.errors import RequestAltered
from frontdesk.books.policies import set_policy
from frontdesk.books.verify import verify
from frontdesk.cashier.asked import LineAsk, SaleResult, SellRequest, TenderAsk
from frontdesk.cashier.correct_tender import CorrectTenderRequest, correct_tender
from frontdesk.cashier.pricing import SELL_BELOW_ZERO
from frontdesk.cashier.queries import receipt_lines
from frontdesk.cashier.refund import RefundLine, RefundRequest, refund
from frontdesk.cashier.sell import sell
from frontdesk.cashier.waive_due import WaiveDueRequest, waive_due
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock, local_now
from frontdesk.core.errors import FrontdeskError
from frontdesk.handover.carried import carried_from
from frontdesk.handover.cash import fewest_pieces
from frontdesk.handover.close_day import CloseDayRequest, close_day
from frontdesk.handover.closing import Findings
from frontdesk.handover.compare import expected_cash_fen
from frontdesk.handover.count_shift import CountRequest, count_shift, things_to_count
from frontdesk.handover.hand_over import HandOverRequest, NightRequest, close_for_night, hand_over
from frontdesk.handover.open_shift import OpenShiftRequest, open_shift
from frontdesk.handover.queries import last_ended_shift
from frontdesk.handover.unfinished import unfinished
from frontdesk.keys.lost_key import FoundKeyRequest, MissingKeyRequest, report_found, report_missing
from frontdesk.shifts.queries import current_business_day
from frontdesk.stock.change_stock import Received, ReceiveRequest, receive
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from frontdesk.visits.admit_guest import GuestRequest, admit_guest
from frontdesk.visits.arrive import Arrived, ArriveRequest, arrive
from frontdesk.visits.leave import LeaveRequest, leave
from frontdesk.visits.pay_out_deposit import PayOutDepositRequest, pay_out_deposit
from frontdesk.visits.return_card import ReturnCardRequest, return_card
from frontdesk.visits.settle_at_closing import Settlement, SettleRequest, settle_at_closing
from frontdesk.visits.swap_key import SwapRequest, swap_key
from tests import people
from tests.cashier.people import Ask as AskMade
from tests.cashier.people import Made, give
from tests.cashier.shelf import fill_shelf
from tests.conftest import MONDAY_MORNING
from tests.faults import model
from tests.faults.lengths import often
from tests.faults.model import Ask, Desk, Refused
from tests.people import PASSWORDS, USERNAMES
from tests.visits.house import House

RUNS, STEPS = often(8, 210), 50
PIECES = 40
MEN, WOMEN = 4, 3
KEYS = {str(101 + n): "m" for n in range(MEN)} | {str(201 + n): "f" for n in range(WOMEN)}
ACTORS = {model.OWNER: people.OWNER, model.CASHIER: people.CASHIER, model.LEAD: people.SHIFT_LEAD}
ZONES = {"m": "men", "f": "women"}

which = st.integers(0, 999)
counters = st.sampled_from(["1"] * 7 + ["2"])
persons = st.sampled_from([model.OWNER] * 5 + [model.LEAD, model.CASHIER])
shares = st.integers(1, 9)
card_ends = st.sampled_from(["given_back", "given_back", "left", "missing"])
seldom = st.sampled_from([False, False, False, True])


THINGS: dict[str, dict[str, st.SearchStrategy[Any]]] = {}
WEIGHTED: list[str] = []


@dataclass
class Template:
    """A furnished house before its first shift: the database, and what its members and goods are called."""

    database: bytes
    members: list[Any]


@dataclass
class Counted:
    """A count that was taken: what the model may hold against a closing by it."""

    count_id: int
    shift: int
    moves: int
    amounts: dict[str, int]
    missing: list[str]


def furnish(folder: Path, staffed: bytes) -> Template:
    """Seven keys, five members (two of them with packs of two visits), few goods, some money and drinks on account."""
    (folder / "frontdesk.db").write_bytes(staffed)
    store = Store(f"sqlite:///{folder / 'frontdesk.db'}", ManualClock(MONDAY_MORNING), FileSecrets(folder / "secrets"))
    house = House(store, people.OWNER)
    house.furnish(MEN, WOMEN)
    plans = [("m", "year"), ("m", "pack2"), ("m", "year"), ("f", "year"), ("f", "pack2")]
    members = [house.member(f"会员{n}", sex, plan) for n, (sex, plan) in enumerate(plans)]
    fill_shelf(store, people.OWNER, PIECES)
    for member in members[:3]:
        give(store, people.OWNER, member.person_id, 20_000)
        give(store, people.OWNER, member.person_id, 3, "drink:water")
    with action(store, people.OWNER, "test.policy", AskMade(_key()), Made) as act:
        set_policy(act, SELL_BELOW_ZERO, 0)  # nothing may be sold that isn't on the shelf
        act.finish(Made(0))
    store.close()
    return Template((folder / "frontdesk.db").read_bytes(), members)


def thing(weight: int, **wanted: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Something that may happen, with what it needs; a greater weight happens more often.

    Not a rule of its own: Hypothesis would leave most rules out of most runs, and a desk is everything at once.
    """

    def keep(method: Callable[..., None]) -> Callable[..., None]:
        THINGS[method.__name__] = wanted
        WEIGHTED.extend([method.__name__] * weight)
        return method

    return keep


class DeskMachine(RuleBasedStateMachine):
    """Whatever can happen at two counters, in any order; what is refused must change nothing."""

    template: Template
    steps = 0
    done: ClassVar[dict[str, int]] = {}
    refused: ClassVar[dict[str, int]] = {}

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name)
        (path / "frontdesk.db").write_bytes(self.template.database)
        self.clock = ManualClock(MONDAY_MORNING)
        self.store = Store(f"sqlite:///{path / 'frontdesk.db'}", self.clock, FileSecrets(path / "secrets"))
        self.members = self.template.members
        ids = [member.person_id for member in self.members]
        self.desk = Desk(
            now=local_now(self.clock),
            sex=dict(zip(ids, "mmmff", strict=True)),
            cards={member.person_id: member.card for member in self.members},
            keys=KEYS,
            purse=dict.fromkeys(ids, 0) | dict.fromkeys(ids[:3], 20_000),
            packs={ids[1]: 2, ids[4]: 2},
            drinks=dict.fromkeys(ids[:3], 3),
            shelf=dict.fromkeys(("water", "towel", "bar-choc"), PIECES),
        )
        self.counts: dict[str, Counted] = {}
        self.asked: list[tuple[Callable[..., Any], Actor, Any, Any]] = []
        with self.store.read() as connection:
            found = connection.exec_driver_sql("SELECT COUNT(*) FROM journal").scalar()
        self.desk.records = int(found or 0)

    def teardown(self) -> None:
        with self.store.read() as connection:
            assert verify(connection, derivations()).findings == ()
        self.store.close()
        self.folder.cleanup()

    @rule(data=st.data())
    def something(self, data: st.DataObject) -> None:
        """One thing after another, as a day brings them."""
        name = data.draw(st.sampled_from(WEIGHTED), "what")
        getattr(self, name)(**{key: data.draw(wanted, key) for key, wanted in THINGS[name].items()})

    # How model and program are asked the same.

    def both(
        self, what: str, expect: Callable[[], object], verb: Callable[..., Any], actor: Actor, request: Any
    ) -> Any:
        """Ask both; they must agree on whether it may be done. Returns the program's answer, None when refused."""
        reason = code = ""
        answer = None
        try:
            answer = verb(self.store, actor, request)
        except FrontdeskError as refusal:
            code = refusal.code
        try:
            expect()
        except Refused as refusal:
            reason = str(refusal)
        assert bool(code) == bool(reason), f"{what}: the program said {code or 'yes'}, the model {reason or 'yes'}"
        counts = self.refused if code else self.done
        name = f"{what}: {code}" if code else what
        counts[name] = counts.get(name, 0) + 1
        if answer is not None:
            self.asked = [*self.asked[-5:], (verb, actor, request, answer)]
        return answer

    def actor(self, who: int, counter: str) -> Actor:
        return replace(ACTORS[who], counter=counter)

    def person(self, n: int) -> int:
        return int(self.members[n % len(self.members)].person_id)

    def key(self, n: int) -> str:
        return list(KEYS)[n % len(KEYS)]

    def free_key(self, k: int, sex: str) -> str:
        """Mostly one that can be handed out, now and then any."""
        desk = self.desk
        usable = [
            key
            for key, zone in KEYS.items()
            if desk.things[f"key/{key}"] == "board" and f"tray/{key}" not in desk.things.values() and zone == sex
        ]
        return usable[k % len(usable)] if usable and k % 5 else self.key(k)

    def visit(self, n: int) -> int:
        """Mostly somebody inside, now and then somebody who isn't."""
        inside = list(self.desk.visits)
        return inside[n % len(inside)] if inside and n % 10 else n % 10

    # Time and shifts.

    @initialize()
    def first_shift(self) -> None:
        self.open_shift("1", model.OWNER, 0, 9, 9)

    @thing(3, minutes=st.integers(1, 240))
    def wait(self, minutes: int) -> None:
        self.clock.advance(minutes=minutes)
        self.desk.now = local_now(self.clock)

    @thing(
        2,
        counter=st.sampled_from(["1", "2"]),
        who=persons,
        off=st.sampled_from([0, 0, 10, -50, 2_000]),
        remark=shares,
        read=shares,
    )
    def open_shift(self, counter: str, who: int, off: int, remark: int, read: int) -> None:
        with self.store.read() as connection:
            last = last_ended_shift(connection, counter)
            left = 50_000 if last is None else self.desk.drawer[last.id]
            items = tuple(each.reference for each in carried_from(connection, last.id)) if last else ()
        counted = max(0, left // 10 * 10 + off)
        said, known = remark > 1, read > 1 or not items
        request = OpenShiftRequest(_key(), fewest_pieces(counted), "找零" if said else "", items if known else ())
        made = self.both(
            "open shift",
            lambda: self.desk.open_shift(counter, who, counted, said, known),
            open_shift,
            self.actor(who, counter),
            request,
        )
        if made is not None:
            shift = self.desk.open_at[counter]
            assert (made.shift_id, made.business_day) == (shift, self.desk.shifts[shift].day)

    @thing(
        1, counter=counters, who=persons, cash=st.sampled_from([0, 0, 0, 10, -30, 300, -2_000]), wechat=seldom, n=which
    )
    def count(self, counter: str, who: int, cash: int, wechat: bool, n: int) -> None:
        desk = self.desk
        shift = desk.open_at.get(counter)
        amounts = {"cash": 0}
        if shift is not None:
            taken = desk.shifts[shift].taken_outside
            amounts = {kind: taken[kind] for kind in model.OUTSIDE}
            amounts["wechat"] -= 30 if wechat else 0
            amounts["cash"] = max(0, desk.expected_cash(counter) // 10 * 10 + cash)
        here = [key for key in KEYS if desk.things[f"key/{key}"] == "board"]
        missing = [here[n % len(here)]] if here and n % 7 == 0 else []
        with self.store.read() as connection:
            things = {line.what: len(line.expected) for line in things_to_count(connection)}
        for key in missing:
            things[f"keys/{ZONES[KEYS[key]]}"] -= 1
        outside = tuple((kind, fen) for kind, fen in amounts.items() if kind != "cash")
        request = CountRequest(_key(), fewest_pieces(amounts["cash"]), outside, tuple(things.items()))

        def expect() -> None:
            desk.shift_at(counter)
            desk.records += 1

        made = self.both("count", expect, count_shift, self.actor(who, counter), request)
        if made is not None and shift is not None:
            self.counts[counter] = Counted(made.count_id, shift, desk.shifts[shift].moves, amounts, missing)

    @thing(
        1,
        counter=counters,
        who=persons,
        receiver=st.sampled_from([None, model.OWNER, model.LEAD, model.CASHIER]),
        borne=seldom,
        said=shares,
        named=shares,
        read=shares,
        to_lead=seldom,
    )
    def close_shift(
        self, counter: str, who: int, receiver: int | None, borne: bool, said: int, named: int, read: int, to_lead: bool
    ) -> None:
        desk, counted = self.desk, self.counts.get(counter)
        explained, is_named, known = said > 1, named > 1, read > 1
        missing = counted.missing if counted else []
        if any(desk.things[f"key/{key}"] != "board" for key in missing):
            return  # it was given out after it was missed: counted again first
        things = tuple(f"key/{key}" for key in missing) if is_named else ()
        words = (("cash", "找零错误"), ("wechat", "对账不符")) if explained else ()
        tenders = tuple(counted.amounts) if counted and borne else ()
        findings = Findings(words, tenders, things, "")
        with self.store.read() as connection:
            day = current_business_day(connection, self.clock)
            shift = desk.open_at.get(counter)
            day = desk.shifts[shift].day if shift is not None else day
            items = tuple(each.reference for each in unfinished(connection, counter, day))
        known = known or not items
        request: Any
        cash_to = model.LEAD if to_lead else None
        count_id = counted.count_id if counted else 0
        if receiver is None:
            request = NightRequest(_key(), count_id, findings, cash_to)
            verb = _signed(close_for_night, PASSWORDS[who])
        else:
            acknowledged = items if known else ()
            request = HandOverRequest(_key(), count_id, USERNAMES[receiver], findings, cash_to, acknowledged)
            verb = _signed(hand_over, PASSWORDS[who], PASSWORDS[receiver])

        def expect() -> None:
            desk.close_shift(
                counter,
                who,
                counted.amounts if counted else {},
                (counted.shift, counted.moves) if counted else (0, 0),
                borne=borne,
                explained=explained,
                missing=missing,
                named=is_named,
                receiver=receiver,
                read=known,
                to_lead=to_lead,
            )

        self.both("hand over" if receiver else "night", expect, verb, self.actor(who, counter), request)

    @thing(1, who=persons, back=st.sampled_from([0, 0, 0, 1]))
    def close_day(self, who: int, back: int) -> None:
        days = sorted({shift.day for shift in self.desk.shifts.values()}, reverse=True)
        day = days[min(back, len(days) - 1)] if days else "2026-11-23"
        request = CloseDayRequest(_key(), day)
        self.both("close day", lambda: self.desk.close_day(day), close_day, self.actor(who, "1"), request)

    @thing(1, who=persons)
    def evening(self, who: int) -> None:
        """Everybody goes home, both counters close, the day is sealed, and the next morning comes."""
        for counter in list(self.desk.open_at):
            self.settle(counter, 0, False, "given_back")
        for counter in list(self.desk.open_at):
            self.count(counter, model.OWNER, 0, False, 1)
            self.close_shift(counter, model.OWNER, None, False, 9, 9, 9, False)
        self.close_day(who, 0)
        morning = (self.desk.now.replace(hour=8, minute=30)).replace(tzinfo=None)
        self.clock.set_local(*morning.timetuple()[:3], 8, 30)
        self.clock.advance(hours=24)
        self.desk.now = local_now(self.clock)
        self.open_shift("1", model.OWNER, 0, 9, 9)

    @thing(3, counter=counters, who=persons, receiver=persons, cash=st.sampled_from([0, 10, -40]), key=which)
    def change_of_shift(self, counter: str, who: int, receiver: int, cash: int, key: int) -> None:
        """Counted and handed over at once."""
        self.count(counter, who, cash, False, key)
        self.close_shift(counter, who, receiver, False, 9, 9, 9, False)

    # Money.

    def pay(self, total: int, n: int, tender: str, split: int) -> list[tuple[str, int, int]]:
        """(kind, amount, received): one tender, sometimes two, now and then wrong."""
        if total <= 0:
            return []
        if n % 23 == 0:
            return [(tender, total + 10, 0)]
        if n % 5 == 0 and total > 20:
            other = "alipay" if tender != "alipay" else "cash"
            first = total * split // 10
            return [(tender, first, 0), (other, total - first, 0)]
        received = total + 700 if tender == "cash" and n % 2 else 0
        return [(tender, total, total - 1 if n % 29 == 0 else received)]

    def sold(
        self,
        what: str,
        counter: str,
        who: int,
        asks: list[Ask],
        tenders: list[tuple[str, int, int]],
        person: int | None,
        visit: int | None = None,
    ) -> None:
        desk = self.desk

        def shown(ask: Ask) -> int:
            """The price on the screen."""
            if ask.kind == "goods":
                _, plain, members, _ = model.GOODS[ask.sku]
                return plain if person is None else members
            return desk.dues[ask.due].open if ask.kind == "due" else ask.fen

        lines = tuple(
            LineAsk(ask.kind, shown(ask), ask.quantity, ask.sku or None, ask.due or None, ask.off) for ask in asks
        )
        asked = tuple(TenderAsk(kind, fen, received) for kind, fen, received in tenders)
        request = SellRequest(_key(), lines, asked, person, visit)
        made: SaleResult | None = self.both(
            what,
            lambda: desk.sell(counter, who, asks, tenders, person, visit),
            sell,
            self.actor(who, counter),
            request,
        )
        if made is not None:
            receipt = desk.receipts[-1]
            total = sum(line.amount for line in receipt.lines)
            change = sum(max(0, received - fen) for _, fen, received in tenders)
            found = (made.sale_id, made.number, made.total_fen, made.change_fen)
            assert found == (len(desk.receipts), receipt.number, total, change)

    @thing(
        8,
        counter=counters,
        who=persons,
        basket=st.lists(st.tuples(st.sampled_from(sorted(model.GOODS)), st.integers(1, 6)), min_size=1, max_size=3),
        off=st.sampled_from([0, 0, 0, 50, 130, 777, 10**9]),
        tender=st.sampled_from(["cash", "cash", "wechat", "bankcard", "balance"]),
        split=shares,
        n=which,
    )
    def sell_goods(
        self, counter: str, who: int, basket: list[tuple[str, int]], off: int, tender: str, split: int, n: int
    ) -> None:
        person = self.person(n) if tender == "balance" or n % 3 == 0 else None
        person = None if n % 31 == 0 else person
        asks = [Ask("goods", sku, pieces) for sku, pieces in basket]
        # A discount of the whole price makes a line that costs nothing.
        asks[0].off = self.desk.price(asks[0], person) if off == 10**9 else off
        total = sum(self.desk.price(ask, person) for ask in asks)
        if n % 7 == 0:
            asks.append(Ask("draw", "water", 1 + n % 2))
        self.sold("sell", counter, who, asks, self.pay(total, n, tender, split), person)

    @thing(5, counter=counters, who=persons, n=which, pieces=st.integers(1, 5), how=which)
    def put_on_tab(self, counter: str, who: int, n: int, pieces: int, how: int) -> None:
        desk = self.desk
        visit: int | None = self.visit(n)
        inside = desk.visits.get(visit or 0)
        person = inside.person if inside is not None else None
        if inside is None and how % 3 == 0:
            visit, person = None, self.person(n)  # a member who isn't in the house
        asks = [Ask("goods", "water", pieces), Ask("goods", "towel", 1)][: 1 + how % 2]
        if how % 11 == 0:
            asks.append(Ask("top_up", fen=1000))
        total = sum(desk.price(ask, person) for ask in asks)
        self.sold("tab", counter, who, asks, [("tab", total, 0)], person, visit)

    @thing(
        5, counter=counters, who=persons, n=which, more=st.integers(1, 3), tender=st.sampled_from(["cash", "alipay"])
    )
    def collect(self, counter: str, who: int, n: int, more: int, tender: str) -> None:
        """Dues still open; one in ten times one that isn't."""
        desk = self.desk
        dues = [number for number, due in desk.dues.items() if due.open > 0 or n % 10 == 0]
        if not dues:
            return
        asks = [Ask("due", due=dues[(n + place) % len(dues)]) for place in range(min(more, len(dues)))]
        total = sum(desk.price(ask, None) for ask in asks)
        self.sold("collect", counter, who, asks, self.pay(total, n, tender, 4), None)

    @thing(
        4,
        counter=counters,
        who=persons,
        n=which,
        fen=st.sampled_from([50, 1_000, 5_050, 20_000, 300_000]),
        tender=st.sampled_from(["cash", "wechat", "balance"]),
    )
    def top_up(self, counter: str, who: int, n: int, fen: int, tender: str) -> None:
        asks = [Ask("top_up", fen=fen), *([Ask("goods", "water", 2)] if n % 4 == 0 else [])]
        total = sum(self.desk.price(ask, self.person(n)) for ask in asks)
        self.sold("top up", counter, who, asks, self.pay(total, n, tender, 3), self.person(n))

    @thing(
        5,
        counter=counters,
        who=persons,
        n=which,
        pieces=st.lists(st.integers(1, 3), min_size=1, max_size=3),
        put=seldom,
    )
    def give_back(self, counter: str, who: int, n: int, pieces: list[int], put: bool) -> None:
        desk = self.desk
        if not desk.receipts:
            return
        sale = len(desk.receipts) - 1 - n % min(len(desk.receipts), 8)
        receipt = desk.receipts[sale]
        with self.store.read() as connection:
            ids = [line.id for line in receipt_lines(connection, sale + 1)]
        asked = {}
        for place, wanted in enumerate(pieces[: len(receipt.lines)]):
            line = receipt.lines[place]
            left = line.quantity - line.pieces_back
            asked[place] = (min(wanted, left) if left > 0 and n % 9 else wanted, not put)
        lines = tuple(RefundLine(ids[place], pieces, int(shelf)) for place, (pieces, shelf) in asked.items())
        made = self.both(
            "refund",
            lambda: desk.refund(counter, who, sale, asked),
            refund,
            self.actor(who, counter),
            RefundRequest(_key(), sale + 1, lines, "wrong_item"),
        )
        if made is not None:
            last = desk.receipts[-1]
            assert (made.number, made.total_fen) == (last.number, sum(line.amount for line in last.lines))

    @thing(3, counter=counters, who=persons, n=which, right=st.sampled_from(["cash", "wechat", "bankcard", "balance"]))
    def correct(self, counter: str, who: int, n: int, right: str) -> None:
        desk = self.desk
        if not desk.receipts:
            return
        sale = len(desk.receipts) - 1 - n % min(len(desk.receipts), 5)
        paid = list(desk.receipts[sale].paid) or ["cash"]
        wrong = paid[n % len(paid)]
        request = CorrectTenderRequest(_key(), sale + 1, wrong, right)
        actor = self.actor(who, counter)
        self.both("correct", lambda: desk.correct(counter, who, sale, wrong, right), correct_tender, actor, request)

    @thing(2, who=persons, counter=counters, n=which)
    def waive(self, who: int, counter: str, n: int) -> None:
        if not self.desk.dues:
            return
        due = 1 + n % len(self.desk.dues)
        request = WaiveDueRequest(_key(), due, "goodwill")
        self.both("waive", lambda: self.desk.waive(who, due), waive_due, self.actor(who, counter), request)

    @thing(1, sku=st.sampled_from(["water", "towel", "bar-choc"]), pieces=st.integers(0, 30), who=persons)
    def receive(self, sku: str, pieces: int, who: int) -> None:
        request = ReceiveRequest(_key(), (Received(sku, pieces),), "送货单")
        self.both("receive", lambda: self.desk.receive(sku, pieces), receive, self.actor(who, "1"), request)

    # Keys, cards, visits.

    @thing(9, counter=counters, who=persons, n=which, k=which, with_card=shares)
    def arrive(self, counter: str, who: int, n: int, k: int, with_card: int) -> None:
        person = self.person(n)
        key = self.free_key(k, self.desk.sex[person])
        # One in nine shows the next one's card.
        card = {1: "", 2: self.desk.cards[self.person(n + 1)]}.get(with_card, self.desk.cards[person])
        request = ArriveRequest(_key(), person, key, card, "" if card else "forgotten")
        made: Arrived | None = self.both(
            "arrive",
            lambda: self.desk.arrive(counter, person, key, card),
            arrive,
            self.actor(who, counter),
            request,
        )
        if made is not None:
            assert self.desk.visits[made.visit_id].person == person
            assert made.visits_left == self.desk.packs.get(person)

    @thing(
        4,
        counter=counters,
        who=persons,
        k=which,
        deposit=st.sampled_from([10_000, 10_000, 2_000, 0]),
        tender=st.sampled_from(["cash", "cash", "wechat", "bankcard", "", ""]),
    )
    def admit(self, counter: str, who: int, k: int, deposit: int, tender: str) -> None:
        key = self.free_key(k, "m")
        request = GuestRequest(_key(), "散客", key, "deposit" if tender else "document", deposit, tender, sex="m")
        actor = self.actor(who, counter)
        self.both("guest", lambda: self.desk.admit(counter, key, "m", deposit, tender), admit_guest, actor, request)

    @thing(5, counter=counters, who=persons, n=which, key_lost=seldom, card=card_ends, owe=st.booleans())
    def leave(self, counter: str, who: int, n: int, key_lost: bool, card: Any, owe: bool) -> None:
        visit = self.visit(n)
        request = LeaveRequest(_key(), visit, "key", int(key_lost), card, owe=int(owe))

        def expect() -> None:
            self.desk.leave(counter, who, visit, key_lost=key_lost, card=card, owe=owe)

        self.both("leave", expect, leave, self.actor(who, counter), request)

    @thing(1, counter=counters, n=st.integers(0, 2), key_lost=seldom, card=card_ends)
    def settle(self, counter: str, n: int, key_lost: bool, card: Any) -> None:
        ends = [(visit, key_lost, card) for visit in list(self.desk.visits)[n:]]
        request = SettleRequest(_key(), tuple(Settlement(visit, int(lost), how) for visit, lost, how in ends))
        actor = self.actor(model.OWNER, counter)
        self.both("settle", lambda: self.desk.settle(counter, ends), settle_at_closing, actor, request)

    @thing(3, counter=counters, who=persons, n=which, k=which, old_lost=seldom)
    def swap(self, counter: str, who: int, n: int, k: int, old_lost: bool) -> None:
        visit = self.visit(n)
        inside = self.desk.visits.get(visit)
        key = self.free_key(k, self.desk.sex[inside.person] if inside is not None and inside.person else "m")
        request = SwapRequest(_key(), visit, key, int(old_lost))
        actor = self.actor(who, counter)
        self.both("swap", lambda: self.desk.swap(counter, visit, key, old_lost), swap_key, actor, request)

    @thing(2, counter=counters, who=persons, n=which)
    def pay_out(self, counter: str, who: int, n: int) -> None:
        left = [visit for visit, fen in self.desk.deposits.items() if fen] or [n % 10]
        visit = left[n % len(left)]
        request = PayOutDepositRequest(_key(), visit)
        actor = self.actor(who, counter)
        self.both("pay out", lambda: self.desk.pay_out(counter, visit), pay_out_deposit, actor, request)

    @thing(2, who=persons, n=which)
    def return_card(self, who: int, n: int) -> None:
        person = self.person(n)
        request = ReturnCardRequest(_key(), self.desk.cards[person])
        self.both("return card", lambda: self.desk.return_card(person), return_card, self.actor(who, "1"), request)

    @thing(1, who=persons, k=which)
    def miss_key(self, who: int, k: int) -> None:
        key = self.key(k)
        request = MissingKeyRequest(_key(), key)
        self.both("miss key", lambda: self.desk.miss_key(key), report_missing, self.actor(who, "1"), request)

    @thing(3, counter=counters, who=persons, k=which, keep=seldom)
    def find_key(self, counter: str, who: int, k: int, keep: bool) -> None:
        lost = [key for key in KEYS if self.desk.things[f"key/{key}"] == "lost"] or [self.key(k)]
        key = lost[k % len(lost)]
        request = FoundKeyRequest(_key(), key, "keep" if keep else "settle")
        actor = self.actor(who, counter)
        self.both("find key", lambda: self.desk.find_key(counter, who, key, keep), report_found, actor, request)

    # The same again.

    @thing(2, n=which)
    def ask_again(self, n: int) -> None:
        """The same request with the same key: the same answer, and nothing is done twice."""
        if self.asked:
            verb, actor, request, answer = self.asked[n % len(self.asked)]
            assert verb(self.store, actor, request) == answer
            self.done["asked again"] = self.done.get("asked again", 0) + 1

    @thing(1, n=which)
    def ask_otherwise(self, n: int) -> None:
        """Another request with a key that was used is refused."""
        found = [(verb, actor, r) for verb, actor, r, _ in self.asked if isinstance(r, SellRequest)]
        if found:
            verb, actor, request = found[n % len(found)]
            with pytest.raises(RequestAltered):
                verb(self.store, actor, replace(request, key_code="altered"))
            self.refused["altered"] = self.refused.get("altered", 0) + 1

    # What both must say.

    @invariant()
    def the_books_say_what_the_model_says(self) -> None:
        type(self).steps += 1
        desk = self.desk
        with self.store.read() as connection:
            ask = connection.exec_driver_sql
            balances = {
                (a, u): q for a, u, q in ask("SELECT account, unit, quantity FROM balances WHERE quantity <> 0")
            }
            assert balances == desk.accounts()
            for counter, shift in desk.open_at.items():
                assert expected_cash_fen(connection, shift) == desk.expected_cash(counter)
            assert dict(map(tuple, ask("SELECT thing, holder FROM holdings"))) == desk.things
            inside = {
                v: (p, k, c) for v, p, k, c in ask("SELECT visit_id, person_id, key_code, card_number FROM open_visits")
            }
            assert inside == {number: (v.person, v.key, v.card) for number, v in desk.visits.items()}
            numbers = list(ask("SELECT number FROM sales ORDER BY id").scalars())
            assert numbers == [receipt.number for receipt in desk.receipts]
            assert dict(map(tuple, ask("SELECT counter, shift_id FROM counter_shifts"))) == desk.open_at
            assert ask("SELECT COUNT(*) FROM journal").scalar() == desk.records
            assert set(ask("SELECT business_day FROM day_ends").scalars()) == desk.closed_days


def _key() -> str:
    return uuid.uuid4().hex


def _signed(verb: Callable[..., Any], *passwords: str) -> Callable[..., Any]:
    """A closing with the passwords typed for it."""
    return lambda store, actor, request: verb(store, actor, request, *passwords)


@pytest.mark.timeout(often(300, 3_000))
def test_the_desk_does_what_a_model_of_the_duties_says(
    staffed_database: bytes, tmp_path: Path
) -> None:  # fault table 6; G01 G13 G14 G22 K02 K09
    DeskMachine.template = furnish(tmp_path, staffed_database)
    DeskMachine.steps, DeskMachine.done, DeskMachine.refused = 0, {}, {}
    runs = settings(
        max_examples=RUNS,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        # Explaining a failure line by line would trace every step of every run.
        phases=(Phase.generate, Phase.shrink),
    )
    run_state_machine_as_test(DeskMachine, settings=runs)
    done, refused = sum(DeskMachine.done.values()), sum(DeskMachine.refused.values())
    print(f"{DeskMachine.steps} steps: {done} things done, {refused} refused, both agree")
    for each in (DeskMachine.done, DeskMachine.refused):
        print("  " + ", ".join(f"{name} {number}" for name, number in sorted(each.items())))
    assert len(DeskMachine.done) >= 10
