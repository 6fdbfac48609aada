"""The end of a shift, whoever takes over: differences named, cash handed in, unfinished things written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete

from frontdesk.books import accounts
from frontdesk.books.action import Action, Leg
from frontdesk.books.dues import SHORTAGE_DUE
from frontdesk.books.tables import Due
from frontdesk.core.text import field
from frontdesk.custody.queries import history, holder_of
from frontdesk.handover.carried import DEPOSITS, Carried, own_float_fen, write_carried
from frontdesk.handover.compare import CASH, Comparison, TenderLine, compare
from frontdesk.handover.count_shift import things_to_count
from frontdesk.handover.errors import CountInvalid, ExplanationMissing, MissingUnnamed, NotYourShift, ReceiverUnfit
from frontdesk.handover.tables import HandIn, MissingThing, Reckoning
from frontdesk.handover.unfinished import unfinished
from frontdesk.keys.board import KEY_PREFIX
from frontdesk.keys.lost_key import miss_key
from frontdesk.shifts.queries import OpenShift
from frontdesk.shifts.tables import CounterShift, ShiftEnd
from frontdesk.staff.rights import Limit, Right, may, require, require_within, role_of

REMARK_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Findings:
    """What the two people say of a count.

    ``explanations`` are (tender, words), one for each difference. A shortage is owed by the operator unless its tender
    is in ``borne``: then the house bears it, which needs a manager. ``missing`` names each missing key or card;
    a key named so is off the board until it is found. ``remark`` is carried to the next shift.
    """

    explanations: tuple[tuple[str, str], ...] = ()
    borne: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    remark: str = ""


NOTHING_FOUND = Findings()


@dataclass(frozen=True, slots=True)
class Settled:
    """What closing came to: cash handed in and left as float, and the sum of all differences, in fen."""

    handed_in_fen: int
    float_left_fen: int
    difference_fen: int
    carried: tuple[Carried, ...]


def require_closing(act: Action[Any]) -> OpenShift:
    """The open shift, if the actor may close it: their own, or as somebody who approves. Raises NotYourShift."""
    require(act, Right.CLOSE_SHIFT)
    shift = act.shift
    role = role_of(act.connection, act.actor.account_id)
    if shift.account_id != act.actor.account_id and (role is None or not may(role, Right.APPROVE)):
        raise NotYourShift(number=shift.number)
    return shift


def settle_shift(
    act: Action[Any], count_id: int, findings: Findings, cash_to: int | None, approval: int | None
) -> Settled:
    """Reckon with every tender, hand in all cash but the float, name what is missing, write down what is carried.

    ``cash_to`` is the account that receives the cash, None for the safe (G26).
    """
    shift = act.shift
    comparison = compare(act.connection, count_id, act.actor.counter)
    # Taken before the reckoning: what closing itself writes and uses up is not unfinished.
    carried = unfinished(act.connection, act.actor.counter, act.business_day, except_approval=approval)
    for line in comparison.tenders:
        _reckon(act, shift, count_id, line, findings, approval)
    carried += _name_missing(act, shift, comparison, findings.missing)
    remark = field(findings.remark, REMARK_LENGTH)
    if remark:
        carried.append(Carried("note", "remark", None, remark))
    write_carried(act, shift.id, carried)
    counted_fen = comparison.tenders[0].counted_fen
    # The float and what guests inside will want back stay in the drawer for the next shift.
    stays_fen = own_float_fen(act.connection, shift)
    stays_fen += sum(item.quantity or 0 for item in carried if item.kind == DEPOSITS)
    handed_in_fen = _hand_in(act, shift, counted_fen, stays_fen, cash_to)
    difference_fen = sum(line.difference_fen for line in comparison.tenders)
    return Settled(handed_in_fen, counted_fen - handed_in_fen, difference_fen, tuple(carried))


def end_shift(act: Action[Any], shift: OpenShift, kind: str, received_by: int | None) -> None:
    """Write the shift's end and free its counter."""
    act.insert(
        ShiftEnd,
        shift_id=shift.id,
        ended_at=act.now,
        account_id=act.actor.account_id,
        received_by=received_by,
        kind=kind,
    )
    act.connection.execute(delete(CounterShift).where(CounterShift.shift_id == shift.id))


def _reckon(
    act: Action[Any], shift: OpenShift, count_id: int, line: TenderLine, findings: Findings, approval: int | None
) -> None:
    explanation = field(dict(findings.explanations).get(line.tender, ""), REMARK_LENGTH)
    outcome, due_id = "even", None
    if line.difference_fen:
        if not explanation:
            raise ExplanationMissing(tender=line.tender)
        require_within(act, Limit.CASH_DIFFERENCE_FEN, line.difference_fen, approval)
        place = accounts.drawer(shift.id) if line.tender == CASH else accounts.tender(line.tender)
        act.post(
            "over_short",
            [
                Leg(place, accounts.CNY, line.difference_fen),
                Leg(accounts.OVER_SHORT, accounts.CNY, -line.difference_fen),
            ],
        )
        outcome = "over"
        if line.difference_fen < 0:
            outcome, due_id = _bear(act, -line.difference_fen, line.tender in findings.borne, approval)
    act.insert(
        Reckoning,
        shift_id=shift.id,
        count_id=count_id,
        tender=line.tender,
        expected_fen=line.expected_fen,
        counted_fen=line.counted_fen,
        account_id=shift.account_id,
        outcome=outcome,
        due_id=due_id,
        note=act.note(explanation) if line.difference_fen else None,
    )


def _bear(act: Action[Any], shortage_fen: int, by_house: bool, approval: int | None) -> tuple[str, int | None]:
    if by_house:
        require_within(act, Limit.WAIVE_DUE_FEN, shortage_fen, approval)
        return "accepted", None
    # Not books.dues.write_due: a shortage owed is no income, it clears what over-short lost.
    due_id = act.insert(
        Due,
        kind=SHORTAGE_DUE,
        amount_fen=shortage_fen,
        person_id=None,
        visit_id=None,
        key_code=None,
        revenue=accounts.OVER_SHORT,
        business_day=act.business_day,
        due_on=None,
    )
    act.post(
        "due",
        [
            Leg(accounts.due(due_id), accounts.CNY, shortage_fen),
            Leg(accounts.OVER_SHORT, accounts.CNY, -shortage_fen),
        ],
    )
    return "owed", due_id


def _hand_in(act: Action[Any], shift: OpenShift, counted_fen: int, stays_fen: int, cash_to: int | None) -> int:
    if cash_to is not None:
        role = role_of(act.connection, cash_to)
        if role is None or not may(role, Right.RECEIVE_CASH) or cash_to == act.actor.account_id:
            raise ReceiverUnfit()
    handed_in_fen = max(0, counted_fen - stays_fen)
    act.post(
        "hand_in",
        [
            Leg(accounts.HANDED_IN if cash_to is not None else accounts.SAFE, accounts.CNY, handed_in_fen),
            Leg(accounts.drawer(shift.id), accounts.CNY, -handed_in_fen),
        ],
    )
    act.insert(
        HandIn,
        shift_id=shift.id,
        amount_fen=handed_in_fen,
        float_left_fen=counted_fen - handed_in_fen,
        receiver_id=cash_to,
    )
    return handed_in_fen


def _name_missing(act: Action[Any], shift: OpenShift, comparison: Comparison, named: Sequence[str]) -> list[Carried]:
    here = {line.what: set(line.expected) for line in things_to_count(act.connection)}
    left = list(dict.fromkeys(named))
    carried = []
    for line in comparison.things:
        mine = [thing for thing in left if thing in here.get(line.what, set())]
        if len(mine) != line.missing:
            raise MissingUnnamed(what=line.what, missing=line.missing)
        for thing in mine:
            left.remove(thing)
            _write_missing(act, shift, thing)
            carried.append(Carried("missing", thing))
    if left:
        raise CountInvalid(line=left[0])
    return carried


def _write_missing(act: Action[Any], shift: OpenShift, thing: str) -> None:
    past = history(act.connection, thing)
    visit_id = next((each.visit_id for each in past if each.visit_id is not None), None)
    act.insert(
        MissingThing,
        shift_id=shift.id,
        thing=thing,
        holder=holder_of(act.connection, thing) or "",
        last_visit_id=visit_id,
        last_moved_at=past[0].at if past else "",
    )
    # Left on the board by the books, it would be handed to the next member. A card stays in its slot: its owner is
    # still in the house and will ask for it.
    if thing.startswith(KEY_PREFIX):
        miss_key(act, thing.removeprefix(KEY_PREFIX))
