"""The master key of the cards: made when first needed, kept in the system's keyring, put on paper, typed in again.

The books hold that it was made, restored or shown, and its fingerprint; the key itself is never in the database.
"""

import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, select

from frontdesk.books.action import Action, action
from frontdesk.cards.errors import MasterKeyDigitsWrong, MasterKeyMissing, MasterKeyOther
from frontdesk.cards.tables import MasterKeyEvent
from frontdesk.core.actor import Actor
from frontdesk.devices.tokens.keys import MASTER_KEY_LENGTH, TokenKeys
from frontdesk.devices.tokens.recovery import WrongGroups, key_of, sheet_groups
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store

SECRET = "card-master-key"


@dataclass(frozen=True, slots=True)
class MasterKeyRequest:
    """An intent; for restoring with the fingerprint of what was typed, so that the request names no key."""

    key: str
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class MasterKeyResult:
    """Which key this counter has now."""

    fingerprint: str


def keys_here(store: Store) -> TokenKeys | None:
    """What this counter can check and write tokens with; None where no key was ever made.

    Raises MasterKeyMissing when the house has one and this counter hasn't, MasterKeyOther when it has another's.
    """
    with store.read() as connection:
        known = known_fingerprint(connection)
    found = store.secrets.read(SECRET)
    if found is None:
        if known is not None:
            raise MasterKeyMissing()
        return None
    keys = TokenKeys(found)
    if known is not None and keys.fingerprint != known:
        raise MasterKeyOther(fingerprint=keys.fingerprint, known=known)
    return keys


def make_master_key(store: Store, actor: Actor, request: MasterKeyRequest) -> MasterKeyResult:
    """Make the master key unless there is one. Raises MasterKeyMissing, MasterKeyOther, SecretUnreadable."""
    with action(store, actor, "cards.make_master_key", request, MasterKeyResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.ISSUE_CARD)
        known = known_fingerprint(act.connection)
        found = store.secrets.read(SECRET)
        if found is None:
            if known is not None:
                raise MasterKeyMissing()
            found = secrets.token_bytes(MASTER_KEY_LENGTH)
            # Before the books say so: a key that was never used does no harm, a card without its key does.
            store.secrets.write(SECRET, found)
        fingerprint = TokenKeys(found).fingerprint
        if known is not None:
            if fingerprint != known:
                raise MasterKeyOther(fingerprint=fingerprint, known=known)
            return MasterKeyResult(fingerprint)
        return _note(act, "made", fingerprint)


def show_master_key(store: Store, actor: Actor, request: MasterKeyRequest) -> tuple[str, ...]:
    """The groups of the recovery sheet, for paper only; that they were shown is journalled.

    Raises MasterKeyMissing, RightMissing.
    """
    with action(store, actor, "cards.show_master_key", request, MasterKeyResult) as act:
        require(act, Right.RESTORE)
        found = store.secrets.read(SECRET)
        if found is None:
            raise MasterKeyMissing()
        if act.first_result is None:
            _note(act, "shown", TokenKeys(found).fingerprint)
        return sheet_groups(found)


def fingerprint_typed(groups: tuple[str, ...]) -> str:
    """The fingerprint of the key on a sheet. Raises MasterKeyDigitsWrong."""
    return TokenKeys(_typed(groups)).fingerprint


def restore_master_key(
    store: Store, actor: Actor, request: MasterKeyRequest, groups: tuple[str, ...]
) -> MasterKeyResult:
    """Take the key of a recovery sheet into this counter's keyring.

    Raises MasterKeyDigitsWrong, MasterKeyOther when the house's cards were written with another, RightMissing.
    """
    typed = _typed(groups)
    fingerprint = TokenKeys(typed).fingerprint
    if fingerprint != request.fingerprint:
        raise MasterKeyOther(fingerprint=fingerprint, known=request.fingerprint)
    with action(store, actor, "cards.restore_master_key", request, MasterKeyResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.RESTORE)
        known = known_fingerprint(act.connection)
        if known is not None and known != fingerprint:
            raise MasterKeyOther(fingerprint=fingerprint, known=known)
        store.secrets.write(SECRET, typed)
        return _note(act, "restored", fingerprint)


def known_fingerprint(connection: Connection) -> str | None:
    """Which key this house's cards are written with, or None before the first."""
    newest = select(MasterKeyEvent.fingerprint).order_by(MasterKeyEvent.id.desc()).limit(1)
    return connection.execute(newest).scalar()


@dataclass(frozen=True, slots=True)
class KeyState:
    """How this counter stands: the house's key by its fingerprint, None before the first, and whether it is here."""

    fingerprint: str | None
    here: bool


def key_state(store: Store) -> KeyState:
    """Whether the house has a master key, and this counter has it. Raises SecretUnreadable."""
    with store.read() as connection:
        known = known_fingerprint(connection)
    found = store.secrets.read(SECRET)
    return KeyState(known, found is not None and (known is None or TokenKeys(found).fingerprint == known))


def _typed(groups: tuple[str, ...]) -> bytes:
    try:
        return key_of(groups)
    except WrongGroups as error:
        raise MasterKeyDigitsWrong(groups=", ".join(map(str, error.groups)) or "1–17") from error


def _note(act: Action[MasterKeyResult], kind: str, fingerprint: str) -> MasterKeyResult:
    act.insert(MasterKeyEvent, kind=kind, fingerprint=fingerprint, at=act.now)
    return act.finish(MasterKeyResult(fingerprint), "cards/master-key")
