"""A small use case of the tests' own: value changes hands, a note is kept, a handover is sealed."""

import uuid
from dataclasses import dataclass, field

from frontdesk.books import accounts
from frontdesk.books.action import Leg, action
from frontdesk.books.dues import write_due
from frontdesk.books.policies import Policy, set_policy
from frontdesk.books.seals import announce_key, seal
from frontdesk.core.actor import Actor
from frontdesk.store.store import Store

FEE_FEN = Policy("test.fee_fen", 3000)


@dataclass(frozen=True, slots=True)
class Ask:
    """What the tests ask for; a new key each time."""

    amount_fen: int = 0
    key: str = field(default_factory=lambda: uuid.uuid4().hex)


@dataclass(frozen=True, slots=True)
class Answer:
    entry_id: int


def top_up(store: Store, actor: Actor, ask: Ask) -> Answer:
    """Put money on member 7's account by WeChat."""
    with action(store, actor, "test.top_up", ask, Answer) as act:
        if act.first_result is not None:
            return act.first_result
        legs = [
            Leg(accounts.tender("wechat"), accounts.CNY, ask.amount_fen),
            Leg(accounts.member(7), accounts.CNY, -ask.amount_fen),
        ]
        return act.finish(Answer(act.post("top_up", legs)), "member/7")


def charge(store: Store, actor: Actor, ask: Ask) -> Answer:
    """Change the fee, keep a note and write a due."""
    with action(store, actor, "test.charge", ask, Answer) as act:
        set_policy(act, FEE_FEN, ask.amount_fen)
        act.note("柜门打不开")
        return act.finish(Answer(write_due(act, "lost_key", ask.amount_fen, "keys", person_id=7)))


def close(store: Store, actor: Actor, ask: Ask) -> Answer:
    """Seal the chain as a handover does."""
    with action(store, actor, "handover.close", ask, Answer) as act:
        announce_key(act)
        seal(act, "handover")
        return act.finish(Answer(0))
