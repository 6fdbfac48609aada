"""The first record of a copy's own: from here on its books are no longer the house's."""

import secrets
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from sqlalchemy import select

from frontdesk.app.training.mark import TRAINING
from frontdesk.books.action import Action, action
from frontdesk.books.policies import set_policy
from frontdesk.books.tables import Note
from frontdesk.cards.token_rules import OFF, TOKENS
from frontdesk.core.actor import Actor
from frontdesk.core.canonical import sha256_hex
from frontdesk.members.tables import PersonEvent, Photo
from frontdesk.staff.roles import Role
from frontdesk.staff.tables import Account
from frontdesk.store.store import Store
from frontdesk.store.stream import stream

_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class BeginRequest:
    """Practice begins on this copy."""

    key: str


@dataclass(frozen=True, slots=True)
class Begun:
    """The person in whose name the copy's books go on."""

    account_id: int


def mark_copy(copy: Store, counter: str, key: str) -> None:
    """Write the mark as the copy's own first record; its chain goes on from the house's.

    The portraits put in the place of photos are told of in the same record, as photos taken.
    """
    with copy.read() as connection:
        owner = connection.execute(
            select(Account.id, Account.name).where(Account.role == Role.OWNER.value).order_by(Account.id).limit(1)
        ).one()
    actor = Actor(owner.id, owner.name, Role.OWNER.value, counter)
    with action(copy, actor, "training.begin", BeginRequest(key), Begun) as act:
        set_policy(act, TRAINING, 1)
        # The twins of cards carry no tokens, and the house's master key stays out of practice.
        set_policy(act, TOKENS, OFF)
        _tell_of_portraits(act)
        act.finish(Begun(owner.id))


def _tell_of_portraits(act: Action[Begun]) -> None:
    portraits = stream(act.connection, select(Photo.person_id, Photo.jpeg).order_by(Photo.id))
    while some := list(islice(portraits, _AT_ONCE)):
        notes, events = [], []
        for person_id, jpeg in some:
            salt, text = secrets.token_hex(16), sha256(jpeg).hexdigest()
            commitment = sha256_hex(salt + text)
            notes.append({"commitment": commitment, "salt": salt, "text": text})
            events.append({"person_id": person_id, "kind": "photo", "at": act.now, "note": commitment})
        act.tx.insert_many(Note, notes)
        act.insert_all(PersonEvent, events)
