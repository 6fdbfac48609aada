"""What the print queue shows, read in the background."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.core.clock import local
from frontdesk.core.i18n import t
from frontdesk.printing.queries import (
    WAITING,
    Job,
    last_copies,
    open_jobs,
    recent_jobs,
    slip_of,
    unanswered_jobs,
)
from frontdesk.printing.slip import Slip
from frontdesk.printing.spool import DRAWER
from frontdesk.printing.words import answer_words, kind_words, state_words, trouble_words
from frontdesk.store.store import Store
from frontdesk.ui.dates import time_words


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A job as the table shows it; ``next_copy`` is the number a further print of its document would carry."""

    job: Job
    time: str
    next_copy: int

    @property
    def is_slip(self) -> bool:
        """Whether it is paper, and not the pulse that opens the drawer."""
        return self.job.kind != DRAWER

    @property
    def is_open_question(self) -> bool:
        """Whether somebody has to say what became of it."""
        return self.job.state == "uncertain" and not self.job.answer and self.is_slip

    @property
    def waits(self) -> bool:
        """Whether nothing of it was sent yet, so that it may be moved or called off."""
        return self.job.state in WAITING

    @property
    def can_move(self) -> bool:
        """Whether it may go to another printer as it is."""
        return self.waits and self.is_slip


@dataclass(frozen=True, slots=True)
class QueueView:
    """A counter's jobs, the open questions first, then what waits, then what is over; and the waiting slips' ids by
    printer."""

    rows: tuple[QueueRow, ...]
    waiting: dict[str, tuple[int, ...]]


def queue_view(store: Store, counter: str) -> QueueView:
    """What a counter's print queue holds."""
    with store.read() as connection:
        first = [*unanswered_jobs(connection, counter), *open_jobs(connection, counter)]
        known = {job.id for job in first}
        jobs = [*first, *(job for job in recent_jobs(connection, counter) if job.id not in known)]
        copies = last_copies(connection, [job.document for job in jobs])
    times = [time_words(local(job.created_at, store.clock)) for job in jobs]
    rows = tuple(QueueRow(job, time, copies[job.document] + 1) for job, time in zip(jobs, times, strict=True))
    waiting: dict[str, tuple[int, ...]] = {}
    for each in rows:
        if each.can_move:
            waiting[each.job.printer] = (*waiting.get(each.job.printer, ()), each.job.id)
    return QueueView(rows, waiting)


def slip_picture(store: Store, document: str, columns: int) -> tuple[str, bytes] | None:
    """A document's number and its slip as PNG; None once it is no longer kept."""
    from frontdesk.printing.picture import render_png

    with store.read() as connection:
        found = slip_of(connection, document)
    if found is None:
        return None
    return document.rpartition("/")[2], render_png(Slip.from_json(found.slip_json), columns)


def document_words(job: Job) -> str:
    """What a job prints, for people."""
    number = job.document.rpartition("/")[2]
    if job.kind == DRAWER:
        return t("settings.queue.drawer", document=number)
    return f"{kind_words(job.kind)} {number}" + (f" · {t('settings.queue.copy', n=job.copy)}" if job.copy else "")


def outcome_words(job: Job) -> str:
    """What became of a job: what a person said of it, else what the printer did."""
    return answer_words(job.answer) or state_words(job.state)


def why_words(job: Job) -> str:
    """What the printer said and what to do about it; empty when there is nothing to say."""
    return "" if job.answer else " ".join(trouble_words(job.error)).strip()
