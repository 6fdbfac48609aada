"""Whatever is typed or asked for: refused in words with nothing half done, or kept clean; never a crash."""

import copy
import dataclasses
import io
import itertools
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import pytest
from PIL import Image
from sqlalchemy import Connection

from frontdesk.books.dues import outstanding
from frontdesk.cards import change_card
from frontdesk.cards.change_card import CardRequest
from frontdesk.cards.count_token import TokenSeenRequest, note_token
from frontdesk.cards.issue_card import IssueCardRequest, issue_card
from frontdesk.cards.master_key import MasterKeyRequest, make_master_key
from frontdesk.cards.replace_card import ReplaceCardRequest, replace_card
from frontdesk.cards.write_token import WriteTokenRequest, prepare_token
from frontdesk.cashier.asked import LineAsk, SellRequest, TenderAsk, due_line, top_up_line
from frontdesk.cashier.correct_tender import CorrectTenderRequest, correct_tender
from frontdesk.cashier.invoice import GiveInvoiceRequest, NoteInvoiceRequest, give_invoice, note_invoice
from frontdesk.cashier.open_drawer import OpenDrawerRequest, open_drawer
from frontdesk.cashier.queries import sale_detail
from frontdesk.cashier.refund import RefundLine, RefundRequest, refund
from frontdesk.cashier.sell import sell
from frontdesk.cashier.waive_due import WaiveDueRequest, waive_due
from frontdesk.core.clock import ManualClock
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import LANGUAGES, t_in
from frontdesk.core.text import clean, contains_card_number
from frontdesk.devices.tokens.token import Found, TokenReading
from frontdesk.handover.cash import fewest_pieces
from frontdesk.handover.close_day import CloseDayRequest, close_day
from frontdesk.handover.closing import Findings
from frontdesk.handover.count_shift import CountRequest, count_shift, things_to_count
from frontdesk.handover.hand_over import HandOverRequest, NightRequest, close_for_night, hand_over
from frontdesk.handover.open_shift import OpenShiftRequest, open_shift
from frontdesk.keys.key_state import RetagRequest, SetKeyStateRequest, retag, set_key_state
from frontdesk.keys.lost_key import FoundKeyRequest, MissingKeyRequest, report_found, report_missing
from frontdesk.keys.register_keys import (
    RegisterKeyRequest,
    RegisterKeysRequest,
    SetZoneRequest,
    register_key,
    register_keys,
    set_zone,
)
from frontdesk.members.block_person import BlockRequest, block, unblock
from frontdesk.members.edit_person import EditPersonRequest, edit_person
from frontdesk.members.enrol import EnrolRequest, enrol
from frontdesk.members.fields import PersonFields
from frontdesk.members.freeze_contract import FreezeRequest, freeze, unfreeze
from frontdesk.members.open_contract import OpenContractRequest, open_contract
from frontdesk.members.sell_contract import Instalment, SellContractRequest, sell_contract
from frontdesk.members.set_photo import set_photo
from frontdesk.members.set_plan import PlanTerms, SetPlanRequest, set_plan
from frontdesk.printing.move_jobs import MoveRequest, move_jobs
from frontdesk.printing.print_again import PrintAgainRequest, print_again
from frontdesk.printing.settle_job import JobRequest, JobsRequest, cancel_job, cancel_jobs, paper_came_out
from frontdesk.reports.print_daily import PrintDailyRequest, print_daily
from frontdesk.staff.accept_clock import AcceptClockRequest, accept_clock
from frontdesk.staff.accounts import (
    AccountRequest,
    AddAccountRequest,
    ChangeRoleRequest,
    FoundHouseRequest,
    add_account,
    change_role,
    disable_account,
    enable_account,
    found_house,
    set_password,
    unlock_account,
)
from frontdesk.staff.approvals import approve
from frontdesk.staff.sign_in import sign_in
from frontdesk.staff.switch import set_pin, switch_by_pin
from frontdesk.stock.change_stock import AdjustRequest, Received, ReceiveRequest, adjust, receive
from frontdesk.stock.keep_goods import Article, KeepGoodsRequest, keep_goods
from frontdesk.store.base import Base
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from frontdesk.visits.admit_guest import GuestRequest, admit_guest
from frontdesk.visits.arrive import ArriveRequest, arrive
from frontdesk.visits.leave import LeaveRequest, leave
from frontdesk.visits.pay_out_deposit import PayOutDepositRequest, pay_out_deposit
from frontdesk.visits.return_card import ReturnCardRequest, return_card
from frontdesk.visits.return_document import ReturnDocumentRequest, return_document
from frontdesk.visits.settle_at_closing import Settlement, SettleRequest, settle_at_closing
from frontdesk.visits.swap_key import SwapRequest, swap_key
from tests.conftest import MONDAY_MORNING
from tests.flows.whole_day import WholeDay
from tests.people import CHEAP_HASHING, OWNER, PASSWORDS, USERNAMES
from tests.printing.two_printers import routed

BANK_CARDS = ("4111111111111111", "卡2 6222 0212-3456 7890 128")
LONG = "长" * 10_000
TEXTS = ["", "\x00", "王\x00\x1b@\x1bp\u202e明", LONG, *BANK_CARDS, "\ud800", "{amount}%_\\';--", "٣"]
NUMBERS = [0, -1, 999_999, 10**12, 2**63]
CODES_OF_MACHINES = {
    f"{table}.{column}"
    for table, columns in {
        "goods": ("sku", "barcode"),
        "goods_changes": ("sku", "barcode"),
        "goods_terms": ("sku", "term"),
        "cards": ("uid",),
        "print_jobs": ("payload",),
    }.items()
    for column in columns
}
"""One in ten barcodes of 13 digits passes for a bank card; their letters are checked by the area."""
CODES = ["", "unknown\x00"]
SECOND_COUNTER = replace(OWNER, counter="2")


@dataclass(frozen=True)
class Ask:
    """What is asked of a verb that takes no request of its own."""

    username: str = ""
    password: str = ""
    other: str = ""
    more: str = ""


@dataclass
class Desk:
    """The counter in the middle of the day, to which every attempt returns."""

    path: Path
    day: bytes
    clock: ManualClock
    lived: WholeDay
    store: Store
    rows: dict[str, int] = field(default_factory=dict)

    def go_back(self) -> None:
        """Undo whatever an attempt was allowed to do."""
        self.store.close()
        for leftover in self.path.parent.glob(f"{self.path.name}*"):
            leftover.unlink()
        self.path.write_bytes(self.day)
        self.store = Store(f"sqlite:///{self.path}", self.clock, FileSecrets(self.path.parent / "secrets"))
        self.rows = self.rows or count_rows(self.store)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, staffed_database: bytes) -> Iterator[Desk]:
    """An open shift with people in the house, receipts, a lost key, a frozen contract, an account with a PIN."""
    path = tmp_path_factory.mktemp("desk") / "frontdesk.db"
    path.write_bytes(staffed_database)
    clock = ManualClock(MONDAY_MORNING)
    store = Store(f"sqlite:///{path}", clock, FileSecrets(path.parent / "secrets"))
    day = WholeDay(store, clock)
    day.prepare()
    day.open()
    day.morning()
    set_plan(store, OWNER, SetPlanRequest("dear", PlanTerms("dear", "贵宾卡", "Dear", 20_000, 1)))
    day.take_money()
    set_pin(store, OWNER, PASSWORDS[1], "739154", CHEAP_HASHING)
    store.close()
    found = Desk(path, path.read_bytes(), clock, day, store)
    found.go_back()
    yield found
    found.store.close()


Verb = Callable[[Store, Any], Any]
Case = tuple[str, Verb, Callable[[WholeDay], Any]]


def by_owner(verb: Callable[..., Any], *more: Any) -> Verb:
    """A use case asked for by the owner, whose limits and rights don't hide what the input does."""
    return lambda store, request: verb(store, OWNER, request, *more)


def moved(store: Store, request: MoveRequest) -> object:
    """At a counter with a second printer to move to."""
    with routed():
        return move_jobs(store, OWNER, request)


def card(day: WholeDay) -> CardRequest:
    return CardRequest("k", day.members[1].card, "")


def account(_day: WholeDay) -> AccountRequest:
    return AccountRequest("k", 2)


def job(day: WholeDay) -> JobRequest:
    return JobRequest("k", 1)


def visit_of(day: WholeDay, place: int) -> int:
    going = day.house.tap(day.members[place]).going
    assert going is not None
    return going.visit_id


def owed_by(day: WholeDay, place: int) -> Any:
    with day.store.read() as connection:
        return next(iter(outstanding(connection, person_id=day.members[place].person_id)))


def line_of(day: WholeDay, place: int) -> int:
    with day.store.read() as connection:
        return sale_detail(connection, day.sales[place].sale_id).lines[0].id


def counted(day: WholeDay) -> CountRequest:
    with day.store.read() as connection:
        things = tuple((line.what, len(line.expected)) for line in things_to_count(connection))
    return CountRequest("k", fewest_pieces(50_000), (("wechat", 20_000),), things)


def closing(verb: Callable[..., Any], *passwords: str) -> Verb:
    """Count and close: the count is asked for in the same state, so that the closing's own input is what is tried."""
    return lambda store, request: verb(store, replace(OWNER, account_id=2, role="cashier"), request, *passwords)


CASES: list[Case] = [
    ("report_lost", by_owner(change_card.report_lost), card),
    ("find_again", by_owner(change_card.find_again), card),
    ("block_card", by_owner(change_card.block_card), card),
    ("unblock_card", by_owner(change_card.unblock_card), card),
    ("return_for_good", by_owner(change_card.return_for_good), card),
    ("issue_card", by_owner(issue_card), lambda day: IssueCardRequest("k", 1, "04DDEEFF", "3001", "year")),
    ("replace_card", by_owner(replace_card), lambda day: ReplaceCardRequest("k", day.members[1].card, "04DDEEFF", "9")),
    (
        "sell",
        by_owner(sell),
        lambda day: SellRequest(
            "k",
            (LineAsk("goods", 300, 2, sku="water"), LineAsk("goods", 3150, sku="towel", discount_fen=100)),
            (TenderAsk("cash", 2650, 5000, notes_checked=1), TenderAsk("bankcard", 1000, approval_code="082311")),
            1,
            1,
            "104",
        ),
    ),
    (
        "collect",
        by_owner(sell),
        lambda day: SellRequest("k", (due_line(owed_by(day, 2)),), (TenderAsk("cash", 2000),), 3),
    ),
    (
        "top_up",
        by_owner(sell),
        lambda day: SellRequest("k", (top_up_line(5_000),), (TenderAsk("alipay", 5_000),), 1),
    ),
    (
        "refund",
        by_owner(refund),
        lambda day: RefundRequest("k", day.sales[2].sale_id, (RefundLine(line_of(day, 2), 1),), "other", "坏的"),
    ),
    (
        "correct_tender",
        by_owner(correct_tender),
        lambda day: CorrectTenderRequest("k", day.sales[2].sale_id, "alipay", "bankcard", "1234"),
    ),
    (
        "note_invoice",
        by_owner(note_invoice),
        lambda day: NoteInvoiceRequest("k", day.sales[3].sale_id, "上海某某有限公司", "91310000MA1FL0000X"),
    ),
    ("give_invoice", by_owner(give_invoice), lambda day: GiveInvoiceRequest("k", day.invoice_id)),
    (
        "waive_due",
        by_owner(waive_due),
        lambda day: WaiveDueRequest("k", owed_by(day, 2).id, "other", "说好了"),
    ),
    (
        "open_drawer",
        by_owner(open_drawer),
        lambda day: OpenDrawerRequest("k", "other", "换零钱"),
    ),
    (
        "open_shift",
        lambda store, request: open_shift(store, SECOND_COUNTER, request),
        lambda day: OpenShiftRequest("k", fewest_pieces(30_050), "备注", ("note/remark",)),
    ),
    ("count_shift", by_owner(count_shift), counted),
    (
        "hand_over",
        closing(hand_over, PASSWORDS[2], PASSWORDS[3]),
        lambda day: HandOverRequest(
            "k", 1, USERNAMES[3], Findings((("cash", "少了"),), ("cash",), ("key/204",), "备注"), 1, ("visits/open",)
        ),
    ),
    (
        "close_for_night",
        closing(close_for_night, PASSWORDS[2]),
        lambda day: NightRequest("k", 1, Findings((("cash", "少了"),), ("cash",), ("key/204",), "备注"), 1),
    ),
    ("close_day", by_owner(close_day), lambda day: CloseDayRequest("k", "2026-11-23")),
    (
        "set_key_state",
        by_owner(set_key_state),
        lambda day: SetKeyStateRequest("k", "103", "out_of_use", "锁坏"),
    ),
    ("retag", by_owner(retag), lambda day: RetagRequest("k", "103", "K9103")),
    ("report_missing", by_owner(report_missing), lambda day: MissingKeyRequest("k", "103", "不见了")),
    ("report_found", by_owner(report_found), lambda day: FoundKeyRequest("k", "102", "settle", "找到")),
    ("set_zone", by_owner(set_zone), lambda day: SetZoneRequest("k", "vip", "贵宾区", "VIP", "", 3)),
    ("register_keys", by_owner(register_keys), lambda day: RegisterKeysRequest("k", "men", 301, 303, "K")),
    ("register_key", by_owner(register_key), lambda day: RegisterKeyRequest("k", "men", "A-1", "KA1")),
    (
        "enrol",
        by_owner(enrol),
        lambda day: EnrolRequest("k", PersonFields("新会员", "f", "13912345678", "朋友介绍", 2)),
    ),
    (
        "edit_person",
        by_owner(edit_person),
        lambda day: EditPersonRequest("k", 1, PersonFields("王小明", "m", "13912345678", "朋友介绍", 2)),
    ),
    ("block", by_owner(block), lambda day: BlockRequest("k", 1, "借卡")),
    ("unblock", by_owner(unblock), lambda day: BlockRequest("k", 1, "已谈妥")),
    ("freeze", by_owner(freeze), lambda day: FreezeRequest("k", 1, "2026-11-24", "2026-12-24", "出差")),
    ("unfreeze", by_owner(unfreeze), lambda day: FreezeRequest("k", 4, "2026-11-24", None, "回来了")),
    (
        "open_contract",
        by_owner(open_contract),
        lambda day: OpenContractRequest("k", 6, "2026-11-24", "M0 0L9 9"),
    ),
    (
        "sell_contract",
        by_owner(sell_contract),
        lambda day: SellContractRequest(
            "k", 1, "dear", "date", "2026-11-24", 200_00, (Instalment(200_00, "2026-12-01"),)
        ),
    ),
    ("set_photo", lambda store, ask: set_photo(store, OWNER, "k", 1, _png(ask.other)), lambda day: Ask(other="png")),
    (
        "set_plan",
        by_owner(set_plan),
        lambda day: SetPlanRequest("k", PlanTerms("new", "新", "New", 100, 1, 0, 5, 2, "men", "", 60)),
    ),
    (
        "print_again",
        by_owner(print_again),
        lambda day: PrintAgainRequest("k", f"receipt/{day.sales[0].number}"),
    ),
    ("print_daily", by_owner(print_daily), lambda day: PrintDailyRequest("k", "2026-11-23")),
    ("paper_came_out", by_owner(paper_came_out), job),
    ("cancel_job", by_owner(cancel_job), job),
    ("cancel_jobs", by_owner(cancel_jobs), lambda day: JobsRequest("k", (1, 2))),
    ("move_jobs", moved, lambda day: MoveRequest("k", (1, 2), "bar")),
    ("make_master_key", by_owner(make_master_key), lambda day: MasterKeyRequest("k")),
    ("prepare_token", by_owner(prepare_token), lambda day: WriteTokenRequest("k", "2001")),
    (
        "note_token",
        by_owner(note_token, TokenReading(Found.BLANK)),
        lambda day: TokenSeenRequest("k", "2001", "blank", 1, 1, "00"),
    ),
    (
        "found_house",
        lambda store, request: found_house(store, request, "white tiger at six", CHEAP_HASHING),
        lambda day: FoundHouseRequest("k", "founder", "创始人", "1"),
    ),
    (
        "add_account",
        by_owner(add_account, "white tiger at six", CHEAP_HASHING),
        lambda day: AddAccountRequest("k", "newbie", "新人", "cashier"),
    ),
    (
        "change_role",
        by_owner(change_role, "white tiger at six", CHEAP_HASHING),
        lambda day: ChangeRoleRequest("k", 2, "shift_lead"),
    ),
    ("set_password", by_owner(set_password, "white tiger at six", CHEAP_HASHING), account),
    ("disable_account", by_owner(disable_account), account),
    ("enable_account", by_owner(enable_account), account),
    ("unlock_account", by_owner(unlock_account), account),
    (
        "approve",
        lambda store, ask: approve(store, "1", ask.username, ask.password, ask.other, ask.more),
        lambda day: Ask(USERNAMES[1], PASSWORDS[1], "0" * 64, "cashier.refund"),
    ),
    (
        "sign_in",
        lambda store, ask: sign_in(store, "1", ask.username, ask.password),
        lambda day: Ask(USERNAMES[1], PASSWORDS[1]),
    ),
    (
        "switch_by_pin",
        lambda store, ask: switch_by_pin(store, "1", ask.username, ask.password),
        lambda day: Ask(USERNAMES[1], "739154"),
    ),
    (
        "set_pin",
        lambda store, ask: set_pin(store, OWNER, ask.password, ask.other, CHEAP_HASHING),
        lambda day: Ask("", PASSWORDS[1], "739155"),
    ),
    (
        "add_account's password",
        lambda store, ask: add_account(
            store, OWNER, AddAccountRequest("k", "newbie", "新人", "cashier"), ask.password, CHEAP_HASHING
        ),
        lambda day: Ask("", "white tiger at six"),
    ),
    (
        "receive",
        by_owner(receive),
        lambda day: ReceiveRequest("k", (Received("water", 24), Received("towel", 2)), "送货单 17"),
    ),
    ("adjust", by_owner(adjust), lambda day: AdjustRequest("k", "water", 30, "count", "盘点")),
    (
        "keep_goods",
        by_owner(keep_goods),
        lambda day: KeepGoodsRequest("k", (Article("tea", "茶", "Tea", "bar", 500, "6900000000017", 400, 9, 3),)),
    ),
    (
        "admit_guest",
        by_owner(admit_guest),
        lambda day: GuestRequest("k", "散客", "105", "deposit", 10_000, "cash", None, "m", "第一次"),
    ),
    (
        "arrive",
        by_owner(arrive),
        lambda day: ArriveRequest("k", day.members[4].person_id, "103", day.members[4].card, "", "快"),
    ),
    (
        "leave",
        by_owner(leave),
        lambda day: LeaveRequest("k", visit_of(day, 0), "key", 0, "given_back", "", 0, "慢走"),
    ),
    ("return_card", by_owner(return_card), lambda day: ReturnCardRequest("k", day.members[0].card)),
    ("pay_out_deposit", by_owner(pay_out_deposit), lambda day: PayOutDepositRequest("k", visit_of(day, 0))),
    ("return_document", by_owner(return_document), lambda day: ReturnDocumentRequest("k", visit_of(day, 0))),
    (
        "settle_at_closing",
        by_owner(settle_at_closing),
        lambda day: SettleRequest("k", (Settlement(visit_of(day, 0), 0, "given_back"),)),
    ),
    ("accept_clock", by_owner(accept_clock), lambda day: AcceptClockRequest("k")),
    ("swap_key", by_owner(swap_key), lambda day: SwapRequest("k", visit_of(day, 0), "103", 0, "门卡住")),
]

REFUSED_AS_IT_STANDS = {
    "find_again",
    "unblock_card",
    "give_invoice",
    "hand_over",
    "close_for_night",
    "close_day",
    "unblock",
    "paper_came_out",
    "found_house",
    "return_card",
    "pay_out_deposit",
    "return_document",
    "enable_account",
}
"""Requests that are well formed but not allowed in this state: their input must be refused all the more."""


@pytest.mark.parametrize(("name", "verb", "make"), CASES, ids=[name for name, _, _ in CASES])
def test_wrong_input(desk: Desk, name: str, verb: Verb, make: Callable[[WholeDay], Any]) -> None:
    desk.lived.store = desk.lived.house.store = desk.store
    request = make(desk.lived)
    outcome = attempt(desk, verb, request)
    assert outcome == "" or name in REFUSED_AS_IT_STANDS, outcome
    faults = []
    for where, wrong in mutations(request):
        try:
            attempt(desk, verb, wrong)
        except AssertionError as fault:
            faults.append(f"{where}: {fault}")
        except Exception as crash:  # noqa: BLE001 - whatever it is, it is the finding
            faults.append(f"{where}: {type(crash).__name__}: {str(crash)[:150]!r}")
            desk.go_back()
    assert not faults, "\n" + "\n".join(faults)


def test_every_request_is_tried() -> None:
    """A new use case's request has to be added to the table above."""
    from frontdesk.app.schema import load_all_tables

    load_all_tables()
    verbs = {path.stem for path in (Path(__file__).parents[2] / "src" / "frontdesk").glob("*/*.py")}
    assert verbs  # the areas' modules
    tried = {type_name for _, _, make in CASES for type_name in make.__code__.co_names if type_name.endswith("Request")}
    tried |= {"CardRequest", "AccountRequest", "JobRequest", "CountRequest"}
    assert requests_of_the_program() - tried == {"ApproveRequest", "DeskRequest", "SetPhotoRequest"}


def requests_of_the_program() -> set[str]:
    """The request classes of all areas below app, by name."""
    found = set()
    for path in (Path(__file__).parents[2] / "src" / "frontdesk").glob("*/*.py"):
        if path.parent.name not in ("app", "books"):
            lines = path.read_text(encoding="utf-8").splitlines()
            found |= {line.split()[1].rstrip(":") for line in lines if line.startswith("class ") and "Request:" in line}
    return found


def attempt(desk: Desk, verb: Verb, request: Any) -> str:
    """Ask; returns the refusal's code or nothing. A refusal has words and left every table as it was."""
    try:
        verb(desk.store, request)
    except FrontdeskError as refusal:
        for language in LANGUAGES:
            for key in (f"error.{refusal.code}", f"error.{refusal.code}.do"):
                assert t_in(language, key, **refusal.data)
        after = count_rows(desk.store)
        # A wrong password or PIN is written down as such.
        misses = {"journal", "requests", "desk_events", "unknown_misses"}
        changed = {table for table in after if after[table] != desk.rows[table]}
        allowed = misses if refusal.code in ("staff.sign_in_refused", "staff.password_needed") else set()
        assert changed <= allowed, f"{refusal.code} left {changed} behind"
        if changed:
            desk.go_back()
        return refusal.code
    with desk.store.read() as connection:
        stains = list(stains_in(connection))
    desk.go_back()
    assert stains == []
    return ""


def mutations(request: Any) -> Iterator[tuple[str, Any]]:
    """The request with one field at a time made wrong; tuples also empty, doubled, and with a wrong first element."""
    hints = typing.get_type_hints(type(request))
    # Proving who one is takes its time by design, so credentials meet every second text only.
    step = 2 if isinstance(request, Ask) else 1
    for each in dataclasses.fields(request):
        for note, value in itertools.islice(wrong_values(getattr(request, each.name), hints[each.name]), 0, None, step):
            # A signature's strokes and a chip's number may be long and look like anything.
            if each.name != "key" and not (each.name in ("uid", "signature") and value in (LONG, *BANK_CARDS)):
                yield f"{each.name} {note}", replace(request, **{each.name: value})


def wrong_values(value: Any, hint: Any) -> Iterator[tuple[str, Any]]:
    if dataclasses.is_dataclass(value):
        yield from mutations(value)
    elif isinstance(value, tuple):
        yield "empty", ()
        yield "doubled", (*value, *value)
        if value and isinstance(value[0], tuple):
            for place, inner in enumerate(value[0]):
                for note, wrong in wrong_values(inner, type(inner)):
                    changed = (*value[0][:place], wrong, *value[0][place + 1 :])
                    yield f"[0][{place}] {note}", (changed, *value[1:])
        elif value:
            for note, wrong in wrong_values(value[0], type(value[0])):
                yield f"[0] {note}", (wrong, *value[1:])
    elif isinstance(value, bool):
        return
    elif typing.get_origin(hint) is Literal:
        yield from ((repr(code)[:20], code) for code in CODES)
    elif isinstance(value, str) or (value is None and "str" in str(hint)):
        yield from ((repr(text)[:20], text) for text in TEXTS)
    elif isinstance(value, int) or value is None:
        yield from ((str(number), number) for number in NUMBERS)


def count_rows(store: Store) -> dict[str, int]:
    """How many rows every table has."""
    with store.read() as connection:
        names = Base.metadata.tables
        counts = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in names)
        return {row[0]: row[1] for row in connection.exec_driver_sql(counts)}


def stains_in(connection: Connection) -> Iterator[str]:
    """Texts that were kept though they hold control or direction characters, a bank card number, or far too much."""
    for table in Base.metadata.tables.values():
        for row in connection.exec_driver_sql(f"SELECT * FROM {table.name}").mappings():
            for column, value in row.items():
                if isinstance(value, str) and _stained(value, f"{table.name}.{column}"):
                    yield f"{table.name}.{column}: {value[:40]!r}"


def _stained(value: str, where: str) -> bool:
    if where in CODES_OF_MACHINES:
        return False
    if where in ("print_jobs.slip", "journal.row_marks"):
        return _names_a_bank_card(value)
    signs = ("\x00", "\\u0000", "\\u001b", LONG[:5000])
    return clean(value) != value.strip() or any(sign in value for sign in signs) or _names_a_bank_card(value)


def _names_a_bank_card(value: str) -> bool:
    # A hash or a chip may hold 16 digits by chance, so only the number that was typed counts.
    return any(number in value and contains_card_number(value) for number in BANK_CARDS)


def _png(text: str) -> bytes:
    if text != "png":
        return text.encode("utf-8", "surrogatepass")
    out = io.BytesIO()
    Image.new("RGB", (40, 50), "#886644").save(out, "PNG")
    return copy.copy(out.getvalue())
