"""Handing a counter over: giver and receiver both sign, the shift is sealed, the next one begins (G03, K07)."""

from dataclasses import dataclass

from sqlalchemy import func, select

from frontdesk.books import accounts
from frontdesk.books.action import Action, Leg, action
from frontdesk.books.seals import announce_key, seal
from frontdesk.core.actor import Actor
from frontdesk.handover.business_day import day_to_open
from frontdesk.handover.carried import acknowledge
from frontdesk.handover.closing import NOTHING_FOUND, Findings, Settled, end_shift, require_closing, settle_shift
from frontdesk.handover.errors import SamePerson, VisitsStillOpen
from frontdesk.handover.open_shift import begin_shift
from frontdesk.handover.print_sheet import print_sheet
from frontdesk.shifts.queries import OpenShift, open_shifts
from frontdesk.staff.errors import SignInRefused
from frontdesk.staff.proof import Proof, accept, prove_by_password
from frontdesk.staff.queries import account
from frontdesk.staff.rights import Right, RightMissing, may
from frontdesk.staff.sign_in import take_over_desk
from frontdesk.store.store import Store
from frontdesk.visits.tables import OpenVisit


@dataclass(frozen=True, slots=True)
class HandOverRequest:
    """The closing count with what is said of it, who takes over, and the carried items they read."""

    key: str
    count_id: int
    receiver: str
    findings: Findings = NOTHING_FOUND
    cash_to: int | None = None
    acknowledged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NightRequest:
    """The closing count with what is said of it; cash goes to ``cash_to`` or, for None, into the safe."""

    key: str
    count_id: int
    findings: Findings = NOTHING_FOUND
    cash_to: int | None = None


@dataclass(frozen=True, slots=True)
class CloseResult:
    """The closed shift and, after a handover, the next one. ``head`` is the journal's head that was sealed."""

    shift_id: int
    number: str
    next_shift_id: int | None
    next_number: str
    handed_in_fen: int
    float_left_fen: int
    difference_fen: int
    journal_id: int
    head: str
    fingerprint: str


def hand_over(
    store: Store,
    actor: Actor,
    request: HandOverRequest,
    giver_password: str,
    receiver_password: str,
    approval: int | None = None,
) -> CloseResult:
    """Close the actor's shift and open the receiver's with the float that was counted.

    Both passwords are checked here. Differences are explained, approved above the limit, and a shortage is owed by
    the shift's operator unless the house bears it (K07). Raises SamePerson, SignInRefused, ExplanationMissing,
    MissingUnnamed, ItemsNotAcknowledged, ReceiverUnfit, CountOutdated, ApprovalNeeded, RightMissing.
    """
    giver = _prove_actor(store, actor, giver_password)
    receiver = prove_by_password(store, actor.counter, request.receiver, receiver_password)
    if receiver.account_id == giver.account_id:
        raise SamePerson()
    with action(store, actor, "handover.close", request, CloseResult) as act:
        if act.first_result is not None:
            return act.first_result
        accept(act, giver)
        accept(act, receiver)
        if not may(receiver.role, Right.OPEN_SHIFT):
            raise RightMissing(right=Right.OPEN_SHIFT.value, role=receiver.role)
        shift = require_closing(act)
        settled = settle_shift(act, request.count_id, request.findings, request.cash_to, approval)
        # What this very request says is read by both who sign it.
        own = tuple(item.reference for item in settled.carried if item.kind in ("missing", "note"))
        acknowledge(act, shift.id, request.acknowledged + own, receiver.account_id)
        end_shift(act, shift, "handover", receiver.account_id)
        take_over_desk(act, receiver.account_id)
        following = _pass_on(act, shift, receiver.account_id, settled.float_left_fen)
        return _seal_and_finish(act, shift, settled, following)


def close_for_night(
    store: Store, actor: Actor, request: NightRequest, password: str, approval: int | None = None
) -> CloseResult:
    """Close the actor's shift alone; the next opener confirms the float and acknowledges what is carried.

    Raises as ``hand_over`` does, and VisitsStillOpen when no other counter is open to let the last visitors out.
    """
    giver = _prove_actor(store, actor, password)
    with action(store, actor, "handover.night", request, CloseResult) as act:
        if act.first_result is not None:
            return act.first_result
        accept(act, giver)
        shift = require_closing(act)
        _refuse_open_visits(act)
        settled = settle_shift(act, request.count_id, request.findings, request.cash_to, approval)
        end_shift(act, shift, "night", None)
        return _seal_and_finish(act, shift, settled, None)


def _pass_on(act: Action[CloseResult], shift: OpenShift, receiver_id: int, float_fen: int) -> OpenShift:
    """Begin the receiver's shift with the float that was counted."""
    day = day_to_open(act.connection, act.store.clock)
    following = begin_shift(act, receiver_id, float_fen, shift.id, day)
    into = Leg(accounts.drawer(following.id), accounts.CNY, float_fen)
    act.post("float", [into, Leg(accounts.drawer(shift.id), accounts.CNY, -float_fen)])
    return following


def _seal_and_finish(
    act: Action[CloseResult], shift: OpenShift, settled: Settled, following: OpenShift | None
) -> CloseResult:
    announce_key(act)
    act.record(f"shift/{shift.number}")
    mark = seal(act, "handover")
    print_sheet(act, shift.id, shift.number)
    return act.finish(
        CloseResult(
            shift.id,
            shift.number,
            following.id if following else None,
            following.number if following else "",
            settled.handed_in_fen,
            settled.float_left_fen,
            settled.difference_fen,
            mark.journal_id,
            mark.head,
            mark.fingerprint,
        )
    )


def _refuse_open_visits(act: Action[CloseResult]) -> None:
    if len(open_shifts(act.connection)) == 1:
        visits = act.connection.execute(select(func.count()).select_from(OpenVisit)).scalar_one()
        if visits:
            raise VisitsStillOpen(visits=visits)


def _prove_actor(store: Store, actor: Actor, password: str) -> Proof:
    with store.read() as connection:
        own = account(connection, actor.account_id)
    if own is None:
        raise SignInRefused()
    return prove_by_password(store, actor.counter, own.username, password)
