"""The printers of this counter, a line each: how it is, what to do, what waits, and whereto that can go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from frontdesk.app.devices.printer_lines import PrinterLine
from frontdesk.app.window.devices import SHAPES, TONES
from frontdesk.core.i18n import t
from frontdesk.ui.widgets import Button, Card, Chip, ElidedLabel, Label, clear_layout, column, named, row

_TITLE_WIDTH = 190


class PrinterBoard(Card):
    """``move_wanted(from, to)``: everything that waits for one printer shall go to another."""

    move_wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(padding=0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        named(self, "settings.queue.printers", t("settings.queue.printers"))
        self._rows: dict[str, _PrinterRow] = {}
        self._lines = column(spacing=0)
        self._lines.setContentsMargins(14, 4, 8, 4)
        self.body.addLayout(self._lines)

    def show_printers(
        self, lines: Sequence[PrinterLine], waiting: Mapping[str, int], targets: Mapping[str, str], stand_in: str
    ) -> None:
        """``waiting`` slips by printer; ``targets``: titles of the printers slips can be sent to, by name."""
        if [line.name for line in lines] != list(self._rows):
            clear_layout(self._lines)
            self._rows = {line.name: _PrinterRow(line.name, self.move_wanted.emit) for line in lines}
            for each in self._rows.values():
                self._lines.addWidget(each)
        for line in lines:
            others = {name: title for name, title in targets.items() if name != line.name}
            self._rows[line.name].show_line(line, waiting.get(line.name, 0), others, line.name == stand_in)

    def printer_row(self, name: str) -> _PrinterRow:
        """The line of a printer."""
        return self._rows[name]


class _PrinterRow(QWidget):
    def __init__(self, name: str, move: Callable[[str, str], object]) -> None:
        super().__init__()
        self._name = name
        self._move = move
        self._others: dict[str, str] = {}
        self._title = ElidedLabel("", "strong", name=f"settings.queue.printer.{name}")
        self._title.setFixedWidth(_TITLE_WIDTH)
        self.state = Chip("", name=f"settings.queue.printer.{name}.state")
        self.todo = ElidedLabel("", "note", name=f"settings.queue.printer.{name}.todo")
        self.waiting = Label("", "strong", name=f"settings.queue.printer.{name}.waiting")
        self.move_all = Button("", f"settings.queue.printer.{name}.move", kind="quiet", icon="arrow-right")
        self.move_all.clicked.connect(self._ask)
        line = row(self._title, self.state, self.todo, self.waiting, self.move_all, spacing=12)
        line.setStretch(2, 1)
        self.setLayout(line)
        self.setMinimumHeight(40)

    def show_line(self, line: PrinterLine, waiting: int, others: Mapping[str, str], stands_in: bool) -> None:
        """Say how the printer is now."""
        self._others = dict(others)
        self._title.set_whole(line.title)
        self.state.set_state(line.word or t("printer.state.ok"), TONES[line.level], SHAPES[line.level])
        self.todo.set_whole(line.todo or (t("settings.queue.stands_in") if stands_in else ""))
        self.waiting.setText(t("settings.queue.waiting", n=waiting) if waiting else "")
        self.move_all.set_words(t("settings.queue.move_all"))
        self.move_all.setAccessibleName(f"{t('settings.queue.move_all')} {line.title}")
        self.move_all.setVisible(bool(waiting and others))

    @Slot()
    def _ask(self) -> None:
        ask_printer(self.move_all, self._others, self._chosen)

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        self._move(self._name, str(action.data()))


def ask_printer(button: Button, printers: Mapping[str, str], chosen: Callable[[QAction], object]) -> None:
    """A menu of printers (titles by name) below a button; the slot ``chosen`` finds the name in the action's data."""
    menu = QMenu(button)
    menu.setObjectName("settings.queue.whereto")
    for name, title in printers.items():
        action = menu.addAction(title)
        action.setObjectName(f"settings.queue.whereto.{name}")
        action.setData(name)
    menu.triggered.connect(chosen)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))
    menu.setActiveAction(menu.actions()[0])
