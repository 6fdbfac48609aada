"""One key: its number, state, holder and slot, what can be done with it, and its history."""

from PySide6.QtWidgets import QStackedLayout, QWidget

from frontdesk.core.i18n import language, t
from frontdesk.keys.board import Cell
from frontdesk.keys.overview import KeyDetails, Line
from frontdesk.keys.qt.key_cell import state_of
from frontdesk.ui.dates import moment_words
from frontdesk.ui.tokens import Tone
from frontdesk.ui.widgets import (
    Button,
    Card,
    Chip,
    Column,
    DataTable,
    EmptyState,
    KeyValue,
    Label,
    column,
    row,
)
from frontdesk.ui.widgets import Line as Hairline

_TONES: dict[str, tuple[Tone, str]] = {
    "free": ("ok", "shape-ok"),
    "out": ("info", "card"),
    "out_no_card": ("info", "shape-off"),
    "guest": ("info", "user"),
    "left_card": ("warn", "shape-warn"),
    "lost": ("bad", "shape-bad"),
    "out_of_use": ("muted", "shape-off"),
}


class KeyDetailsCard(Card):
    """Empty until a key is chosen; the page listens to the buttons."""

    def __init__(self) -> None:
        super().__init__(padding=0, spacing=0)
        self.add_header(t("keys.detail"))
        self._empty = EmptyState("empty-keys", t("keys.choose"), note=t("keys.choose.note"))
        self.number = Label("", "key", tone="primary", name="keys.number")
        self.state = Chip("", name="keys.state")
        self.facts = KeyValue("keys.facts", t("keys.detail"))
        self.out_of_use = Button(t("keys.out_of_use"), "keys.out_of_use", icon="ban")
        self.in_use = Button(t("keys.in_use"), "keys.in_use", icon="check", kind="primary")
        self.missing = Button(t("keys.missing"), "keys.missing", icon="warning")
        self.found = Button(t("keys.found"), "keys.found", icon="check", kind="primary")
        self.retag = Button(t("keys.retag"), "keys.retag", icon="tag")
        self.table = DataTable(
            "keys.history",
            t("keys.history"),
            [
                Column("at", t("keys.history.at"), lambda line: moment_words(line.at), 128),
                Column("what", t("keys.history.what"), _words, strong=True),
                Column("who", t("keys.history.who"), lambda line: line.who, 110),
            ],
            row_height=36,
        )
        self.table.set_empty(EmptyState("empty-list", t("keys.history.empty")))
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._lay_out())
        self.body.addLayout(self._stack)

    def _lay_out(self) -> QWidget:
        head = row(self.number, None, self.state)
        buttons = row(self.in_use, self.found, self.out_of_use, self.missing, None, spacing=8)
        above = column(head, self.facts, buttons, row(self.retag, None), spacing=12)
        above.setContentsMargins(14, 12, 14, 12)
        whole = QWidget()
        layout = column(above, Hairline(), self.table, spacing=0)
        layout.setStretch(2, 1)
        whole.setLayout(layout)
        return whole

    def show_key(self, details: KeyDetails | None, may_manage: bool) -> None:
        """Paint a key, or that none is chosen."""
        if details is None:
            self._stack.setCurrentIndex(0)
            return
        cell = details.cell
        state = state_of(cell)
        self.number.setText(cell.code)
        self.state.set_state(t(f"keys.state.{state}"), *_TONES[state])
        self.facts.set_facts(
            [
                (t("keys.zone"), details.zone.name(language())),
                (t("keys.holder"), _holder(details)),
                (t("keys.slot"), _slot(cell)),
                (t("keys.tag"), cell.tag_code),
            ]
        )
        at_home = cell.holder == "board"
        self.out_of_use.setVisible(at_home and cell.state == "normal")
        self.missing.setVisible(at_home and cell.state != "lost")
        self.in_use.setVisible(cell.state == "out_of_use")
        self.found.setVisible(cell.state == "lost")
        self.retag.setVisible(may_manage)
        self.table.set_rows(details.history)
        self._stack.setCurrentIndex(1)


def _holder(details: KeyDetails) -> str:
    if details.cell.is_out:
        name = details.holder_name
        return t("keys.at.visit", name=name) if name else t("keys.at.somebody")
    return t(f"keys.at.{details.cell.holder}")


def _slot(cell: Cell) -> str:
    if cell.tray_card:
        return t("keys.slot.card", card=cell.tray_card)
    return t("keys.slot.document") if cell.in_tray else t("keys.slot.empty")


def _words(line: Line) -> str:
    words = t(f"keys.did.{line.past.what}")
    return f"{words} · {line.past.note}" if line.past.note else words
