"""What day guests went without at closing and come back for."""

import pytest

from frontdesk.app.schema import derivations
from frontdesk.books import accounts
from frontdesk.books.ledger import balance
from frontdesk.books.verify import verify
from frontdesk.handover.compare import expected_cash_fen
from frontdesk.reports.daily import daily_report
from frontdesk.visits.admit_guest import GuestRequest, admit_guest
from frontdesk.visits.errors import NoDepositThere, NoDocumentThere
from frontdesk.visits.left_behind import LeftBehind, left_behind
from frontdesk.visits.pay_out_deposit import PayOutDepositRequest, pay_out_deposit
from frontdesk.visits.return_document import ReturnDocumentRequest, return_document
from frontdesk.visits.settle_at_closing import Settlement, SettleRequest, settle_at_closing
from tests.visits.house import House, new_key

DAY = "2026-11-23"


def admit(house: House, name: str, code: str, tender: str) -> int:
    request = GuestRequest(new_key(), name, code, "deposit", 10_000, tender)
    return admit_guest(house.store, house.owner, request).visit_id


def close(house: House, *visits: tuple[int, int]) -> None:
    found = tuple(Settlement(visit_id, key_lost, "left") for visit_id, key_lost in visits)
    settle_at_closing(house.store, house.owner, SettleRequest(new_key(), found))


def pay_out(house: House, visit_id: int, key: str = "") -> int:
    request = PayOutDepositRequest(key or new_key(), visit_id)
    return pay_out_deposit(house.store, house.owner, request).amount_fen


def test_the_rest_of_a_deposit_is_paid_out_once(house: House) -> None:  # G13
    cash, lost, spent = (
        admit(house, "何女士", "201", "cash"),
        admit(house, "方先生", "101", "wechat"),
        admit(house, "任女士", "202", "cash"),
    )
    with pytest.raises(NoDepositThere):
        pay_out(house, cash)  # still inside
    close(house, (cash, 0), (lost, 1))
    with house.store.read() as connection:
        assert left_behind(connection) == [
            LeftBehind(cash, "何女士", DAY, 10_000, "cash", ""),
            LeftBehind(lost, "方先生", DAY, 7_000, "wechat", ""),
        ]
        assert expected_cash_fen(connection, 1) == 70_000
    key = new_key()
    assert [pay_out(house, cash, key), pay_out(house, cash, key)] == [10_000, 10_000], "asked again, done once"
    assert pay_out(house, lost) == 7_000
    house.leave("202")
    for visit_id in (cash, lost, spent, 77):
        with pytest.raises(NoDepositThere):
            pay_out(house, visit_id)
    with house.store.snapshot() as connection:
        assert left_behind(connection) == []
        assert expected_cash_fen(connection, 1) == 50_000
        assert balance(connection, accounts.tender("wechat")) == 3_000
        report = daily_report(connection, house.store.clock, DAY, "周店长")
        assert verify(connection, derivations()).findings == ()
    assert report.failed_checks == () and report.takings.deposits.net_fen == 0
    assert report.takings.net_fen == 3_000


def test_a_document_at_the_desk_goes_back_once(house: House) -> None:  # G13
    request = GuestRequest(new_key(), "何女士", "201", "document")
    visit_id = admit_guest(house.store, house.owner, request).visit_id
    asked = ReturnDocumentRequest(new_key(), visit_id)
    with pytest.raises(NoDocumentThere):
        return_document(house.store, house.owner, asked)  # in its slot, the guest is inside
    close(house, (visit_id, 0))
    with house.store.read() as connection:
        assert left_behind(connection) == [LeftBehind(visit_id, "何女士", DAY, 0, "", "desk/found")]
    assert return_document(house.store, house.owner, asked) == return_document(house.store, house.owner, asked)
    assert house.where(f"document/{visit_id}") == f"guest/{visit_id}"
    with pytest.raises(NoDocumentThere):
        return_document(house.store, house.owner, ReturnDocumentRequest(new_key(), visit_id))
    with house.store.read() as connection:
        assert left_behind(connection) == []
    house.check()
