"""Cards are issued, lost, replaced and found, and the register answers for unopened ones."""

from collections.abc import Callable

import pytest

from frontdesk.app.schema import derivations
from frontdesk.books.action import action
from frontdesk.books.dues import outstanding
from frontdesk.books.policies import set_policy
from frontdesk.books.verify import verify
from frontdesk.cards import errors
from frontdesk.cards.change_card import (
    CardRequest,
    CardResult,
    block_card,
    find_again,
    report_lost,
    return_for_good,
    unblock_card,
)
from frontdesk.cards.count_token import TokenSeenRequest, note_token
from frontdesk.cards.issue_card import IssueCardRequest, issue_card
from frontdesk.cards.queries import by_number, by_uid, cards_of, events_of, register_entry
from frontdesk.cards.replace_card import ReplaceCardRequest, replace_card
from frontdesk.cards.token_rules import AT_ISSUE, TOKENS, Verdict, before_reading
from frontdesk.cards.token_state import suspect_cards, token_books, token_terms, tokens_hold
from frontdesk.cards.write_token import WriteTokenRequest, confirm_token, prepare_token
from frontdesk.core.actor import Actor
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import LANGUAGES, error_text, set_language
from frontdesk.custody.moves import move
from frontdesk.custody.queries import holder_of
from frontdesk.devices.tokens.keys import TokenKeys
from frontdesk.devices.tokens.token import understood
from frontdesk.members.enrol import EnrolRequest, enrol
from frontdesk.members.fields import PersonFields
from frontdesk.members.search import find
from frontdesk.members.sell_contract import SellContractRequest, sell_contract
from frontdesk.members.set_plan import PlanTerms, SetPlanRequest, set_plan
from frontdesk.staff.errors import ApprovalNeeded
from frontdesk.store.store import Store
from tests.members.desk import Ask, Done

NewKey = Callable[[], str]
UID = "04A1B2C3D4E5F6"


@pytest.fixture
def member(store: Store, actor: Actor, new_key: NewKey) -> int:
    set_plan(store, actor, SetPlanRequest(new_key(), PlanTerms("year", "年卡", "Year card", 198_000, months=12)))
    return enrol(store, actor, EnrolRequest(new_key(), PersonFields("王小明", "m"))).person_id


@pytest.fixture
def card(store: Store, actor: Actor, new_key: NewKey, member: int) -> str:
    return issue_card(store, actor, IssueCardRequest(new_key(), member, "04:a1:b2:c3 d4e5f6", "1011", "year")).number


def test_a_card_is_found_by_chip_and_by_number(store: Store, member: int, card: str) -> None:  # G15
    with store.read() as connection:
        found = by_uid(connection, UID)
        assert found is not None and (found.number, found.person_id, found.state) == ("1011", member, "active")
        assert by_number(connection, "1011") == found
        assert holder_of(connection, "card/1011") == f"member/{member}"
        assert find(connection, "1011的卡")[0].person_id == member


def test_an_unknown_chip_is_nobodys(store: Store, card: str) -> None:
    with store.read() as connection:
        assert by_uid(connection, "00000000") is None
        assert register_entry(connection, "77") is None


def test_free_numbers_skip_those_printed_before(store: Store, actor: Actor, new_key: NewKey, member: int) -> None:
    issue_card(store, actor, IssueCardRequest(new_key(), member, "00000001", "1001"))
    assert issue_card(store, actor, IssueCardRequest(new_key(), member, "00000002")).number == "1002"


@pytest.mark.parametrize(
    ("uid", "number", "error"),
    [
        (UID, "2000", errors.CardInUse),
        ("00000001", "1011", errors.CardInUse),
        ("xyz", "2000", errors.UidUnreadable),
        ("0000001", "2000", errors.UidUnreadable),
        ("٠٠٠٠٠٠٠٠", "2000", errors.UidUnreadable),
        ("00000001", "20 00", errors.NumberInvalid),
        ("00000001", "１２", errors.NumberInvalid),
    ],
)
def test_wrong_chips_and_numbers_are_refused(
    store: Store, actor: Actor, new_key: NewKey, card: str, uid: str, number: str, error: type[FrontdeskError]
) -> None:
    with pytest.raises(error):
        issue_card(store, actor, IssueCardRequest(new_key(), 1, uid, number))
    with store.read() as connection:
        assert len(cards_of(connection, 1)) == 1


def test_lost_found_blocked_and_returned(store: Store, actor: Actor, new_key: NewKey, member: int, card: str) -> None:
    def ask() -> CardRequest:
        return CardRequest(new_key(), "1011", "打电话挂失")

    assert report_lost(store, actor, ask()).state == "lost"  # G07
    with pytest.raises(errors.WrongState):
        report_lost(store, actor, ask())
    assert find_again(store, actor, ask()).state == "active"
    assert block_card(store, actor, ask()).state == "blocked"
    assert unblock_card(store, actor, ask()).state == "active"
    assert return_for_good(store, actor, ask()).state == "returned"
    with pytest.raises(errors.UnknownCard):
        report_lost(store, actor, CardRequest(new_key(), "77"))
    with store.read() as connection:
        found = by_number(connection, "1011")
        assert found is not None and found.person_id is None
        assert [event.kind for event in events_of(connection, found.id)] == [
            "issued",
            "lost",
            "found",
            "blocked",
            "unblocked",
            "returned",
        ]
        assert find(connection, "1011") == []
        assert holder_of(connection, "card/1011") == "desk"
        assert verify(connection, derivations()).findings == ()


def test_a_returned_card_goes_to_another_member(
    store: Store, actor: Actor, new_key: NewKey, member: int, card: str
) -> None:
    other = enrol(store, actor, EnrolRequest(new_key(), PersonFields("李雷", "m"))).person_id

    def issue(uid: str, number: str = "") -> str:
        return issue_card(store, actor, IssueCardRequest(new_key(), other, uid, number, "pack")).number

    with pytest.raises(errors.CardInUse):
        issue(UID)
    report_lost(store, actor, CardRequest(new_key(), "1011"))
    with pytest.raises(errors.CardInUse):
        issue(UID, "1011")
    return_for_good(store, actor, CardRequest(new_key(), "1011"))
    for uid, number in ((UID, "2000"), ("00000001", "1011")):  # its number is printed on it
        with pytest.raises(errors.CardInUse):
            issue(uid, number)
    assert issue(UID) == "1011"
    with pytest.raises(errors.CardInUse):
        issue(UID, "1011")
    with store.read() as connection:
        found = by_uid(connection, UID)
        assert found is not None and (found.person_id, found.state, found.plan_code) == (other, "active", "pack")
        assert [(hit.person_id, hit.card_number) for hit in find(connection, "1011")] == [(other, "1011")]
        assert [hit.card_number for hit in find(connection, "王小明")] == [""]
        assert cards_of(connection, member) == []
        assert holder_of(connection, "card/1011") == f"member/{other}"
        kinds = [event.kind for event in events_of(connection, found.id)]
        assert kinds == ["issued", "lost", "returned", "issued"]
        assert verify(connection, derivations()).findings == ()


def test_a_card_in_a_slot_is_not_lost(store: Store, actor: Actor, new_key: NewKey, card: str) -> None:
    with Ask(new_key()).action(store, actor) as act:
        move(act, "card/1011", "tray/118")
        act.finish(Done(0))
    with pytest.raises(errors.InTray) as refusal:
        report_lost(store, actor, CardRequest(new_key(), "1011"))
    assert refusal.value.data["key_code"] == "118"


def test_a_replaced_card_stays_dead_and_costs_its_fee(
    store: Store, actor: Actor, new_key: NewKey, member: int, card: str
) -> None:  # K10
    new = replace_card(store, actor, ReplaceCardRequest(new_key(), "1011", "00000002", "1012"))
    with pytest.raises(errors.WrongState):
        find_again(store, actor, CardRequest(new_key(), "1011"))
    with store.read() as connection:
        assert [(found.number, found.state) for found in cards_of(connection, member)] == [
            ("1012", "active"),
            ("1011", "lost"),
        ]
        assert [(due.id, due.open_fen) for due in outstanding(connection, person_id=member)] == [(new.due_id, 2_000)]
        assert [hit.card_number for hit in find(connection, "王小明")] == ["1012"]
        assert verify(connection, derivations()).findings == ()


def test_the_register_answers_for_an_unopened_card(
    store: Store, actor: Actor, new_key: NewKey, member: int, card: str
) -> None:
    """The kind of card is told, its owner's contract and accounts are not.  # G19"""
    sell_contract(store, actor, SellContractRequest(new_key(), member, "year", opening="first_visit"))
    with store.read() as connection:
        entry = register_entry(connection, "1011")
    assert entry is not None and (entry.plan_name_zh, entry.opened, entry.state) == ("年卡", False, "active")
    assert not any(hasattr(entry, private) for private in ("person_id", "price_fen", "contract_id", "owed_fen"))


def test_a_chip_changed_by_hand_is_found(store: Store, card: str) -> None:
    with store.write() as tx:
        tx.connection.exec_driver_sql("UPDATE cards SET uid = 'FFFFFFFF'")
        tx.commit()
    with store.read() as connection:
        assert [found.place for found in verify(connection, derivations()).findings] == ["cards/1"]


def test_every_refusal_has_words_in_both_languages() -> None:
    data = {"card": "1", "uid": "2", "number": "3", "key_code": "4", "why": "5", "todo": "6"}
    data |= {"groups": "7", "fingerprint": "8", "known": "9", "path": "a", "reason": "b"}
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and kind is not FrontdeskError]
    try:
        for language in LANGUAGES:
            set_language(language)
            for kind in kinds:
                assert all(error_text(kind(**data)))
    finally:
        set_language("zh")


def test_a_token_changed_in_the_database_is_found(store: Store, actor: Actor, new_key: NewKey, card: str) -> None:
    prepare_token(store, actor, WriteTokenRequest(new_key(), card))
    for damage in ("counter = counter + 1", "issue = 7", "mark = 'FFFFFFFF'", "state = 'suspect'"):
        with store.write() as tx:
            tx.connection.exec_driver_sql(f"UPDATE card_tokens SET {damage}")
            found = list(tokens_hold(tx.connection))
        assert [finding.problem for finding in found] == ["token_differs"]
    with store.write() as tx:
        tx.connection.exec_driver_sql("DELETE FROM card_tokens")
        assert [finding.problem for finding in tokens_hold(tx.connection)] == ["token_differs"]


def test_a_suspect_card_is_let_go_by_a_second_person_and_written_anew(
    store: Store, actor: Actor, cashier: Actor, shift_lead: Actor, new_key: NewKey, card: str
) -> None:
    keys = TokenKeys(bytes(32))
    prepared = prepare_token(store, actor, WriteTokenRequest(new_key(), card))
    confirm_token(store, actor, WriteTokenRequest(new_key(), card), prepared)
    with action(store, actor, "test", CardRequest(new_key(), ""), CardResult) as act:
        set_policy(act, TOKENS, AT_ISSUE)
        act.finish(CardResult("", ""))
    false = understood(keys, bytes.fromhex(UID), (b"\x01" * 16, b"", b""))
    assert note_token(store, cashier, TokenSeenRequest(new_key(), card, "false"), false).verdict == "false"
    with store.read() as connection:
        assert [each.number for each in suspect_cards(connection)] == [card]
    with pytest.raises(ApprovalNeeded):
        unblock_card(store, cashier, CardRequest(new_key(), card))
    unblock_card(store, shift_lead, CardRequest(new_key(), card))
    with store.read() as connection:
        found = by_number(connection, card)
        assert found is not None
        assert before_reading(token_books(connection, found.id), token_terms(connection)) is Verdict.SUSPECT
    again = prepare_token(store, cashier, WriteTokenRequest(new_key(), card))
    confirm_token(store, cashier, WriteTokenRequest(new_key(), card), again)
    with store.read() as connection:
        assert suspect_cards(connection) == []
        assert verify(connection, derivations()).findings == ()
