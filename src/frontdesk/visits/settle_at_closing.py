"""Visits still open at closing are listed and settled one by one, in one step (G13)."""

from dataclasses import dataclass
from typing import Literal

from frontdesk.books.action import action
from frontdesk.core.actor import Actor
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store
from frontdesk.visits.errors import NotInHouse
from frontdesk.visits.going_on import going
from frontdesk.visits.leave import LeaveRequest, end_visit, leave_owing


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was found of one visit: whether its key hangs on the board again, and what became of its card."""

    visit_id: int
    key_lost: int
    card: Literal["given_back", "left", "missing"]


@dataclass(frozen=True, slots=True)
class SettleRequest:
    """The visits to end; those that ended in the meantime are passed over."""

    key: str
    visits: tuple[Settlement, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """How many visits ended, how many keys are lost and how many cards are not with their owners."""

    visits: int
    keys_lost: int
    cards_kept: int
    owed_fen: int


def settle_at_closing(store: Store, actor: Actor, request: SettleRequest) -> Settled:
    """End visits whose visitors have gone: keys found are hung up, the others charged, tabs left as dues.

    Nobody is let off anything, so no second person is needed; the list goes to the manager with the closing sheet.
    """
    with action(store, actor, "visits.settle", request, Settled) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.HAND_OUT_KEY)
        _ = act.shift
        ended = keys_lost = cards_kept = owed_fen = 0
        for settlement in request.visits:
            try:
                found = going(act.connection, settlement.visit_id)
            except NotInHouse:
                continue
            owed_fen += leave_owing(act, found)
            leaving = LeaveRequest("", found.visit_id, "closing", settlement.key_lost, settlement.card)
            end_visit(act, found, leaving, 0)
            ended += 1
            keys_lost += settlement.key_lost
            cards_kept += int(bool(found.card_number) and settlement.card != "given_back")
        return act.finish(Settled(ended, keys_lost, cards_kept, owed_fen), "visits")
