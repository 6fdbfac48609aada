"""A whole business day through the use cases, small but with a bit of everything: every table of the books gets rows.

The clock is moved on between the steps; the same day runs on SQLite and on PostgreSQL.
"""

import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from PIL import Image

from frontdesk.books.action import action
from frontdesk.books.dues import SHORTAGE_DUE, all_outstanding, outstanding
from frontdesk.books.policies import set_policy
from frontdesk.cards.change_card import CardRequest, report_lost
from frontdesk.cards.issue_card import IssueCardRequest, issue_card
from frontdesk.cards.replace_card import ReplaceCardRequest, replace_card
from frontdesk.cards.token_desk import TokenDesk
from frontdesk.cards.token_rules import AT_ISSUE, TOKENS, Verdict
from frontdesk.cashier.asked import LineAsk, SaleResult, SellRequest, TenderAsk, due_line, top_up_line
from frontdesk.cashier.correct_tender import CorrectTenderRequest, correct_tender
from frontdesk.cashier.invoice import GiveInvoiceRequest, NoteInvoiceRequest, give_invoice, note_invoice
from frontdesk.cashier.open_drawer import OpenDrawerRequest, open_drawer
from frontdesk.cashier.queries import sale_detail
from frontdesk.cashier.refund import RefundLine, RefundRequest, refund
from frontdesk.cashier.sell import sell
from frontdesk.cashier.waive_due import WaiveDueRequest, waive_due
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.devices.cards import CardPresented
from frontdesk.devices.readers.simulated import SimulatedReader
from frontdesk.handover.cash import fewest_pieces
from frontdesk.handover.close_day import CloseDayRequest, CloseDayResult, close_day
from frontdesk.handover.closing import Findings
from frontdesk.handover.compare import expected_cash_fen, expected_tender_fen
from frontdesk.handover.count_shift import CountRequest, count_shift, things_to_count
from frontdesk.handover.hand_over import HandOverRequest, NightRequest, close_for_night, hand_over
from frontdesk.handover.open_shift import OpenShiftRequest, open_shift
from frontdesk.handover.unfinished import unfinished
from frontdesk.keys.key_state import SetKeyStateRequest, set_key_state
from frontdesk.keys.lost_key import LOST_KEY_FEE_FEN
from frontdesk.members.block_person import BlockRequest, block, unblock
from frontdesk.members.edit_person import EditPersonRequest, edit_person
from frontdesk.members.fields import PersonFields
from frontdesk.members.freeze_contract import FreezeRequest, freeze
from frontdesk.members.sell_contract import SellContractRequest, sell_contract
from frontdesk.members.set_photo import set_photo
from frontdesk.printing.print_again import PrintAgainRequest, print_again
from frontdesk.shifts.queries import open_shift_at
from frontdesk.staff.approvals import approve
from frontdesk.staff.errors import ApprovalNeeded, SignInRefused
from frontdesk.staff.sign_in import lock, sign_in
from frontdesk.stock.change_stock import AdjustRequest, adjust
from frontdesk.store.store import Store
from frontdesk.visits.admit_guest import GuestRequest, admit_guest
from frontdesk.visits.going_on import is_inside
from frontdesk.visits.leave import LeaveRequest, leave
from frontdesk.visits.return_card import ReturnCardRequest, return_card
from frontdesk.visits.settle_at_closing import Settlement, SettleRequest, settle_at_closing
from frontdesk.visits.swap_key import SwapRequest, swap_key
from tests.cashier.shelf import fill_shelf
from tests.people import CASHIER, MANAGER, OWNER, PASSWORDS, SHIFT_LEAD, USERNAMES
from tests.visits.house import House, Member

OUTSIDE = ("wechat", "alipay", "bankcard")


def new_key() -> str:
    """An idempotency key for one intent."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class PolicyAsk:
    """The tests' own request to change a business setting."""

    key: str


@dataclass(frozen=True, slots=True)
class PolicySet:
    id: int


@dataclass
class WholeDay:
    """The day, part by part; what later parts and tests need is kept."""

    store: Store
    clock: ManualClock
    house: House = field(init=False)
    members: list[Member] = field(default_factory=list)
    sales: list[SaleResult] = field(default_factory=list)
    invoice_id: int = 0
    ended: CloseDayResult | None = None

    def __post_init__(self) -> None:
        self.house = House(self.store, OWNER)

    def live(self) -> None:
        """The evening before to the next morning."""
        self.prepare()
        self.open()
        self.morning()
        self.take_money()
        self.hand_over()
        self.evening()
        self.close()

    def prepare(self) -> None:
        """Goods, keys, plans, people with contracts and cards."""
        store = self.store
        self.house.furnish()
        fill_shelf(store, MANAGER, 40)
        set_key_state(store, MANAGER, SetKeyStateRequest(new_key(), "106", "out_of_use", "锁芯坏了"))
        with action(store, MANAGER, "test.policy", PolicyAsk(new_key()), PolicySet) as act:
            set_policy(act, LOST_KEY_FEE_FEN, 4000)
            set_policy(act, TOKENS, AT_ISSUE)
            act.finish(PolicySet(0))
        names = [("王小明", "m"), ("张䶮", "m"), ("李娜", "f"), ("欧阳·买买提", "m")]
        self.members = [self.house.member(name, sex) for name, sex in names]
        self.members.append(self.house.member("次卡客", "m", "pack2"))
        photo = io.BytesIO()
        Image.new("RGB", (40, 50), "#886644").save(photo, "PNG")
        set_photo(store, CASHIER, new_key(), self.members[0].person_id, photo.getvalue())
        fields = PersonFields("王小明", "m", "13812348888", "常来")
        edit_person(store, CASHIER, EditPersonRequest(new_key(), self.members[0].person_id, fields))
        frozen = self.members[3]
        freeze(store, CASHIER, FreezeRequest(new_key(), frozen.contract_id, None, "2026-12-22", "出差"))
        blocked = BlockRequest(new_key(), frozen.person_id, "借卡")
        block(store, MANAGER, blocked)
        unblock(store, MANAGER, replace(blocked, key=new_key(), reason="已谈妥"))
        report_lost(store, CASHIER, CardRequest(new_key(), self.members[2].card, "丢在路上"))
        new = replace_card(store, CASHIER, ReplaceCardRequest(new_key(), self.members[2].card, "04 99 88 77"))
        self.members[2] = replace(self.members[2], uid="04998877", card=new.number)
        sell_contract(store, CASHIER, SellContractRequest(new_key(), frozen.person_id, "pack2", "first_visit"))
        issue_card(store, CASHIER, IssueCardRequest(new_key(), frozen.person_id, "04AABBCC", "2001"))
        self.write_token("2001", "04AABBCC")

    def write_token(self, number: str, uid: str) -> None:
        """A card gets its token and is tapped twice by somebody who doesn't come in."""
        reader = SimulatedReader(self.store.clock)
        desk = TokenDesk(self.store, reader, is_inside)
        laid: list[CardPresented] = []
        reader.start(lambda event: laid.append(event) if isinstance(event, CardPresented) else None)
        reader.present(uid)
        desk.saw(laid[0])
        desk.write(CASHIER, number, uid)
        verdicts = [desk.check(CASHIER, laid[0]).verdict for _ in range(2)]
        assert verdicts == [Verdict.FINE, Verdict.LATE]

    def open(self) -> None:
        """The cashier signs in at the second try and opens with ¥500."""
        try:
            sign_in(self.store, "1", USERNAMES[2], "wrong")
        except SignInRefused:
            pass
        assert sign_in(self.store, "1", USERNAMES[2], PASSWORDS[2]).account_id == CASHIER.account_id
        open_shift(self.store, CASHIER, OpenShiftRequest(new_key(), fewest_pieces(50_000)))

    def morning(self) -> None:
        """Arrivals, a guest, a swapped locker, a lost key, a card left behind."""
        store, house = self.store, self.house
        first, second, third, _, packed = self.members
        for each in (first, second, third, packed):
            house.arrive(each, actor=CASHIER)
            self.clock.advance(seconds=600)
        guest = GuestRequest(new_key(), "散客", "105", "deposit", 10_000, "cash", note="第一次来")
        visit = admit_guest(store, CASHIER, guest)
        leave(store, CASHIER, LeaveRequest(new_key(), visit.visit_id))
        inside = {each.uid: house.tap(each).going for each in (first, second, packed)}
        going = inside[first.uid]
        assert going is not None
        swap_key(store, CASHIER, SwapRequest(new_key(), going.visit_id, "104", note="门卡住"))
        losing = inside[second.uid]
        assert losing is not None
        leave(store, CASHIER, LeaveRequest(new_key(), losing.visit_id, "desk", 1, note="手牌掉了"))
        forgetful = inside[packed.uid]
        assert forgetful is not None
        leave(store, CASHIER, LeaveRequest(new_key(), forgetful.visit_id, card="left"))
        return_card(store, CASHIER, ReturnCardRequest(new_key(), packed.card))

    def take_money(self) -> None:
        """Sales in every tender, a top-up, a tab, a due collected; corrected, refunded, invoiced; the drawer opened."""
        store = self.store
        first, second, third, *_ = self.members
        water, towel = LineAsk("goods", 300, 2, sku="water"), LineAsk("goods", 3500, sku="towel")
        self._sell((water, towel), TenderAsk("cash", 4100, 5000, notes_checked=1))
        self._sell((water,), TenderAsk("wechat", 600))
        self._sell((towel,), TenderAsk("alipay", 3000), TenderAsk("bankcard", 500, approval_code="082311"))
        self._sell((top_up_line(20_000),), TenderAsk("wechat", 20_000), person_id=first.person_id)
        self._sell((water,), TenderAsk("balance", 600), person_id=first.person_id)
        going = self.house.tap(third).going
        assert going is not None
        self._sell((water,), TenderAsk("tab", 600), person_id=third.person_id, visit_id=going.visit_id)
        with store.read() as connection:
            owed = [due for due in outstanding(connection, person_id=second.person_id) if due.kind == "lost_key"]
            detail = sale_detail(connection, self.sales[0].sale_id)
        total = sum(due.open_fen for due in owed)
        self._sell(tuple(map(due_line, owed)), TenderAsk("cash", total), person_id=second.person_id)
        correct_tender(store, CASHIER, CorrectTenderRequest(new_key(), self.sales[1].sale_id, "wechat", "cash"))
        wrong = RefundRequest(
            new_key(), self.sales[0].sale_id, (RefundLine(detail.lines[1].id, 1),), "other", "尺码不对"
        )
        self.approved(lambda approval: refund(store, CASHIER, wrong, approval), SHIFT_LEAD)
        change = OpenDrawerRequest(new_key(), "give_change", "换零钱")
        self.approved(lambda approval: open_drawer(store, CASHIER, change, approval), SHIFT_LEAD)
        title = NoteInvoiceRequest(new_key(), self.sales[2].sale_id, "上海某某有限公司", "91310000MA1FL0000X")
        self.invoice_id = note_invoice(store, CASHIER, title).invoice_id
        give_invoice(store, CASHIER, GiveInvoiceRequest(new_key(), self.invoice_id))
        print_again(store, CASHIER, PrintAgainRequest(new_key(), f"receipt/{self.sales[0].number}"))
        adjust(store, SHIFT_LEAD, AdjustRequest(new_key(), "bar-choc", 38, "expired", "过期两条"))

    def hand_over(self) -> None:
        """The cashier counts a little too much and hands over to the shift lead, who reads what is carried."""
        self.clock.advance(seconds=6 * 3600)
        count_id = self.count(CASHIER, over_fen=500)
        with self.store.read() as connection:
            shift = open_shift_at(connection, "1")
            assert shift is not None
            read = tuple(item.reference for item in unfinished(connection, "1", shift.business_day))
        findings = Findings((("cash", "找零时少找了"),), remark="明天有团体来")
        request = HandOverRequest(new_key(), count_id, USERNAMES[3], findings, None, read)
        hand_over(self.store, CASHIER, request, PASSWORDS[2], PASSWORDS[3])

    def evening(self) -> None:
        """A late sale; who is still in is settled; a key and some cash are missing."""
        self._sell((LineAsk("goods", 1800, sku="bar-choc"),), TenderAsk("cash", 1800, 2000), actor=SHIFT_LEAD)
        lock(self.store, SHIFT_LEAD)
        self.clock.advance(seconds=5 * 3600)
        settlements = []
        for each in (self.members[0], self.members[2]):
            going = self.house.tap(each).going
            assert going is not None
            settlements.append(Settlement(going.visit_id, 0, "missing" if each is self.members[0] else "given_back"))
        settle_at_closing(self.store, SHIFT_LEAD, SettleRequest(new_key(), tuple(settlements)))

    def close(self) -> None:
        """The night closing alone, the day's closing, and the next morning's opening by the manager."""
        count_id = self.count(SHIFT_LEAD, over_fen=-1000, missing_of="keys/women")
        findings = Findings((("cash", "不知道"),), (), ("key/204",), "钥匙204明早再找")
        night = NightRequest(new_key(), count_id, findings, OWNER.account_id)
        close_for_night(self.store, SHIFT_LEAD, night, PASSWORDS[3])
        self.ended = close_day(self.store, SHIFT_LEAD, CloseDayRequest(new_key(), "2026-11-23"))
        self.clock.advance(seconds=10 * 3600)
        with self.store.read() as connection:
            read = tuple(item.reference for item in carried_of(connection))
        opening = OpenShiftRequest(new_key(), fewest_pieces(49_900), "少一元", read)
        self.approved(lambda approval: open_shift(self.store, CASHIER, opening, approval), MANAGER)
        with self.store.read() as connection:
            shortage = next(due for due in all_outstanding(connection) if due.kind == SHORTAGE_DUE)
        waive_due(self.store, MANAGER, WaiveDueRequest(new_key(), shortage.id, "cleared_up", "钱找到了"))

    def count(self, actor: Actor, over_fen: int, missing_of: str = "") -> int:
        """A blind count that is off by so much cash, and by one key or card of a line."""
        with self.store.read() as connection:
            shift = open_shift_at(connection, "1")
            assert shift is not None
            cash_fen = expected_cash_fen(connection, shift.id) + over_fen
            tenders = tuple((kind, expected_tender_fen(connection, shift.id, kind)) for kind in OUTSIDE)
            things = tuple(
                (line.what, len(line.expected) - int(line.what == missing_of)) for line in things_to_count(connection)
            )
        return count_shift(
            self.store, actor, CountRequest(new_key(), fewest_pieces(cash_fen), tenders, things)
        ).count_id

    def approved(self, ask: Callable[[int | None], Any], by: Actor) -> None:
        """Do what needs a second person, with that person's consent where it is needed."""
        try:
            ask(None)
        except ApprovalNeeded as needed:
            words = (str(needed.data["request_hash"]), str(needed.data["action"]))
            ask(approve(self.store, "1", USERNAMES[by.account_id], PASSWORDS[by.account_id], *words))

    def _sell(
        self,
        lines: tuple[LineAsk, ...],
        *tenders: TenderAsk,
        person_id: int | None = None,
        visit_id: int | None = None,
        actor: Actor = CASHIER,
    ) -> None:
        request = SellRequest(new_key(), lines, tenders, person_id, visit_id)
        self.sales.append(sell(self.store, actor, request))
        self.clock.advance(seconds=60)


def carried_of(connection: Any) -> list[Any]:
    """What the last ended shift of counter 1 left to the next one."""
    from frontdesk.handover.carried import carried_from
    from frontdesk.handover.queries import last_ended_shift

    last = last_ended_shift(connection, "1")
    return carried_from(connection, last.id) if last is not None else []
