"""What the spool holds, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from frontdesk.printing.tables import PrintJob

WAITING = ("queued", "refused")
OPEN = ("queued", "sending", "refused")


@dataclass(frozen=True, slots=True)
class Job:
    """A job of the spool without its slip and bytes; see `PrintJob` for the meaning of the fields."""

    id: int
    document: str
    copy: int
    kind: str
    counter: str
    printer: str
    state: str
    answer: str
    attempts: int
    error: str
    created_at: str
    sending_at: str
    finished_at: str


_JOB = select(
    PrintJob.id,
    PrintJob.document,
    PrintJob.copy,
    PrintJob.kind,
    PrintJob.counter,
    PrintJob.printer,
    PrintJob.state,
    PrintJob.answer,
    PrintJob.attempts,
    PrintJob.error,
    PrintJob.created_at,
    PrintJob.sending_at,
    PrintJob.finished_at,
)


def _read(row: Any) -> Job:
    return Job(*row)


def job(connection: Connection, job_id: int) -> Job | None:
    """A job by its id."""
    row = connection.execute(_JOB.where(PrintJob.id == job_id)).first()
    return _read(row) if row else None


def jobs(connection: Connection, job_ids: Sequence[int]) -> list[Job]:
    """Jobs by their ids, oldest first; ids that there are not are left out."""
    rows = connection.execute(_JOB.where(PrintJob.id.in_(job_ids)).order_by(PrintJob.id))
    return [_read(row) for row in rows]


def jobs_of(connection: Connection, document: str) -> list[Job]:
    """The original of a document and its copies, in order."""
    rows = connection.execute(_JOB.where(PrintJob.document == document).order_by(PrintJob.copy))
    return [_read(row) for row in rows]


def open_jobs(connection: Connection, counter: str) -> list[Job]:
    """What a counter still has to print or is printing, oldest first."""
    statement = _JOB.where(PrintJob.counter == counter, PrintJob.state.in_(OPEN))
    return [_read(row) for row in connection.execute(statement.order_by(PrintJob.id))]


def unanswered_jobs(connection: Connection, counter: str) -> list[Job]:
    """Slips of a counter of which nobody knows whether they came out, and nobody was asked yet; oldest first."""
    statement = _JOB.where(
        PrintJob.counter == counter, PrintJob.state == "uncertain", PrintJob.answer == "", PrintJob.kind != "drawer"
    )
    return [_read(row) for row in connection.execute(statement.order_by(PrintJob.id))]


def recent_jobs(connection: Connection, counter: str, limit: int = 50) -> list[Job]:
    """A counter's newest jobs, newest first."""
    statement = _JOB.where(PrintJob.counter == counter).order_by(PrintJob.id.desc()).limit(limit)
    return [_read(row) for row in connection.execute(statement)]


@dataclass(frozen=True, slots=True)
class StoredSlip:
    """The original slip of a document, as JSON, with its kind and language."""

    slip_json: str
    kind: str
    language: str


def slip_of(connection: Connection, document: str) -> StoredSlip | None:
    """The original slip of a document, or None if there is none or it is no longer kept."""
    statement = select(PrintJob.slip, PrintJob.kind, PrintJob.language).where(
        PrintJob.document == document, PrintJob.copy == 0, PrintJob.slip != ""
    )
    row = connection.execute(statement).first()
    return StoredSlip(row.slip, row.kind, row.language) if row else None


def is_forgotten(connection: Connection, document: str) -> bool:
    """Whether a document had a slip whose time to be kept is over."""
    statement = select(PrintJob.id).where(
        PrintJob.document == document, PrintJob.copy == 0, PrintJob.kind != "drawer", PrintJob.slip == ""
    )
    return connection.execute(statement).first() is not None


def last_copy(connection: Connection, document: str) -> int:
    """The highest copy number of a document so far; 0 if only the original exists."""
    statement = select(func.max(PrintJob.copy)).where(PrintJob.document == document)
    return int(connection.execute(statement).scalar() or 0)


def last_copies(connection: Connection, documents: Sequence[str]) -> dict[str, int]:
    """The same of several documents at once."""
    statement = select(PrintJob.document, func.max(PrintJob.copy)).where(PrintJob.document.in_(set(documents)))
    return {document: int(copy) for document, copy in connection.execute(statement.group_by(PrintJob.document))}
