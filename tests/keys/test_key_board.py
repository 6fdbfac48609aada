"""Zones and keys: registering, the board, which key is next, lost and found."""

from collections.abc import Callable

import pytest

from frontdesk.books import accounts
from frontdesk.books.action import Leg, action
from frontdesk.books.dues import outstanding, settle_due
from frontdesk.books.ledger import available, balance
from frontdesk.books.verify import verify
from frontdesk.core.actor import Actor
from frontdesk.custody.moves import move, place
from frontdesk.keys.board import board
from frontdesk.keys.errors import (
    KeyCodeInvalid,
    KeyIsOut,
    KeyKnown,
    KeyNotAtHome,
    KeyNotLost,
    KeyNotUsable,
    SlotOccupied,
    TagKnown,
    TooManyKeys,
    ZoneUnknown,
)
from frontdesk.keys.hand_over_key import key_comes_home, key_goes_out
from frontdesk.keys.key_state import KeyChanged, RetagRequest, SetKeyStateRequest, retag, set_key_state
from frontdesk.keys.lost_key import FoundKeyRequest, MissingKeyRequest, lose_key, report_found, report_missing
from frontdesk.keys.queries import key_by_code, key_by_tag, key_history, keys_hold
from frontdesk.keys.register_keys import (
    Registered,
    RegisterKeyRequest,
    RegisterKeysRequest,
    SetZoneRequest,
    register_key,
    register_keys,
    set_zone,
)
from frontdesk.keys.suggest import next_free, zones_for
from frontdesk.staff.rights import ApprovalNeeded, RightMissing
from frontdesk.store.store import Store

NewKey = Callable[[], str]


@pytest.fixture(autouse=True)
def gym(store: Store, actor: Actor, new_key: NewKey) -> None:
    """Men's keys 101 to 105, women's 201 to 203, valuables V1."""
    for place_, (code, zh, en, sex) in enumerate(
        [("men", "男宾区", "Men", "m"), ("women", "女宾区", "Women", "f"), ("safe", "贵重品柜", "Valuables", "")]
    ):
        set_zone(store, actor, SetZoneRequest(new_key(), code, zh, en, sex, place_))
    register_keys(store, actor, RegisterKeysRequest(new_key(), "men", 101, 105))
    register_keys(store, actor, RegisterKeysRequest(new_key(), "women", 201, 203))
    register_key(store, actor, RegisterKeyRequest(new_key(), "safe", "V1", "04A2B3"))


def out(store: Store, actor: Actor, key: str, code: str, visit_id: int) -> None:
    with action(store, actor, "test.out", SetKeyStateRequest(key, code, "normal"), Registered) as act:
        key_goes_out(act, code, visit_id)
        act.finish(Registered(1))


def home(store: Store, actor: Actor, key: str, code: str, visit_id: int) -> None:
    with action(store, actor, "test.home", SetKeyStateRequest(key, code, "normal"), Registered) as act:
        key_comes_home(act, code, visit_id)
        act.finish(Registered(1))


def lose(store: Store, actor: Actor, key: str, code: str, visit_id: int, person_id: int | None) -> None:
    with action(store, actor, "test.lose", SetKeyStateRequest(key, code, "normal"), Registered) as act:
        lose_key(act, code, visit_id, person_id)
        act.finish(Registered(1))


def pay(store: Store, actor: Actor, key: str, due_id: int) -> None:
    with action(store, actor, "test.pay", SetKeyStateRequest(key, "", "normal"), Registered) as act:
        credit = settle_due(act, due_id)
        act.post("collect", [credit, Leg(accounts.tender("wechat"), accounts.CNY, -credit.quantity)])
        act.finish(Registered(1))


def test_board_shows_zones_in_order_with_holder_and_tray(store: Store, actor: Actor, new_key: NewKey) -> None:  # G06
    out(store, actor, new_key(), "102", 7)
    with action(store, actor, "test.tray", SetKeyStateRequest(new_key(), "", "normal"), Registered) as act:
        place(act, "card/1011", "tray/102")
        act.finish(Registered(1))
    with store.read() as connection:
        men, women, safe = board(connection)
        assert [cell.code for cell in men.cells] == ["101", "102", "103", "104", "105"]
        assert (men.free, women.free, safe.free) == (4, 3, 1)
        cell = men.cells[1]
        assert (cell.visit_id, cell.tray_card, cell.is_free) == (7, "1011", False)
        assert verify(connection, (keys_hold,)).findings == ()


def test_next_key_rotates_fairly_and_skips_what_cant_go_out(store: Store, actor: Actor, new_key: NewKey) -> None:  # G06
    def suggested() -> str | None:
        with store.read() as connection:
            return next_free(connection, "men")

    assert suggested() == "101"
    out(store, actor, new_key(), "101", 1)
    home(store, actor, new_key(), "101", 1)
    assert suggested() == "102", "the one just back waits until all others had their turn"
    set_key_state(store, actor, SetKeyStateRequest(new_key(), "102", "out_of_use", "锁坏了"))
    report_missing(store, actor, MissingKeyRequest(new_key(), "103"))
    with action(store, actor, "test.tray", SetKeyStateRequest(new_key(), "", "normal"), Registered) as act:
        place(act, "card/1011", "tray/104")
        act.finish(Registered(1))
    assert suggested() == "105"
    out(store, actor, new_key(), "105", 2)
    assert suggested() == "101"
    out(store, actor, new_key(), "101", 3)
    assert suggested() is None


def test_zone_follows_plan_then_sex_and_asks_when_unknown(store: Store) -> None:  # G06
    with store.read() as connection:

        def codes(sex: str, plan: tuple[str, ...] = ()) -> list[str]:
            return [zone.code for zone in zones_for(connection, sex, plan)]

        assert codes("m") == ["men"]
        assert codes("f") == ["women"]
        assert codes("") == ["men", "women"]
        assert codes("f", ("safe",)) == ["safe"]
        assert codes("f", ("men",)) == ["women"], "a plan never sends a woman to the men's zone"


def test_key_is_refused_when_out_lost_unusable_or_slot_full(store: Store, actor: Actor, new_key: NewKey) -> None:
    out(store, actor, new_key(), "101", 1)
    with pytest.raises(KeyNotAtHome):
        out(store, actor, new_key(), "101", 2)
    with pytest.raises(KeyIsOut):
        set_key_state(store, actor, SetKeyStateRequest(new_key(), "101", "out_of_use"))
    set_key_state(store, actor, SetKeyStateRequest(new_key(), "102", "out_of_use"))
    with pytest.raises(KeyNotUsable):
        out(store, actor, new_key(), "102", 2)
    set_key_state(store, actor, SetKeyStateRequest(new_key(), "102", "normal"))
    with action(store, actor, "test.tray", SetKeyStateRequest(new_key(), "", "normal"), Registered) as act:
        place(act, "card/1011", "tray/102")
        act.finish(Registered(1))
    with pytest.raises(SlotOccupied):
        out(store, actor, new_key(), "102", 2)
    with pytest.raises(KeyNotLost):
        report_found(store, actor, FoundKeyRequest(new_key(), "103"))


def test_lost_key_is_charged_and_forgiven_when_found(
    store: Store, actor: Actor, cashier: Actor, new_key: NewKey
) -> None:
    out(store, actor, new_key(), "101", 1)
    lose(store, actor, new_key(), "101", 1, person_id=9)
    with store.read() as connection:
        (due,) = outstanding(connection, person_id=9)
        assert (due.kind, due.open_fen, due.key_code, due.visit_id) == ("lost_key", 3000, "101", 1)
    with pytest.raises(ApprovalNeeded):
        report_found(store, cashier, FoundKeyRequest(new_key(), "101"))
    found = report_found(store, actor, FoundKeyRequest(new_key(), "101"))
    assert found == KeyChanged("101", "normal", due.id, 0)
    with store.read() as connection:
        assert outstanding(connection, person_id=9) == []
        assert balance(connection, accounts.revenue("keys")) == 0
        assert [line.what for line in key_history(connection, "101")] == ["found", "lost", "handed_out", "registered"]
        assert verify(connection, (keys_hold,)).findings == ()


def test_paid_fee_of_a_found_key_goes_to_the_members_balance(store: Store, actor: Actor, new_key: NewKey) -> None:
    out(store, actor, new_key(), "101", 1)
    lose(store, actor, new_key(), "101", 1, person_id=9)
    with store.read() as connection:
        (due,) = outstanding(connection, person_id=9)
    pay(store, actor, new_key(), due.id)
    key = new_key()
    assert report_found(store, actor, FoundKeyRequest(key, "101")).returned_fen == 3000
    assert report_found(store, actor, FoundKeyRequest(key, "101")).returned_fen == 3000, "asked again, done once"
    with store.read() as connection:
        assert available(connection, 9) == 3000
        assert verify(connection, (keys_hold,)).findings == ()


def test_scan_finds_by_tag_only_and_tags_are_unique(store: Store, actor: Actor, new_key: NewKey) -> None:  # G15
    with store.read() as connection:
        assert key_by_tag(connection, "K101").code == "101"  # type: ignore[union-attr]
        assert key_by_tag(connection, "101") is None, "a bare number is typed, not scanned"
        assert key_by_code(connection, "V1").tag_code == "04A2B3"  # type: ignore[union-attr]
    with pytest.raises(TagKnown):
        retag(store, actor, RetagRequest(new_key(), "102", "K101"))
    retag(store, actor, RetagRequest(new_key(), "102", "04FF"))
    with store.read() as connection:
        assert key_by_tag(connection, "04FF").code == "102"  # type: ignore[union-attr]


def test_wrong_numbers_register_nothing(store: Store, actor: Actor, cashier: Actor, new_key: NewKey) -> None:
    with pytest.raises(KeyKnown):
        register_keys(store, actor, RegisterKeysRequest(new_key(), "men", 100, 110))
    with pytest.raises(TooManyKeys):
        register_keys(store, actor, RegisterKeysRequest(new_key(), "men", 9, 3))
    with pytest.raises(ZoneUnknown):
        register_keys(store, actor, RegisterKeysRequest(new_key(), "vip", 300, 301))
    for code in ("1/2", "", "钥匙", "1" * 13, "a b"):
        with pytest.raises(KeyCodeInvalid):
            register_key(store, actor, RegisterKeyRequest(new_key(), "men", code, "X"))
    with pytest.raises(RightMissing):
        register_keys(store, cashier, RegisterKeysRequest(new_key(), "men", 300, 301))
    with store.read() as connection:
        assert key_by_code(connection, "100") is None


def test_moved_key_is_found_by_the_check(store: Store, actor: Actor, new_key: NewKey) -> None:
    with action(store, actor, "test.wrong", SetKeyStateRequest(new_key(), "", "normal"), Registered) as act:
        move(act, "key/101", "lost")
        act.finish(Registered(1))
    with store.read() as connection:
        assert [found.problem for found in verify(connection, (keys_hold,)).findings] == ["key_differs"]
