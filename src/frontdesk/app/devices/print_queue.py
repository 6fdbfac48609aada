"""The print queue: what became of each slip, in words, and what a person decides about it."""

from collections.abc import Mapping
from uuid import uuid4

from PySide6.QtCore import QItemSelectionModel, Signal, Slot
from PySide6.QtGui import QAction

from frontdesk.app.devices.printer_board import ask_printer
from frontdesk.app.devices.queue_rows import (
    QueueRow,
    QueueView,
    document_words,
    outcome_words,
    queue_view,
    slip_picture,
    why_words,
)
from frontdesk.app.print_room import PrintRoom
from frontdesk.app.slip_viewer import SlipViewer
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, t
from frontdesk.printing.errors import SlipForgotten
from frontdesk.printing.move_jobs import MoveRequest, move_jobs
from frontdesk.printing.print_again import PrintAgainRequest, PrintAgainResult, print_again
from frontdesk.printing.queries import OPEN
from frontdesk.printing.settle_job import (
    JobRequest,
    JobSettled,
    JobsRequest,
    JobsSettled,
    cancel_job,
    cancel_jobs,
    paper_came_out,
)
from frontdesk.printing.words import printer_words
from frontdesk.staff.rights import Right, may
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
_PRINTER_COLUMN = 2
_ADD_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class PrintQueue(Card):
    """The newest slips of this counter; those that need an answer stand first. Several may be chosen at once."""

    was_read = Signal(object)
    """QueueView, whenever the queue was read again."""

    def __init__(self, desk: Desk, print_room: PrintRoom | None) -> None:
        super().__init__(padding=0)
        self.desk = desk
        self._print_room = print_room
        self._viewer: SlipViewer | None = None
        self._printers: dict[str, str] = {}
        self._working = False
        self.table = self._make_table()
        self.why = Label("", "note", wrap=True, name="settings.queue.why")
        self.failure = Banner("settings.queue.failure", "bad")
        self.failure.hide()
        self.came_out = Button(t("settings.queue.came_out"), "settings.queue.came_out", icon="check")
        self.again = Button(t("settings.queue.again", n=1), "settings.queue.again", icon="copy")
        self.move_to = Button(t("settings.queue.move"), "settings.queue.move", icon="arrow-right")
        self.cancel = Button(t("settings.queue.cancel"), "settings.queue.cancel", icon="ban")
        self.look = Button(t("settings.queue.look"), "settings.queue.look", icon="eye")
        self.retry = Button(t("settings.queue.retry"), "settings.queue.retry", kind="quiet", icon="refresh")
        presses = (
            (self.came_out, self._came_out),
            (self.again, self._again),
            (self.move_to, self._move),
            (self.cancel, self._cancel),
            (self.look, self._look),
            (self.retry, self._retry),
        )
        for button, slot in presses:
            button.clicked.connect(slot)
        self.add_header(t("settings.queue"), self.retry)
        self.body.addWidget(self.table, 1)
        buttons = row(self.came_out, self.again, self.move_to, self.cancel, None, self.look)
        foot = column(self.why, self.failure, buttons, spacing=10)
        foot.setContentsMargins(14, 0, 14, 14)
        self.body.addLayout(foot)
        self._choose()

    def _make_table(self) -> DataTable:
        table = DataTable(
            "settings.queue",
            t("settings.queue"),
            [
                Column("time", t("settings.queue.time"), lambda r: r.time, 70),
                Column("document", t("settings.queue.document"), lambda r: document_words(r.job), strong=True),
                Column("printer", t("settings.queue.printer"), lambda r: printer_words(r.job.printer), 190),
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
        table.set_empty(EmptyState("empty-list", t("settings.queue.empty")))
        table.setSelectionMode(DataTable.SelectionMode.ExtendedSelection)
        table.chosen.connect(self._choose)
        table.selectionModel().selectionChanged.connect(self._choose)
        table.opened.connect(self._look)
        return table

    def reload(self) -> None:
        """Read the queue again."""
        self.desk.read(
            queue_view, self.desk.store, self.desk.settings.counter, then=self._read, latest="settings.queue"
        )

    @Slot(object)
    def _read(self, view: QueueView) -> None:
        self.was_read.emit(view)

    def show_view(self, view: QueueView, printers: Mapping[str, str]) -> None:
        """Show what was read; ``printers``: the titles of those that slips can be sent to, by name."""
        self._printers = dict(printers)
        kept = {chosen.job.id for chosen in self.chosen_rows()}
        self.table.set_rows(view.rows)
        several = len({*printers, *(row.job.printer for row in view.rows if row.job.printer)}) > 1
        self.table.setColumnHidden(_PRINTER_COLUMN, not several)
        self.move_to.setVisible(several)
        self.retry.setVisible(self._print_room is not None and any(row.waits for row in view.rows))
        if self.table.current_row() is None and view.rows:
            self.table.selectRow(0)
        for number, each in enumerate(view.rows):
            if each.job.id in kept:
                self.table.selectionModel().select(self.table.model().index(number, 0), _ADD_ROW)
        self._choose()

    def chosen_rows(self) -> list[QueueRow]:
        """The rows now chosen, from the top."""
        numbers = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        rows = self.table.rows()
        return [rows[number] for number in numbers if number < len(rows)]

    @Slot()
    def _choose(self, *_: object) -> None:
        chosen = self.chosen_rows()
        one = chosen[0] if len(chosen) == 1 else None
        allowed = self.desk.actor is not None and may(self.desk.actor.role, Right.PRINT_AGAIN)
        # What still waits comes out by itself; a copy beside it would only confuse.
        can_copy = one is not None and one.is_slip and allowed and one.job.state not in OPEN
        self.came_out.setEnabled(one is not None and one.is_open_question)
        self.again.setEnabled(can_copy)
        self.again.setToolTip("" if allowed else t("error.staff.right_missing"))
        self.again.set_words(t("settings.queue.again", n=one.next_copy if one is not None else 1))
        self.move_to.set_words(t("settings.queue.again_on" if can_copy else "settings.queue.move"))
        self.move_to.setEnabled(can_copy or any(self._movable(chosen)))
        waiting = sum(each.waits for each in chosen)
        self.cancel.setEnabled(waiting > 0)
        self.cancel.set_words(t("settings.queue.cancel") if waiting < 2 else t("settings.queue.cancel_n", n=waiting))
        self.look.setEnabled(one is not None and one.is_slip)
        self.why.setText(why_words(one.job) if one is not None else "")

    def _movable(self, chosen: list[QueueRow]) -> dict[str, str]:
        """Printers that some chosen slip, which waits, doesn't wait for yet."""
        at = {each.job.printer for each in chosen if each.can_move}
        return {name: title for name, title in self._printers.items() if at - {name}}

    def carry_out(self, call: object, request: object) -> None:
        """Have something done to jobs and read the queue again; a refusal is said below the table.

        Until it is done nothing else is: a double click must not bring two copies.
        """
        if self._working:
            return
        self._working = True
        self.failure.hide()
        assert callable(call)
        self.desk.run(call, self.desk.store, self.desk.signed_in(), request, then=self._done, failed=self._refused)

    @Slot()
    def _came_out(self) -> None:
        for chosen in self.chosen_rows()[:1]:
            self.carry_out(paper_came_out, JobRequest(uuid4().hex, chosen.job.id))

    @Slot()
    def _again(self) -> None:
        for chosen in self.chosen_rows()[:1]:
            self.carry_out(print_again, PrintAgainRequest(uuid4().hex, chosen.job.document))

    @Slot()
    def _move(self) -> None:
        whereto = self._movable(self.chosen_rows()) or self._printers
        ask_printer(self.move_to, whereto, self._whereto)

    @Slot(QAction)
    def _whereto(self, action: QAction) -> None:
        chosen, printer = self.chosen_rows(), str(action.data())
        ids = tuple(each.job.id for each in chosen if each.can_move)
        if ids:
            self.carry_out(move_jobs, MoveRequest(uuid4().hex, ids, printer))
        elif len(chosen) == 1:
            self.carry_out(print_again, PrintAgainRequest(uuid4().hex, chosen[0].job.document, printer))

    @Slot()
    def _cancel(self) -> None:
        ids = tuple(each.job.id for each in self.chosen_rows() if each.waits)
        if len(ids) == 1:
            self.carry_out(cancel_job, JobRequest(uuid4().hex, ids[0]))
        elif ids:
            self.carry_out(cancel_jobs, JobsRequest(uuid4().hex, ids))

    @Slot()
    def _retry(self) -> None:
        if self._print_room is not None:
            self._print_room.retry_now()

    @Slot(object)
    def _done(self, result: PrintAgainResult | JobSettled | JobsSettled) -> None:
        self._working = False
        if isinstance(result, PrintAgainResult):
            self.desk.toast(t("settings.queue.copy_waits", n=result.copy))
        elif isinstance(result, JobsSettled) and result.left:
            self.desk.toast(t("settings.queue.some_left", n=result.settled, left=result.left), "warn")
        self.desk.notify("spool")
        self.reload()

    @Slot(object)
    def _refused(self, error: FrontdeskError) -> None:
        self._working = False
        if not isinstance(error, InternalFault):
            self.failure.show_state("bad", *error_text(error))
            self.failure.show()
        self.reload()

    @Slot()
    def _look(self, *_: object) -> None:
        chosen = self.chosen_rows()
        if len(chosen) == 1 and chosen[0].is_slip:
            job = chosen[0].job
            printers = {each.name: each.columns for each in self.desk.settings.printers}
            columns = printers.get(job.printer, self.desk.settings.paper_columns)
            self.desk.read(slip_picture, self.desk.store, job.document, columns, then=self._show_slip, latest="slip")

    @Slot(object)
    def _show_slip(self, found: tuple[str, bytes] | None) -> None:
        if found is None:
            self._refused(SlipForgotten(document=""))
            return
        if self._viewer is None:
            self._viewer = SlipViewer(self)
        self._viewer.show_slips([found])
