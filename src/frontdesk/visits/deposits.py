"""The money a day guest leaves for a key, and gets back."""

from typing import Any

from sqlalchemy import Connection, func, select

from frontdesk.books import accounts
from frontdesk.books.action import Action, Leg
from frontdesk.books.dues import settle_due
from frontdesk.books.ledger import balance
from frontdesk.books.policies import Policy
from frontdesk.books.tables import JournalRecord
from frontdesk.visits.going_on import Going
from frontdesk.visits.tables import OpenVisit, Visit

GUEST_DEPOSIT_FEN = Policy("visits.guest_deposit_fen", 10000)
DEPOSIT_TENDERS = ("cash", "wechat", "alipay")


def deposits_in_drawer_fen(connection: Connection, counter: str) -> int:
    """The cash that guests still inside left at a counter: it lies in its drawer until they leave."""
    found = (
        select(func.sum(Visit.deposit_fen))
        .join(JournalRecord, JournalRecord.id == Visit.journal_id)
        # Not a join: SQLite might begin with all visits there ever were.
        .where(Visit.id.in_(select(OpenVisit.visit_id)))
        .where(Visit.deposit_tender == "cash", JournalRecord.counter == counter)
    )
    return int(connection.execute(found).scalar() or 0)


def take_deposit(act: Action[Any], visit_id: int, deposit_fen: int, tender: str) -> None:
    """The deposit comes into the drawer (or the outside service) and is owed to the guest: no income."""
    legs = [
        Leg(_money(act, tender), accounts.CNY, deposit_fen),
        Leg(accounts.key_deposit(visit_id), accounts.CNY, -deposit_fen),
    ]
    act.post("deposit_taken", legs)


def give_back_deposit(act: Action[Any], found: Going, due_id: int | None, guest_is_here: bool) -> int:
    """Pay the lost key's due out of the deposit as far as both go and give the rest back; returns that rest in fen.

    The money goes back the way it came, from the drawer of the shift that is open now. For a guest who has gone
    without it the rest stays a deposit until ``pay_out_deposit``.
    """
    if not found.deposit_fen:
        return 0
    held = accounts.key_deposit(found.visit_id)
    if not balance(act.connection, held):
        held = accounts.KEY_DEPOSITS
    kept_fen = 0
    if due_id is not None:
        owed = settle_due(act, due_id)
        kept_fen = min(found.deposit_fen, -owed.quantity)
        part = Leg(owed.account, owed.unit, -kept_fen)
        act.post("deposit_kept", [part, Leg(held, accounts.CNY, kept_fen)])
    back_fen = found.deposit_fen - kept_fen
    if not guest_is_here:
        return 0
    if back_fen:
        pay_back(act, held, back_fen, found.deposit_tender)
    return back_fen


def pay_back(act: Action[Any], held: str, back_fen: int, tender: str) -> None:
    """Money held for a guest goes back the way it came, cash from the drawer of the shift that is open now."""
    act.post("deposit_returned", [Leg(held, accounts.CNY, back_fen), Leg(_money(act, tender), accounts.CNY, -back_fen)])


def _money(act: Action[Any], tender: str) -> str:
    return accounts.drawer(act.shift.id) if tender == "cash" else accounts.tender(tender)
