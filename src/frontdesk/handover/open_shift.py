"""Opening a shift: the float is counted, what was left behind is confirmed and acknowledged (K03, K05)."""

from dataclasses import dataclass
from typing import Any

from frontdesk.books import accounts
from frontdesk.books.action import Action, Leg, action
from frontdesk.books.ledger import balance
from frontdesk.core.actor import Actor
from frontdesk.core.text import field
from frontdesk.handover.business_day import day_to_open
from frontdesk.handover.carried import acknowledge
from frontdesk.handover.cash import Pieces, total_fen
from frontdesk.handover.errors import ExplanationMissing, ShiftOpenAlready
from frontdesk.handover.queries import EndedShift, last_ended_shift
from frontdesk.handover.tables import Reckoning
from frontdesk.handover.write_count import write_count
from frontdesk.shifts.queries import OpenShift
from frontdesk.shifts.tables import CounterShift, Shift
from frontdesk.staff.rights import Limit, Right, require, require_within
from frontdesk.store.store import Store

REMARK_LENGTH = 200
FLOAT_SOURCE = "finance/float"
"""Where the first float of a counter comes from."""


@dataclass(frozen=True, slots=True)
class OpenShiftRequest:
    """The counted float, with a word on a difference and the carried items that were read (their references)."""

    key: str
    counts: Pieces
    remark: str = ""
    acknowledged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenShiftResult:
    """The shift that is open now. ``difference_fen`` is what the float lacked (−) or had over (+)."""

    shift_id: int
    number: str
    business_day: str
    float_fen: int
    difference_fen: int


def open_shift(store: Store, actor: Actor, request: OpenShiftRequest, approval: int | None = None) -> OpenShiftResult:
    """Open the actor's counter with a counted float.

    After a night closing the opener accepts what was left: a float that differs is named, explained in ``remark`` and
    approved above the opener's limit, and every carried item is acknowledged. Raises ShiftOpenAlready, CountInvalid,
    ExplanationMissing, ItemsNotAcknowledged, ApprovalNeeded, RightMissing.
    """
    with action(store, actor, "handover.open", request, OpenShiftResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.OPEN_SHIFT)
        if act.shift_or_none is not None:
            raise ShiftOpenAlready(number=act.shift_or_none.number, counter=actor.counter)
        counted_fen = total_fen(request.counts)
        previous = last_ended_shift(act.connection, actor.counter)
        left_fen = balance(act.connection, accounts.drawer(previous.id)) if previous else counted_fen
        difference_fen = counted_fen - left_fen
        if difference_fen and not field(request.remark, REMARK_LENGTH):
            raise ExplanationMissing(tender="float")
        # Before the shift begins: a consent is given on the business day that holds until then.
        require_within(act, Limit.CASH_DIFFERENCE_FEN, difference_fen, approval)
        shift = begin_shift(
            act,
            actor.account_id,
            counted_fen,
            previous.id if previous else None,
            day_to_open(act.connection, store.clock),
        )
        act.shift_or_none, act.business_day = shift, shift.business_day
        count_id = write_count(act, shift.id, "open", request.counts)
        if previous is None:
            legs = [Leg(FLOAT_SOURCE, accounts.CNY, -counted_fen)]
        else:
            legs = _confirm_float(act, request, previous, left_fen, counted_fen, count_id)
            acknowledge(act, previous.id, request.acknowledged)
        act.post("float", [Leg(accounts.drawer(shift.id), accounts.CNY, counted_fen), *legs])
        result = OpenShiftResult(shift.id, shift.number, shift.business_day, counted_fen, difference_fen)
        return act.finish(result, f"shift/{shift.number}")


def begin_shift(
    act: Action[Any], account_id: int, float_fen: int, previous_id: int | None, business_day: str
) -> OpenShift:
    """Write the next shift of the actor's counter for a person; shift numbers have no gaps."""
    number = f"S{act.tx.next_number('shift'):06d}"
    shift_id = act.insert(
        Shift,
        number=number,
        counter=act.actor.counter,
        business_day=business_day,
        account_id=account_id,
        opened_at=act.now,
        float_fen=float_fen,
        previous_shift_id=previous_id,
    )
    act.insert(CounterShift, counter=act.actor.counter, shift_id=shift_id)
    return OpenShift(shift_id, number, act.actor.counter, business_day, account_id, act.now, float_fen)


def _confirm_float(
    act: Action[Any],
    request: OpenShiftRequest,
    previous: EndedShift,
    left_fen: int,
    counted_fen: int,
    count_id: int,
) -> list[Leg]:
    difference_fen = counted_fen - left_fen
    act.insert(
        Reckoning,
        shift_id=act.shift.id,
        count_id=count_id,
        tender="float",
        expected_fen=left_fen,
        counted_fen=counted_fen,
        account_id=previous.ended_by,
        outcome="even" if not difference_fen else "over" if difference_fen > 0 else "accepted",
        due_id=None,
        note=act.note(field(request.remark, REMARK_LENGTH)),
    )
    return [
        Leg(accounts.drawer(previous.id), accounts.CNY, -left_fen),
        Leg(accounts.OVER_SHORT, accounts.CNY, -difference_fen),
    ]
