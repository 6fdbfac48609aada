"""How the printers are, what waits to be printed, and what became of each slip."""

from uuid import uuid4

from PySide6.QtCore import Slot

from frontdesk.app.devices.print_queue import PrintQueue
from frontdesk.app.devices.printer_board import PrinterBoard
from frontdesk.app.devices.printer_lines import gone_line, printer_line
from frontdesk.app.devices.queue_rows import QueueView
from frontdesk.app.print_room import PrintRoom
from frontdesk.app.settings.tab import SettingsTab
from frontdesk.devices.printers.printer import PrinterState
from frontdesk.printing.move_jobs import MoveRequest, move_jobs
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import column


class QueueTab(SettingsTab):
    """The printers and the spool of this counter."""

    def __init__(self, desk: Desk, print_room: PrintRoom | None) -> None:
        super().__init__(desk)
        self._print_room = print_room
        self._waiting: dict[str, tuple[int, ...]] = {}
        self.board = PrinterBoard()
        self.queue = PrintQueue(desk, print_room)
        layout = column(self.board, self.queue)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.board.move_wanted.connect(self._move_all)
        self.queue.was_read.connect(self._show)
        desk.changed.connect(self._changed)

    def reload(self) -> None:
        self.queue.reload()

    @Slot(object)
    def _show(self, view: QueueView) -> None:
        self._waiting = view.waiting
        printers = self.desk.settings.printers
        lines = [printer_line(each, self._heard(each.name)) for each in printers]
        targets = {line.name: line.title for line in lines}
        lines += [gone_line(name) for name in view.waiting if name not in targets]
        self.board.setVisible(bool(lines))
        self.board.show_printers(
            lines,
            {name: len(ids) for name, ids in view.waiting.items()},
            targets,
            self.desk.settings.fallback_printer if len(printers) > 1 else "",
        )
        self.queue.show_view(view, targets)

    def _heard(self, printer: str) -> PrinterState | None:
        return self._print_room.heard(printer) if self._print_room is not None else None

    @Slot(str)
    def _changed(self, topic: str) -> None:
        if topic in ("spool", "printers") and self.isVisible():
            self.reload()

    @Slot(str, str)
    def _move_all(self, printer: str, to: str) -> None:
        ids = self._waiting.get(printer, ())
        if ids:
            self.queue.carry_out(move_jobs, MoveRequest(uuid4().hex, ids, to))
