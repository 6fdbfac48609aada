"""Putting a plan on sale, changing it, or taking it off; contracts keep the version they were sold under."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from frontdesk.books.action import Action, action
from frontdesk.core.actor import Actor
from frontdesk.core.text import field
from frontdesk.members.errors import NameMissing, PriceInvalid
from frontdesk.members.tables import Plan
from frontdesk.members.times import parse_times
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """What a plan is; see ``tables.Plan`` for the meaning and units of each field."""

    code: str
    name_zh: str
    name_en: str
    price_fen: int
    months: int = 0
    days: int = 0
    visits: int = 0
    sessions: int = 0
    zones: str = ""
    times: str = ""
    reentry_minutes: int = 120
    on_sale: int = 1


@dataclass(frozen=True, slots=True)
class SetPlanRequest:
    """A plan as it shall be sold from now on."""

    key: str
    plan: PlanTerms


@dataclass(frozen=True, slots=True)
class SetPlanResult:
    """The plan's new version."""

    plan_id: int


def set_plan(store: Store, actor: Actor, request: SetPlanRequest) -> SetPlanResult:
    """Write a plan's new version. Raises NameMissing, PriceInvalid, TimesInvalid."""
    with action(store, actor, "members.set_plan", request, SetPlanResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.MANAGE_PLANS)
        plan_id = plan_within(act, request.plan)
        return act.finish(SetPlanResult(plan_id), f"plan/{plan_id}")


def plan_within(act: Action[Any], plan: PlanTerms) -> int:
    """Write a plan's new version as part of a larger action; returns its id."""
    parse_times(plan.times)
    plan = replace(
        plan,
        code=field(plan.code, 32),
        name_zh=field(plan.name_zh, 40),
        name_en=field(plan.name_en, 40),
        zones=field(plan.zones, 200),
    )
    if not plan.code or not plan.name_zh or not plan.name_en:
        raise NameMissing()
    if plan.price_fen < 0:
        raise PriceInvalid(price_fen=plan.price_fen, list_fen=0)
    return act.insert(Plan, **asdict(plan))
