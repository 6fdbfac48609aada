"""The money a day guest leaves for a key, and gets back."""

from typing import Any

from frontdesk.books import accounts
from frontdesk.books.action import Action, Leg
from frontdesk.books.dues import settle_due
from frontdesk.books.policies import Policy
from frontdesk.visits.going_on import Going

GUEST_DEPOSIT_FEN = Policy("visits.guest_deposit_fen", 10000)
DEPOSIT_TENDERS = ("cash", "wechat", "alipay")


def take_deposit(act: Action[Any], deposit_fen: int, tender: str) -> None:
    """The deposit comes into the drawer (or the outside service) and is owed to the guest: no income."""
    legs = [
        Leg(_money(act, tender), accounts.CNY, deposit_fen),
        Leg(accounts.KEY_DEPOSITS, accounts.CNY, -deposit_fen),
    ]
    act.post("deposit_taken", legs)


def give_back_deposit(act: Action[Any], found: Going, due_id: int | None, guest_is_here: bool) -> int:
    """Pay the lost key's due out of the deposit as far as both go and give the rest back; returns that rest in fen.

    The money goes back the way it came, from the drawer of the shift that is open now. For a guest who has gone
    without it the rest stays a deposit.
    """
    if not found.deposit_fen:
        return 0
    kept_fen = 0
    if due_id is not None:
        owed = settle_due(act, due_id)
        kept_fen = min(found.deposit_fen, -owed.quantity)
        part = Leg(owed.account, owed.unit, -kept_fen)
        act.post("deposit_kept", [part, Leg(accounts.KEY_DEPOSITS, accounts.CNY, kept_fen)])
    back_fen = found.deposit_fen - kept_fen
    if not guest_is_here:
        return 0
    if back_fen:
        legs = [
            Leg(accounts.KEY_DEPOSITS, accounts.CNY, back_fen),
            Leg(_money(act, found.deposit_tender), accounts.CNY, -back_fen),
        ]
        act.post("deposit_returned", legs)
    return back_fen


def _money(act: Action[Any], tender: str) -> str:
    return accounts.drawer(act.shift.id) if tender == "cash" else accounts.tender(tender)
