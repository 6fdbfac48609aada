"""Ending a shift: blind count, differences, hand-in, keys, carried items, both signatures and the seal."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.app.schema import derivations
from frontdesk.books import accounts
from frontdesk.books.dues import all_outstanding
from frontdesk.books.errors import RequestAltered
from frontdesk.books.ledger import balance
from frontdesk.books.verify import verify
from frontdesk.core.actor import Actor
from frontdesk.handover.closing import Findings
from frontdesk.handover.compare import compare
from frontdesk.handover.count_shift import CountRequest, count_shift, things_to_count
from frontdesk.handover.errors import (
    CountInvalid,
    CountOutdated,
    ExplanationMissing,
    ItemsNotAcknowledged,
    MissingUnnamed,
    NotYourShift,
    ReceiverUnfit,
    SamePerson,
    UnknownCount,
)
from frontdesk.handover.hand_over import HandOverRequest, hand_over
from frontdesk.handover.open_shift import OpenShiftRequest, OpenShiftResult, open_shift
from frontdesk.handover.sheet import handover_sheet
from frontdesk.keys.key_state import SetKeyStateRequest, set_key_state
from frontdesk.keys.lost_key import FoundKeyRequest, report_found
from frontdesk.shifts.queries import NoOpenShift, open_shift_at
from frontdesk.staff.approvals import approve
from frontdesk.staff.errors import ApprovalNeeded, ApprovalRefused, SignInRefused
from frontdesk.staff.queries import desk_log
from frontdesk.store.store import Store
from tests import people
from tests.handover.desk_day import count, hang_keys, night, over_to, take
from tests.people import PASSWORDS, USERNAMES
from tests.visits.house import House, new_key


@pytest.fixture
def shift(store: Store, cashier: Actor) -> OpenShiftResult:
    """The cashier's open shift with a float of ¥500."""
    return open_shift(store, cashier, OpenShiftRequest(uuid4().hex, ((10_000, 5),)))


def clean(store: Store) -> None:
    with store.read() as connection:
        assert verify(connection, derivations()).findings == ()


def balance_of(store: Store, account: str) -> int:
    with store.read() as connection:
        return balance(connection, account)


def consent(store: Store, needed: ApprovalNeeded, account_id: int) -> int:
    name, password = USERNAMES[account_id], PASSWORDS[account_id]
    return approve(store, "1", name, password, str(needed.data["request_hash"]), str(needed.data["action"]))


def test_both_sign_and_the_next_shift_begins_with_the_counted_float(  # G03 G26
    store: Store, cashier: Actor, shift: OpenShiftResult
) -> None:
    take(store, cashier, 188_650)
    take(store, cashier, 1_200, "wechat")
    counted = count(store, cashier, 238_650, [("wechat", 1_200)])
    closed = over_to(store, cashier, 3, counted.count_id, cash_to=4)
    assert (closed.handed_in_fen, closed.float_left_fen, closed.difference_fen) == (188_650, 50_000, 0)
    assert closed.next_number == "S000002"
    with store.read() as connection:
        following = open_shift_at(connection, "1")
        assert following is not None
        assert (following.account_id, following.float_fen, following.business_day) == (3, 50_000, "2026-11-23")
        assert balance(connection, accounts.drawer(following.id)) == 50_000
        assert balance(connection, accounts.drawer(shift.shift_id)) == 0
        assert balance(connection, accounts.HANDED_IN) == 188_650
        sheet = handover_sheet(connection, shift.shift_id)
    assert (sheet.operator, sheet.receiver, sheet.cash_receiver) == ("刘洋", "陈静", "王主管")
    assert (sheet.head, sheet.journal_id) == (closed.head, closed.journal_id)
    assert len(sheet.head) == 64
    assert sheet.key_fingerprint == closed.fingerprint
    clean(store)


def test_the_sheet_is_queued_with_the_closing(store: Store, cashier: Actor, shift: OpenShiftResult) -> None:
    closed = night(store, cashier, count(store, cashier, 50_000).count_id)
    with store.read() as connection:
        job = connection.exec_driver_sql("SELECT document, slip FROM print_jobs").one()
    assert job.document == "handover/S000001"
    assert closed.head[:4] in job.slip
    assert closed.fingerprint in job.slip


def test_wrong_people_hand_nothing_over(store: Store, cashier: Actor, shift: OpenShiftResult) -> None:
    counted = count(store, cashier, 50_000)

    def ask(receiver: str, giver_password: str, receiver_password: str) -> None:
        request = HandOverRequest(uuid4().hex, counted.count_id, receiver)
        hand_over(store, cashier, request, giver_password, receiver_password)

    with pytest.raises(SamePerson):
        ask("cashier", PASSWORDS[2], PASSWORDS[2])
    with pytest.raises(SignInRefused):
        ask("lead", PASSWORDS[2], "wrong")
    with pytest.raises(SignInRefused):
        ask("lead", "wrong", PASSWORDS[3])
    with pytest.raises(SignInRefused):
        ask("nobody", PASSWORDS[2], PASSWORDS[3])
    with store.read() as connection:
        assert open_shift_at(connection, "1").number == "S000001"


def test_repeated_closings_close_once(store: Store, cashier: Actor, shift: OpenShiftResult) -> None:
    counted = count(store, cashier, 50_000, key="count")
    assert count(store, cashier, 50_000, key="count") == counted
    first = night(store, cashier, counted.count_id, key="night")
    assert night(store, cashier, counted.count_id, key="night") == first
    with pytest.raises(RequestAltered):
        night(store, cashier, counted.count_id, Findings(remark="altered"), key="night")
    with pytest.raises(NoOpenShift):
        night(store, cashier, counted.count_id)


def test_a_shortage_is_explained_and_owed_by_its_operator(  # K07
    store: Store, cashier: Actor, shift: OpenShiftResult
) -> None:
    counted = count(store, cashier, 49_500)
    with pytest.raises(ExplanationMissing):
        night(store, cashier, counted.count_id)
    closed = night(store, cashier, counted.count_id, Findings(explanations=(("cash", "wrong change, 15:20"),)))
    assert closed.difference_fen == -500
    with store.read() as connection:
        (due,) = all_outstanding(connection)
        assert (due.kind, due.open_fen) == ("shortage", 500)
        assert balance(connection, accounts.OVER_SHORT) == 0
        line = handover_sheet(connection, shift.shift_id).cash
    assert (line.outcome, line.operator, line.explanation) == ("owed", "刘洋", "wrong change, 15:20")
    clean(store)


def test_the_house_bears_a_shortage_only_when_somebody_above_says_so(  # K07 K08
    store: Store, cashier: Actor, shift: OpenShiftResult
) -> None:
    counted = count(store, cashier, 49_500)
    findings = Findings(explanations=(("cash", "false note"),), borne=("cash",))
    with pytest.raises(ApprovalNeeded) as needed:
        night(store, cashier, counted.count_id, findings, key="night")
    night(store, cashier, counted.count_id, findings, consent(store, needed.value, 3), key="night")
    with store.read() as connection:
        assert all_outstanding(connection) == []
        assert balance(connection, accounts.OVER_SHORT) == 500
        assert handover_sheet(connection, shift.shift_id).cash.outcome == "accepted"


@pytest.mark.parametrize("cash_fen", [48_900, 51_100])
def test_a_difference_above_the_limit_needs_a_second_person(  # K08
    store: Store, cashier: Actor, shift: OpenShiftResult, cash_fen: int
) -> None:
    counted = count(store, cashier, cash_fen)
    findings = Findings(explanations=(("cash", "nobody knows"),))
    with pytest.raises(ApprovalNeeded) as needed:
        night(store, cashier, counted.count_id, findings, key="night")
    own = consent(store, needed.value, 4)
    with pytest.raises(ApprovalRefused):
        night(store, cashier, counted.count_id, Findings(explanations=(("cash", "altered"),)), own, key="night")
    closed = night(store, cashier, counted.count_id, findings, own, key="night")
    assert closed.difference_fen == cash_fen - 50_000
    clean(store)


def test_an_outside_tender_that_differs_is_named_too(store: Store, cashier: Actor, shift: OpenShiftResult) -> None:
    take(store, cashier, 3_000, "wechat")
    take(store, cashier, -500, "wechat")
    counted = count(store, cashier, 50_000, [("wechat", 3_000)])
    with store.read() as connection:
        lines = {line.tender: line for line in compare(connection, counted.count_id, "1").tenders}
    assert (lines["wechat"].expected_fen, lines["wechat"].difference_fen) == (2_500, 500)
    night(store, cashier, counted.count_id, Findings(explanations=(("wechat", "refund not sent"),)))
    assert balance_of(store, "tender/wechat") == 3_000
    assert balance_of(store, accounts.OVER_SHORT) == -500


def test_a_second_count_is_recorded_beside_the_first(store: Store, cashier: Actor, shift: OpenShiftResult) -> None:
    first = count(store, cashier, 49_000)
    second = count(store, cashier, 50_000)
    assert (first.number, second.number) == (1, 2)
    night(store, cashier, second.count_id)
    with store.read() as connection:
        sheet = handover_sheet(connection, shift.shift_id)
    assert [(each.number, each.cash_fen) for each in sheet.counts] == [(1, 49_000), (2, 50_000)]
    assert sheet.pieces == ((10_000, 5),)


def test_money_taken_after_the_count_makes_it_worthless(store: Store, cashier: Actor, shift: OpenShiftResult) -> None:
    for tender in ("cash", "alipay"):
        counted = count(store, cashier, 50_000)
        take(store, cashier, 100, tender)
        with pytest.raises(CountOutdated):
            night(store, cashier, counted.count_id)


def test_a_count_of_another_shift_or_none_closes_nothing(store: Store, cashier: Actor, shift: OpenShiftResult) -> None:
    counted = count(store, cashier, 50_000)
    with pytest.raises(UnknownCount):
        night(store, cashier, 999)
    over_to(store, cashier, 3, counted.count_id)
    with pytest.raises(UnknownCount):
        night(store, people.SHIFT_LEAD, counted.count_id)


@pytest.mark.parametrize(
    "asked",
    [
        {"cash": ((10_000, -5),)},
        {"cash": ((12_345, 1),)},
        {"cash": (), "tenders": (("gold", 1),)},
        {"cash": (), "tenders": (("wechat", 1), ("wechat", 2))},
        {"cash": (), "things": (("keys/m", 1),)},
    ],
)
def test_an_absurd_count_is_not_written(
    store: Store, actor: Actor, cashier: Actor, shift: OpenShiftResult, asked: dict[str, tuple[tuple[str, int], ...]]
) -> None:
    with pytest.raises(CountInvalid):
        count_shift(store, cashier, CountRequest(uuid4().hex, **asked))  # type: ignore[arg-type]
    hang_keys(store, actor)
    with pytest.raises(CountInvalid):
        count_shift(store, cashier, CountRequest(uuid4().hex, ()))  # keys and cards were not counted


def test_cash_goes_to_the_safe_or_to_somebody_who_may_take_it(  # G26
    store: Store, cashier: Actor, shift: OpenShiftResult
) -> None:
    take(store, cashier, 700)
    counted = count(store, cashier, 50_700)
    for unfit in (2, 99):
        with pytest.raises(ReceiverUnfit):
            over_to(store, cashier, 3, counted.count_id, cash_to=unfit)
    over_to(store, cashier, 3, counted.count_id)
    assert balance_of(store, accounts.SAFE) == 700


def test_a_drawer_below_the_float_hands_nothing_in(store: Store, cashier: Actor, shift: OpenShiftResult) -> None:
    take(store, cashier, -20_000)
    closed = night(store, cashier, count(store, cashier, 30_000).count_id)
    assert (closed.handed_in_fen, closed.float_left_fen) == (0, 30_000)


def test_somebody_else_closes_only_from_shift_lead_up(store: Store, actor: Actor, cashier: Actor) -> None:
    open_shift(store, actor, OpenShiftRequest(uuid4().hex, ((10_000, 5),)))
    counted = count(store, cashier, 50_000)
    with pytest.raises(NotYourShift):
        night(store, cashier, counted.count_id)
    closed = night(store, people.SHIFT_LEAD, counted.count_id)
    with store.read() as connection:
        sheet = handover_sheet(connection, closed.shift_id)
    assert (sheet.operator, sheet.closed_by) == ("周店长", "陈静")


def test_missing_keys_are_named_with_who_had_them_last(  # G13
    store: Store, actor: Actor, cashier: Actor, shift: OpenShiftResult
) -> None:
    hang_keys(store, actor)
    counted = count(store, cashier, 50_000, things={"keys/m": 2, "keys/f": 3})
    for named in ((), ("key/201",), ("key/101", "key/102"), ("key/101", "key/777")):
        with pytest.raises((MissingUnnamed, CountInvalid)):
            night(store, cashier, counted.count_id, Findings(missing=named))
    night(store, cashier, counted.count_id, Findings(missing=("key/102",)))
    with store.read() as connection:
        sheet = handover_sheet(connection, shift.shift_id)
    assert [(line.what, line.expected, line.counted) for line in sheet.things] == [
        ("keys/m", 3, 2),
        ("cards/m", 0, 0),
        ("keys/f", 2, 3),
        ("cards/f", 0, 0),
    ]
    assert [missing.thing for missing in sheet.missing] == ["key/102"]
    assert [(item.kind, item.ref) for item in sheet.carried] == [("missing", "key/102")]


def test_a_missing_key_is_off_the_board_until_it_is_found(house: House, cashier: Actor) -> None:  # G13
    wang = house.member()
    house.arrive(wang, "102")
    house.leave("102")
    for code in ("101", "103", "104", "105", "106"):
        set_key_state(house.store, house.owner, SetKeyStateRequest(new_key(), code, "out_of_use"))
    assert house.tap(wang).key_code == "102"
    counted = count(house.store, house.owner, 50_000, things={"keys/men": 5})
    over_to(house.store, house.owner, 3, counted.count_id, Findings(missing=("key/102",)))
    assert house.where("key/102") == "lost"
    assert (house.tap(wang).kind, house.tap(wang).key_code) == ("no_key", "")
    with house.store.read() as connection:
        (missing,) = handover_sheet(connection, 1).missing
        assert next(line for line in things_to_count(connection) if line.what == "keys/men").expected[1] == "key/103"
    assert (missing.thing, missing.last_name) == ("key/102", "王小明")
    clean(house.store)
    report_found(house.store, house.owner, FoundKeyRequest(new_key(), "102"))
    assert house.tap(wang).key_code == "102"
    clean(house.store)


def test_a_missing_tray_card_is_named_with_its_owner(house: House, cashier: Actor) -> None:  # G13
    wang, li = house.member(), house.member("李雷")
    house.arrive(wang, "101")
    house.arrive(li, "102")
    counted = count(house.store, house.owner, 50_000, things={"cards/men": 1})
    for named in ((), ("card/1012", "card/1011"), ("key/103",), ("card/9999",)):
        with pytest.raises((MissingUnnamed, CountInvalid)):
            over_to(house.store, house.owner, 3, counted.count_id, Findings(missing=named), ("visits/open",))
    findings = Findings(missing=("card/1012",))
    over_to(house.store, house.owner, 3, counted.count_id, findings, ("visits/open", "missing/card/1012"))
    with house.store.read() as connection:
        sheet = handover_sheet(connection, 1)
    assert [(missing.thing, missing.last_name) for missing in sheet.missing] == [("card/1012", "李雷")]
    assert ("missing", "card/1012") in [(item.kind, item.ref) for item in sheet.carried]
    assert house.tap(li).kind in ("second_tap", "take_back"), "its owner can still leave"
    clean(house.store)


def test_the_next_opener_confirms_the_float_and_reads_what_is_carried(  # K05 P06
    store: Store, cashier: Actor, shift_lead: Actor, shift: OpenShiftResult
) -> None:
    night(store, cashier, count(store, cashier, 50_000).count_id, Findings(remark="Shower 3 has no hot water"))

    def begin(pieces: tuple[tuple[int, int], ...], remark: str = "", seen: tuple[str, ...] = ()) -> OpenShiftResult:
        return open_shift(store, shift_lead, OpenShiftRequest(uuid4().hex, pieces, remark, seen))

    with pytest.raises(ExplanationMissing):
        begin(((10_000, 4), (5_000, 1)))
    with pytest.raises(ApprovalNeeded):
        begin(((10_000, 4),), "one note gone", ("note/remark",))
    with pytest.raises(ItemsNotAcknowledged):
        begin(((10_000, 5),))
    opened = begin(((10_000, 4), (5_000, 1)), "fifty short", ("note/remark",))
    assert opened.difference_fen == -5_000
    with store.read() as connection:
        assert balance(connection, accounts.drawer(opened.shift_id)) == 45_000
        assert balance(connection, accounts.OVER_SHORT) == 5_000
        (item,) = handover_sheet(connection, shift.shift_id).carried
        assert (item.text, item.seen_by) == ("Shower 3 has no hot water", "陈静")
    night(store, shift_lead, count(store, shift_lead, 45_000).count_id)
    with store.read() as connection:
        check = handover_sheet(connection, opened.shift_id).float_check
    assert check is not None
    assert (check.operator, check.difference_fen, check.explanation) == ("刘洋", -5_000, "fifty short")
    clean(store)


def test_carried_items_are_acknowledged_by_the_receiver(store: Store, cashier: Actor, shift: OpenShiftResult) -> None:
    approve(store, "1", "lead", PASSWORDS[3], "0" * 64, "cashier.refund")  # a consent nothing came of
    counted = count(store, cashier, 50_000)
    with pytest.raises(ItemsNotAcknowledged):
        over_to(store, cashier, 3, counted.count_id)
    over_to(store, cashier, 3, counted.count_id, acknowledged=("approval/1",))
    with store.read() as connection:
        (item,) = handover_sheet(connection, shift.shift_id).carried
    assert (item.kind, item.seen_by) == ("approval", "陈静")


def test_what_closing_itself_writes_is_not_carried(store: Store, cashier: Actor, shift: OpenShiftResult) -> None:
    """Neither the shortage's due nor the consent given to this very closing."""
    counted = count(store, cashier, 48_000)
    request = HandOverRequest(uuid4().hex, counted.count_id, "lead", Findings((("cash", "lost a note"),)))
    with pytest.raises(ApprovalNeeded) as needed:
        hand_over(store, cashier, request, PASSWORDS[2], PASSWORDS[3])
    hand_over(store, cashier, request, PASSWORDS[2], PASSWORDS[3], consent(store, needed.value, 4))
    with store.read() as connection:
        sheet = handover_sheet(connection, shift.shift_id)
        log = [(moment.kind, moment.account_id) for moment in desk_log(connection, "1")]
    assert sheet.carried == ()
    assert sheet.cash.outcome == "owed"
    assert log == [("signed_in", 3)]


def test_a_closing_without_its_seal_is_found(store: Store, cashier: Actor, shift: OpenShiftResult) -> None:
    closed = night(store, cashier, count(store, cashier, 50_000).count_id)
    with store.write() as tx:
        tx.connection.exec_driver_sql("DROP TRIGGER seals_no_delete")
        tx.connection.exec_driver_sql("DELETE FROM seals")
        problems = [(found.journal_id, found.problem) for found in verify(tx.connection).findings]
    assert problems == [(closed.journal_id, "seal_missing")]


moves = st.lists(
    st.tuples(st.sampled_from(["cash", "wechat", "alipay", "bankcard"]), st.integers(-300, 5_000)), max_size=8
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=moves, float_units=st.integers(0, 90), off_units=st.integers(-40, 40), borne=st.booleans())
def test_every_fen_is_in_one_place_whatever_was_taken_and_counted(
    store: Store, actor: Actor, moves: list[tuple[str, int]], float_units: int, off_units: int, borne: bool
) -> None:  # K02 K07
    """Cash expected = float + in − out, and after closing nothing of the shift is left in its drawer but the float."""
    counter = Actor(actor.account_id, actor.name, actor.role, uuid4().hex[:8])
    float_fen = float_units * 1_000
    opened = open_shift(store, counter, OpenShiftRequest(uuid4().hex, ((1_000, float_units),)))
    before = {name: balance_of(store, name) for name in (accounts.SAFE, accounts.OVER_SHORT)}
    sums = {"cash": 0, "wechat": 0, "alipay": 0, "bankcard": 0}
    for tender, units in moves:
        if units:
            take(store, counter, units * 10, tender)
            sums[tender] += units * 10
    expected = float_fen + sums["cash"]
    counted_fen = max(0, expected + off_units * 10)
    off = counted_fen - expected
    counted = count(store, counter, counted_fen, [(name, sums[name]) for name in sums if name != "cash"])
    with store.read() as connection:
        lines = {line.tender: line for line in compare(connection, counted.count_id, counter.counter).tenders}
    assert lines["cash"].expected_fen == expected
    assert {name: lines[name].difference_fen for name in sums} == {"cash": off, "wechat": 0, "alipay": 0, "bankcard": 0}
    findings = Findings((("cash", "counted so"),) if off else (), ("cash",) if borne else ())
    closed = night(store, counter, counted.count_id, findings)
    left = min(counted_fen, float_fen)
    assert (closed.float_left_fen, closed.handed_in_fen) == (left, counted_fen - left)
    assert balance_of(store, accounts.drawer(opened.shift_id)) == left
    assert balance_of(store, accounts.SAFE) - before[accounts.SAFE] == counted_fen - left
    owed = -off if off < 0 and not borne else 0
    assert balance_of(store, accounts.OVER_SHORT) - before[accounts.OVER_SHORT] == -off - owed
    with store.read() as connection:
        sheet = handover_sheet(connection, opened.shift_id)
    assert sheet.float_fen + sheet.cash_in_fen - sheet.cash_out_fen == sheet.cash.expected_fen == expected
