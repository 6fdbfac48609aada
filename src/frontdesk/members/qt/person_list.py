"""The list at the left of the Members page: search, the newest members, and the way to a new one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from frontdesk.core.i18n import t
from frontdesk.members.overview import PersonLine, search
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import Button, Card, Column, DataTable, EmptyState, Line, SearchBox, row


class PersonList(Card):
    """Tells which person was picked; the list follows what is typed."""

    picked = Signal(int)
    """A person's id."""
    new_wanted = Signal()
    register_wanted = Signal()
    """The card register (G19)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(padding=0, spacing=0)
        self._desk = desk
        self._first_pending = False
        self._answered = False
        self.search = SearchBox("members.search", t("members.search"), placeholder=t("members.search.placeholder"))
        self.new = Button(t("members.new"), "members.new", shortcut="F6", icon="plus")
        self.new.clicked.connect(self.new_wanted)
        self.table = DataTable("members.list", t("members.list"), _columns(), row_key=lambda line: line.person_id)
        self.table.set_empty(EmptyState("empty-search", t("members.list.none"), note=t("members.list.none.note")))
        top = row(self.search, spacing=8)
        top.setContentsMargins(10, 10, 10, 10)
        self.heading = self.add_header(t("members.list.newest"), self.new)
        self.body.addLayout(top)
        self.body.addWidget(self.table, 1)
        self.register = Button(t("members.register"), "members.register", kind="quiet", shortcut="F3", icon="cards")
        self.register.clicked.connect(self.register_wanted)
        self.add_footer(Line())
        foot = QWidget()
        foot.setLayout(row(self.register, None))
        self.add_footer(foot)
        self.search.wanted.connect(self._wanted)
        self.search.down.connect(self._into_table)
        self.search.chosen.connect(self._take_first)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(self._chosen)

    def reload(self) -> None:
        """Read the list again for what is typed."""
        text = self.search.text()
        self.heading.setText(t("members.list.found" if text.strip() else "members.list.newest"))
        self._desk.read(search, self._desk.store, text, then=self._show, latest="members.list")

    @Slot()
    def _wanted(self) -> None:
        self._first_pending = self._answered = False
        self.reload()

    @Slot(object)
    def _show(self, lines: Sequence[PersonLine]) -> None:
        self._answered = True
        self.table.set_rows(lines)
        if self._first_pending:
            self._take_first()

    @Slot()
    def _into_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.table.rows() and self.table.current_row() is None:
            self.table.selectRow(0)

    @Slot()
    def _take_first(self) -> None:
        """Enter in the search box: the likeliest person, as soon as the answer is there."""
        rows = self.table.rows()
        self._first_pending = not self._answered
        if rows and self._answered:
            self.table.selectRow(0)
            self.picked.emit(rows[0].person_id)

    @Slot(object)
    def _chosen(self, line: PersonLine | None) -> None:
        if line is not None:
            self.picked.emit(line.person_id)


def _columns() -> list[Column]:
    return [
        Column("name", t("members.name"), lambda line: line.name, strong=True),
        Column("number", t("members.number"), lambda line: line.number, 92),
        Column("known_by", t("members.known_by"), _known_by, 96, align="right"),
    ]


def _known_by(line: PersonLine) -> str:
    if line.key_code:
        return t("members.known_by.key", key=line.key_code)
    if line.card_number:
        return t("members.known_by.card", card=line.card_number)
    return t("members.known_by.tail", tail=line.phone_tail) if line.phone_tail else ""
