"""A small desk for handover tests: keys in two zones, money taken, counts and closings asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import uuid4

from frontdesk.books import accounts
from frontdesk.books.action import Leg, action
from frontdesk.core.actor import Actor
from frontdesk.handover.cash import fewest_pieces
from frontdesk.handover.closing import Findings
from frontdesk.handover.count_shift import CountRequest, CountResult, count_shift, things_to_count
from frontdesk.handover.hand_over import CloseResult, HandOverRequest, NightRequest, close_for_night, hand_over
from frontdesk.keys.register_keys import RegisterKeysRequest, SetZoneRequest, register_keys, set_zone
from frontdesk.store.store import Store
from tests.people import PASSWORDS, USERNAMES

NOTHING = Findings()


@dataclass(frozen=True, slots=True)
class TakeRequest:
    key: str
    account: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Taken:
    entry_id: int


def take(store: Store, actor: Actor, amount_fen: int, tender: str = "cash") -> None:
    """Take (or give back, when negative) an amount in the open shift."""
    with action(store, actor, "test.take", TakeRequest(uuid4().hex, tender, amount_fen), Taken) as act:
        place = accounts.drawer(act.shift.id) if tender == "cash" else accounts.tender(tender)
        legs = [
            Leg(place, accounts.CNY, amount_fen),
            Leg(accounts.revenue("bar"), accounts.CNY, -amount_fen),
        ]
        act.finish(Taken(act.post("sale", legs)))


def count(
    store: Store,
    actor: Actor,
    cash_fen: int,
    tenders: Iterable[tuple[str, int]] = (),
    things: dict[str, int] | None = None,
    key: str = "",
) -> CountResult:
    """Count so much cash, and every key and card as the books say unless told otherwise."""
    with store.read() as connection:
        counted = {line.what: len(line.expected) for line in things_to_count(connection)} | (things or {})
    request = CountRequest(key or uuid4().hex, fewest_pieces(cash_fen), tuple(tenders), tuple(counted.items()))
    return count_shift(store, actor, request)


def night(
    store: Store, actor: Actor, count_id: int, findings: Findings = NOTHING, approval: int | None = None, key: str = ""
) -> CloseResult:
    request = NightRequest(key or uuid4().hex, count_id, findings)
    return close_for_night(store, actor, request, PASSWORDS[actor.account_id], approval)


def over_to(
    store: Store,
    actor: Actor,
    receiver: int,
    count_id: int,
    findings: Findings = NOTHING,
    acknowledged: tuple[str, ...] = (),
    cash_to: int | None = None,
) -> CloseResult:
    request = HandOverRequest(uuid4().hex, count_id, USERNAMES[receiver], findings, cash_to, acknowledged)
    return hand_over(store, actor, request, PASSWORDS[actor.account_id], PASSWORDS[receiver])


def hang_keys(store: Store, actor: Actor) -> None:
    """Three keys for men (101 to 103), two for women (201, 202)."""
    set_zone(store, actor, SetZoneRequest(uuid4().hex, "m", "男", "Men", "m", 1))
    set_zone(store, actor, SetZoneRequest(uuid4().hex, "f", "女", "Women", "f", 2))
    register_keys(store, actor, RegisterKeysRequest(uuid4().hex, "m", 101, 103))
    register_keys(store, actor, RegisterKeysRequest(uuid4().hex, "f", 201, 202))
