"""Whether a person may come in now, and why (G07)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from frontdesk.books.dues import OpenDue
from frontdesk.core.i18n import language
from frontdesk.members import times
from frontdesk.members.contracts import ContractCard
from frontdesk.members.validity import expected_end, is_frozen, on_day

ADMITTED = ("active", "expiring", "owes")

# The first that applies to one of several contracts decides; the order is what helps the person most.
_BEST_FIRST = ("active", "expiring", "wrong_time", "unopened", "frozen", "opens_later", "visits_used_up", "expired")
NEXT_STEPS = {
    "active": (),
    "expiring": ("renew",),
    "owes": ("collect",),
    "wrong_time": ("day_guest", "sell"),
    "unopened": ("open",),
    "opens_later": ("day_guest",),
    "frozen": ("unfreeze",),
    "visits_used_up": ("renew", "day_guest"),
    "expired": ("renew", "day_guest"),
    "no_contract": ("sell", "day_guest"),
    "blocked": ("see_manager",),
    "lost_card": ("keep_card", "replace_card"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the desk may do for a person at a moment.

    ``status``: active, expiring, owes (these may enter), unopened, opens_later (from a day to come), frozen, expired,
    visits_used_up, wrong_time, no_contract, blocked, lost_card. ``also`` names further statuses worth showing.
    ``next_steps`` are codes, the most obvious first: open, unfreeze, collect, renew, sell, day_guest, see_manager,
    keep_card, replace_card. Days are ISO texts, both ends included; ``days_left`` counts today.
    """

    person_id: int
    status: str
    also: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    contract_id: int | None = None
    plan_code: str = ""
    plan_name_zh: str = ""
    plan_name_en: str = ""
    valid_from: str | None = None
    valid_until: str | None = None
    days_left: int | None = None
    visits_left: int | None = None
    frozen_from: str | None = None
    frozen_until: str | None = None
    zones: tuple[str, ...] = ()
    times: str = ""
    reentry_minutes: int = 0
    owed_fen: int = 0
    due_ids: tuple[int, ...] = ()
    reason: str = ""

    @property
    def may_enter(self) -> bool:
        """Whether a key may go out without another step first."""
        return self.status in ADMITTED

    @property
    def plan_name(self) -> str:
        """The plan's name in the language of the window."""
        return self.plan_name_zh if language() == "zh" else self.plan_name_en


def judge(
    person_id: int,
    contracts: Sequence[ContractCard],
    dues: Sequence[OpenDue],
    now: datetime,
    *,
    expiring_days: int,
    card_lost: bool = False,
    blocked: str | None = None,
) -> Standing:
    """The standing of a person with these contracts and open dues at a local moment.

    ``blocked``: the reason why the person is kept out, or None; ``card_lost``: the card shown was reported lost.
    """
    today = now.date().isoformat()
    owed = [due for due in dues if due.due_on is None or due.due_on <= today]
    found = [judge_contract(held, now, expiring_days) for held in contracts]
    best = min(found, key=_preference, default=Standing(person_id, "no_contract"))
    best = replace(best, owed_fen=sum(due.open_fen for due in owed), due_ids=tuple(due.id for due in owed))
    statuses = [best.status]
    if owed:
        # Money owed doesn't close the door: the desk lets in and collects.
        statuses.insert(0 if best.may_enter else 1, "owes")
    if card_lost:
        statuses.insert(0, "lost_card")
    if blocked is not None:
        statuses.insert(0, "blocked")
    also = tuple(status for status in statuses[1:] if status != "active")
    return replace(best, status=statuses[0], also=also, next_steps=NEXT_STEPS[statuses[0]], reason=blocked or "")


def judge_contract(held: ContractCard, now: datetime, expiring_days: int) -> Standing:
    """What one contract alone would say."""
    today = now.date().isoformat()
    state = on_day(held.state, today)
    until = expected_end(state, today)
    days_left = None if until is None else (date.fromisoformat(until) - now.date()).days + 1
    return Standing(
        person_id=held.person_id,
        status=_status(held, now, days_left, expiring_days),
        contract_id=held.id,
        plan_code=held.plan.code,
        plan_name_zh=held.plan.name_zh,
        plan_name_en=held.plan.name_en,
        valid_from=state.valid_from,
        valid_until=until,
        days_left=days_left,
        visits_left=state.visits_left if held.plan.visits else None,
        frozen_from=state.frozen_from,
        frozen_until=state.frozen_until,
        zones=tuple(held.plan.zones.split()),
        times=held.plan.times,
        reentry_minutes=held.plan.reentry_minutes,
    )


def _status(held: ContractCard, now: datetime, days_left: int | None, expiring_days: int) -> str:
    today = now.date().isoformat()
    state = on_day(held.state, today)
    if state.valid_from is None or days_left is None:
        return "unopened"
    if state.valid_from > today:
        return "opens_later"
    if is_frozen(state, today):
        return "frozen"
    if days_left < 1:
        return "expired"
    if held.plan.visits and not state.visits_left:
        return "visits_used_up"
    if not times.allows(held.plan.times, now):
        return "wrong_time"
    return "expiring" if days_left <= expiring_days else "active"


def _preference(found: Standing) -> tuple[object, ...]:
    # A period before a visit pack, so that no visit is spent needlessly; then what ends first. Of those that ended,
    # the one that ended last says most.
    ended = found.status in ("expired", "visits_used_up")
    until = found.valid_until or "9999"
    admitted = 0 if found.status in ("active", "expiring") else 1
    order = -int(until.replace("-", "")) if ended else int(until.replace("-", ""))
    return (admitted, found.visits_left is not None, _BEST_FIRST.index(found.status) if admitted else 0, order)
