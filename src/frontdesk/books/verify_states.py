"""What the books keep beside their rows, derived from them again: balances, texts, settings. And: entries balance."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute

from frontdesk.books.finding import Finding
from frontdesk.books.tables import Balance, Entry, Note, PolicyChange, PolicyValue, Posting
from frontdesk.core.canonical import sha256_hex
from frontdesk.store.prepared import Prepared
from frontdesk.store.store import table_of
from frontdesk.store.stream import stream, stretches

_POSTINGS_AT_ONCE = 5_000


def _summed(*keys: InstrumentedAttribute[Any]) -> Prepared:
    total = func.sum(Posting.quantity)
    within = (Posting.id >= bindparam("first"), Posting.id <= bindparam("last"))
    return Prepared(select(*keys, total).where(*within).group_by(*keys).having(total != 0))


_BY_ACCOUNT = _summed(Posting.account, Posting.unit)
_BY_ENTRY = _summed(Posting.entry_id, Posting.unit)


def balances_hold(connection: Connection) -> Iterator[Finding]:
    """Every kept balance equals the sum of its account's postings."""
    sums = _sums(connection, _BY_ACCOUNT)
    for account, unit, quantity in stream(connection, select(Balance.account, Balance.unit, Balance.quantity)):
        if sums.pop((account, unit), 0) != quantity:
            yield Finding(0, f"balances/{account}/{unit}", "balance_differs")
    for account, unit in sums:
        yield Finding(0, f"balances/{account}/{unit}", "balance_missing")


def entries_balance(connection: Connection) -> Iterator[Finding]:
    """Every entry's postings sum to zero for each unit."""
    for entry_id in sorted({entry_id for entry_id, _ in _sums(connection, _BY_ENTRY)}):
        first = select(func.min(Posting.journal_id)).where(Posting.entry_id == entry_id)
        journal_id = connection.execute(first).scalar_one()
        yield Finding(journal_id, f"{Entry.__tablename__}/{entry_id}", "entry_unbalanced")


def notes_hold(connection: Connection) -> Iterator[Finding]:
    """Every text still kept is the one its commitment was made from."""
    for commitment, salt, text in stream(connection, select(Note.commitment, Note.salt, Note.text)):
        if sha256_hex(salt + text) != commitment:
            yield Finding(0, f"notes/{commitment[:12]}", "note_changed")


def policies_hold(connection: Connection) -> Iterator[Finding]:
    """Every business setting has the value it was last given."""
    changes = connection.execute(select(PolicyChange.name, PolicyChange.value).order_by(PolicyChange.id)).all()
    # Not dict() over the result itself: it has keys(), so dict() would take it for a mapping.
    given = {change.name: change.value for change in changes}
    kept = {row.name: row.value for row in connection.execute(select(PolicyValue.name, PolicyValue.value))}
    for name in sorted(given.keys() | kept.keys()):
        if given.get(name) != kept.get(name):
            yield Finding(0, f"policies/{name}", "policy_differs")


def _sums(connection: Connection, summed: Prepared) -> dict[tuple[Any, ...], int]:
    """What all postings come to by the columns of ``summed``, zeros left out.

    Some thousand postings at a time: a database sorts millions only in much memory.
    """
    sums: dict[tuple[Any, ...], int] = {}
    for first, last in stretches(connection, table_of(Posting).c.id, _POSTINGS_AT_ONCE):
        for *found, quantity in summed.all(connection, first=first, last=last):
            key = tuple(found)
            sums[key] = sums.get(key, 0) + int(quantity)
            if not sums[key]:
                del sums[key]
    return sums
