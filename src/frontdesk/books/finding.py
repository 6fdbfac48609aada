"""What a check of the books finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written: ``place`` names the record, ``problem`` is a stable code."""

    journal_id: int
    place: str
    problem: str


Derivation = Callable[[Connection], Iterator[Finding]]
"""A check that a table of present states says what the inserted rows say; each area with such a table gives one."""
