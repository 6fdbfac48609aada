"""The print queue: what became of each slip, in words, and what a person decides about it."""

from dataclasses import dataclass
from uuid import uuid4

from PySide6.QtCore import Slot

from frontdesk.app.slip_viewer import SlipViewer
from frontdesk.core.clock import local
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import catalogue, error_text, t
from frontdesk.printing.print_again import PrintAgainRequest, PrintAgainResult, print_again
from frontdesk.printing.queries import OPEN, WAITING, Job, last_copy, recent_jobs, slip_of, unanswered_jobs
from frontdesk.printing.settle_job import JobRequest, JobSettled, cancel_job, paper_came_out
from frontdesk.printing.slip import Slip
from frontdesk.printing.words import answer_words, state_words, trouble_words
from frontdesk.printing.worker import PrintWorker
from frontdesk.staff.rights import Right, may
from frontdesk.store.store import Store
from frontdesk.ui.dates import time_words
from frontdesk.ui.desk import Desk
from frontdesk.ui.runner import InternalFault
from frontdesk.ui.tokens import Tone
from frontdesk.ui.widgets import Banner, Button, Card, Column, DataTable, EmptyState, Label, column, row

_TONES: dict[str, Tone] = {"queued": "info", "sending": "info", "refused": "warn", "uncertain": "bad"}
_ICONS = {
    "queued": "clock",
    "sending": "printer",
    "refused": "warning",
    "uncertain": "warning",
    "done": "check",
    "unconfirmed": "check",
    "cancelled": "ban",
}


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A job as the table shows it; ``next_copy`` is the number a further print of its document would carry."""

    job: Job
    time: str
    next_copy: int

    @property
    def is_open_question(self) -> bool:
        """Whether somebody has to say what became of it."""
        return self.job.state == "uncertain" and not self.job.answer and self.job.kind != "drawer"


class PrintQueue(Card):
    """The newest slips of this counter; those that need an answer stand first."""

    def __init__(self, desk: Desk, worker: PrintWorker | None) -> None:
        super().__init__(padding=0)
        self.desk = desk
        self._worker = worker
        self._viewer: SlipViewer | None = None
        self.table = DataTable(
            "settings.queue",
            t("settings.queue"),
            [
                Column("time", t("settings.queue.time"), lambda r: r.time, 70),
                Column("document", t("settings.queue.document"), lambda r: document_words(r.job), strong=True),
                Column(
                    "state",
                    t("settings.queue.state"),
                    lambda r: outcome_words(r.job),
                    250,
                    tone=lambda r: "muted" if r.job.answer else _TONES.get(r.job.state, "plain"),
                    icon=lambda r: _ICONS[r.job.state],
                ),
            ],
            row_key=lambda r: r.job.id,
        )
        self.table.set_empty(EmptyState("empty-list", t("settings.queue.empty")))
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._look)
        self.why = Label("", "note", wrap=True, name="settings.queue.why")
        self.failure = Banner("settings.queue.failure", "bad")
        self.failure.hide()
        self.came_out = Button(t("settings.queue.came_out"), "settings.queue.came_out", icon="check")
        self.again = Button(t("settings.queue.again", n=1), "settings.queue.again", icon="copy")
        self.cancel = Button(t("settings.queue.cancel"), "settings.queue.cancel", icon="ban")
        self.look = Button(t("settings.queue.look"), "settings.queue.look", icon="eye")
        self.retry = Button(t("settings.queue.retry"), "settings.queue.retry", kind="quiet", icon="refresh")
        self.came_out.clicked.connect(self._came_out)
        self.again.clicked.connect(self._again)
        self.cancel.clicked.connect(self._cancel)
        self.look.clicked.connect(self._look)
        self.retry.clicked.connect(self._retry)
        self.add_header(t("settings.queue"), self.retry)
        self.body.addWidget(self.table, 1)
        foot = column(self.why, self.failure, row(self.came_out, self.again, self.cancel, None, self.look), spacing=10)
        foot.setContentsMargins(14, 0, 14, 14)
        self.body.addLayout(foot)
        desk.changed.connect(self._changed)
        self._choose(None)

    def reload(self) -> None:
        """Read the queue again."""
        self.desk.read(
            queue_rows, self.desk.store, self.desk.settings.counter, then=self._show, latest="settings.queue"
        )

    @Slot(str)
    def _changed(self, topic: str) -> None:
        if topic == "spool" and self.isVisible():
            self.reload()

    @Slot(object)
    def _show(self, rows: list[QueueRow]) -> None:
        self.table.set_rows(rows)
        self.retry.setVisible(self._worker is not None and any(row.job.state in WAITING for row in rows))
        if self.table.current_row() is None and rows:
            self.table.selectRow(0)
        self._choose(self.table.current_row())

    @Slot(object)
    def _choose(self, chosen: QueueRow | None) -> None:
        slip = chosen is not None and chosen.job.kind != "drawer"
        allowed = self.desk.actor is not None and may(self.desk.actor.role, Right.PRINT_AGAIN)
        self.came_out.setEnabled(chosen is not None and chosen.is_open_question)
        # What still waits comes out by itself; a copy beside it would only confuse.
        self.again.setEnabled(slip and allowed and chosen is not None and chosen.job.state not in OPEN)
        self.again.setToolTip("" if allowed else t("error.staff.right_missing"))
        self.again.set_words(t("settings.queue.again", n=chosen.next_copy if chosen is not None else 1))
        self.cancel.setEnabled(chosen is not None and chosen.job.state in WAITING)
        self.look.setEnabled(slip)
        self.why.setText(why_words(chosen.job) if chosen is not None else "")

    def _run(self, call: object, request: object) -> None:
        self.failure.hide()
        assert callable(call)
        self.desk.run(call, self.desk.store, self.desk.signed_in(), request, then=self._done, failed=self._refused)

    @Slot()
    def _came_out(self) -> None:
        chosen = self.table.current_row()
        if chosen is not None:
            self._run(paper_came_out, JobRequest(uuid4().hex, chosen.job.id))

    @Slot()
    def _again(self) -> None:
        chosen = self.table.current_row()
        if chosen is not None:
            self._run(print_again, PrintAgainRequest(uuid4().hex, chosen.job.document))

    @Slot()
    def _cancel(self) -> None:
        chosen = self.table.current_row()
        if chosen is not None:
            self._run(cancel_job, JobRequest(uuid4().hex, chosen.job.id))

    @Slot()
    def _retry(self) -> None:
        if self._worker is not None:
            self._worker.retry_now()

    @Slot(object)
    def _done(self, result: PrintAgainResult | JobSettled) -> None:
        if isinstance(result, PrintAgainResult):
            self.desk.toast(t("settings.queue.copy_waits", n=result.copy))
        self.desk.notify("spool")
        self.reload()

    @Slot(object)
    def _refused(self, error: FrontdeskError) -> None:
        if not isinstance(error, InternalFault):
            self.failure.show_state("bad", *error_text(error))
            self.failure.show()
        self.reload()

    @Slot()
    def _look(self, *_: object) -> None:
        chosen = self.table.current_row()
        if chosen is not None and chosen.job.kind != "drawer":
            columns = self.desk.settings.paper_columns
            self.desk.read(
                slip_picture, self.desk.store, chosen.job.document, columns, then=self._show_slip, latest="slip"
            )

    @Slot(object)
    def _show_slip(self, found: tuple[str, bytes] | None) -> None:
        if found is None:
            return
        if self._viewer is None:
            self._viewer = SlipViewer(self)
        self._viewer.show_slips([found])


def queue_rows(store: Store, counter: str) -> list[QueueRow]:
    """A counter's newest jobs, the open questions first."""
    with store.read() as connection:
        asked = unanswered_jobs(connection, counter)
        known = {job.id for job in asked}
        jobs = [*asked, *(job for job in recent_jobs(connection, counter) if job.id not in known)]
        copies = {job.document: last_copy(connection, job.document) + 1 for job in jobs}
    return [QueueRow(job, time_words(local(job.created_at, store.clock)), copies[job.document]) for job in jobs]


def slip_picture(store: Store, document: str, columns: int) -> tuple[str, bytes] | None:
    """A document's number and its slip as PNG."""
    from frontdesk.printing.picture import render_png

    with store.read() as connection:
        found = slip_of(connection, document)
    if found is None:
        return None
    return document.rpartition("/")[2], render_png(Slip.from_json(found.slip_json), columns)


def document_words(job: Job) -> str:
    """What a job prints, for people."""
    number = job.document.rpartition("/")[2]
    if job.kind == "drawer":
        return t("settings.queue.drawer", document=number)
    known = f"settings.queue.kind.{job.kind}"
    kind = t(known) if known in catalogue() else t("settings.queue.kind.other")
    return f"{kind} {number}" + (f" · {t('settings.queue.copy', n=job.copy)}" if job.copy else "")


def outcome_words(job: Job) -> str:
    """What became of a job: what a person said of it, else what the printer did."""
    return answer_words(job.answer) or state_words(job.state)


def why_words(job: Job) -> str:
    """What the printer said and what to do about it; empty when there is nothing to say."""
    return "" if job.answer else " ".join(trouble_words(job.error)).strip()
