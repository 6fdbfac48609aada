"""Verification: every row hashed again, every balance derived again, the chain and its seals walked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sqlalchemy import Connection, select

from frontdesk.books.finding import Derivation, Finding
from frontdesk.books.seals import signature_holds
from frontdesk.books.tables import Seal, SigningKey
from frontdesk.books.verify_states import balances_hold, entries_balance, notes_hold, policies_hold
from frontdesk.books.verify_walk import Walk
from frontdesk.store.damaged_text import damaged_text_read
from frontdesk.store.store import table_of


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification saw; clean when there are no findings."""

    records: int
    rows: int
    seals: int
    head: str
    findings: tuple[Finding, ...]


def verify(
    connection: Connection,
    derivations: Sequence[Derivation] = (),
    most: int = 20,
    progress: Callable[[int], None] = lambda records: None,
) -> Verdict:
    """Check the whole books on one snapshot; at most ``most`` findings, the first bad record first.

    ``progress`` is told now and then how many records were walked; what it raises ends the checking.
    """
    with damaged_text_read(connection):
        walk = Walk(connection, progress)
        findings = [*_first(walk.findings(), most), *_first(_seal_findings(connection, walk.heads), most)]
        # What is kept beside the rows differs as a consequence of a changed row, so it is told of afterwards.
        states: list[Finding] = []
        for derive in (balances_hold, entries_balance, notes_hold, policies_hold, *derivations):
            states += _first(derive(connection), most)
    told = [*sorted(findings, key=_number), *sorted(states, key=_number)]
    return Verdict(walk.records, walk.rows, len(walk.sealed), walk.head, tuple(told[:most]))


def _seal_findings(connection: Connection, heads: dict[int, str]) -> Iterator[Finding]:
    announced = set(connection.execute(select(SigningKey.public_key)).scalars())
    signature, number = "", 0
    for seal in connection.execute(select(table_of(Seal)).order_by(Seal.id)).mappings():
        place = f"seals/{seal['id']}"
        if seal["id"] != number + 1:
            yield Finding(seal["journal_id"], f"seals/{number + 1}", "seal_missing")
        elif seal["previous_signature"] != signature or not signature_holds(dict(seal)):
            yield Finding(seal["journal_id"], place, "seal_changed")
        elif seal["public_key"] not in announced:
            yield Finding(seal["journal_id"], place, "seal_by_unknown_key")
        elif heads.get(seal["journal_id"]) != seal["head"]:
            yield Finding(seal["journal_id"], place, "sealed_head_differs")
        signature, number = seal["signature"], seal["id"]


def _first(findings: Iterator[Finding], most: int) -> Iterator[Finding]:
    for found in islice(findings, most):
        yield replace(found, place=found.place.encode("utf-8", "backslashreplace").decode())


def _number(found: Finding) -> int:
    return found.journal_id
