"""The card readers and keyboard readers of this counter: found, tried, placed, kept."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from frontdesk.app.devices.keyboard_reader import KeyboardReaderDialog, writing_words
from frontdesk.app.devices.reader_line import ReaderLine, WedgeLine
from frontdesk.app.reader_watch import ReaderWatch
from frontdesk.app.settings.machine_tab import MachineTab
from frontdesk.app.settings.tab import choice, show_choice
from frontdesk.core.i18n import t
from frontdesk.core.settings import CHOICES, MachineSettings
from frontdesk.devices.cards import CardPresented
from frontdesk.devices.identify import reader_words, told_apart
from frontdesk.devices.readers.apdu_log import FILE_NAME
from frontdesk.devices.readers.reader import CardReader
from frontdesk.staff.rights import Right
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import (
    Banner,
    Button,
    Card,
    FieldRow,
    Label,
    Line,
    TextEdit,
    clear_layout,
    column,
    named,
    row,
    scrolling,
)


class ReadersTab(MachineTab):
    """Places, keyboard readers and the log are used as soon as they are saved."""

    def __init__(self, desk: Desk, folder: Path, readers: ReaderWatch | None = None) -> None:
        super().__init__(desk, folder, "devices.readers")
        self._watch = readers
        self._wedge = self.kept.wedge_readers
        self.lines: dict[str, ReaderLine] = {}
        self.dialog: KeyboardReaderDialog | None = None
        self._make_fields(folder)
        self._lay_out()
        if readers is not None:
            readers.state_changed.connect(self._show_readers)
            readers.heard.connect(self._heard)
            readers.tapped.connect(self._tapped)

    def _make_fields(self, folder: Path) -> None:
        self.reader = choice(
            "settings.reader", t("settings.reader"), [(key, t(f"settings.reader.{key}")) for key in CHOICES["reader"]]
        )
        self.uid_form = choice(
            "settings.uid_form",
            t("settings.uid_form"),
            [(key, t(f"settings.uid_form.{key}")) for key in CHOICES["uid_form"]],
        )
        self.prefix = TextEdit("settings.prefix", t("settings.prefix"), limit=8)
        self.apdu_log = choice(
            "devices.apdu_log",
            t("devices.apdu_log"),
            [(False, t("devices.apdu_log.off")), (True, t("devices.apdu_log.on"))],
        )
        self.log_place = Label(str(folder / FILE_NAME), "note", wrap=True, name="devices.apdu_log.file")
        self.found = Label("", "note", wrap=True, name="devices.readers.found")
        self.tried = Banner("devices.readers.tried", "info", t("devices.readers.try"), t("devices.readers.try.note"))
        self.add = Button(t("devices.wedge.add"), "devices.wedge.add", icon="plus")
        self.add.clicked.connect(self._add)

    def _lay_out(self) -> None:
        on_computer = Card(spacing=14)
        self.master = Button(t("cards.master.button"), "cards.master", icon="card")
        self.master.setToolTip(t("cards.master.hint"))
        self.master.clicked.connect(self._open_master)
        on_computer.add_header(t("devices.readers.pcsc"), self.master)
        on_computer.body.addWidget(FieldRow(t("settings.reader"), self.reader, hint=t("settings.reader.hint")))
        self._reader_lines = column(spacing=10)
        for item in (self.found, self.tried, Line()):
            on_computer.body.addWidget(item)
        on_computer.body.insertLayout(2, self._reader_lines)
        on_computer.body.addWidget(FieldRow(t("devices.apdu_log"), self.apdu_log, hint=t("devices.apdu_log.hint")))
        on_computer.body.addWidget(self.log_place)
        on_computer.body.addStretch(1)
        keyboard = Card(spacing=14)
        keyboard.add_header(t("devices.readers.keyboard"), self.add)
        self._wedge_lines = column(spacing=10)
        keyboard.body.addLayout(self._wedge_lines)
        keyboard.body.addWidget(FieldRow(t("settings.uid_form"), self.uid_form, hint=t("devices.readers.other_form")))
        keyboard.body.addWidget(FieldRow(t("settings.prefix"), self.prefix, hint=t("settings.prefix.hint")))
        keyboard.body.addStretch(1)
        cards = row(on_computer, keyboard)
        cards.setStretch(0, 1)
        cards.setStretch(1, 1)
        content = QWidget()
        content.setLayout(column(self.note, cards, None))
        whole = column(scrolling(content), self.restart, self.failure, row(None, self.save))
        whole.setStretch(0, 1)
        self.setLayout(whole)

    @Slot()
    def _open_master(self) -> None:
        """The cards' master key: on paper, and back from there."""
        # With what draws pages and slips, for something that is opened once in years.
        from frontdesk.cards.dialogs.master_key import MasterKeyDialog

        self.master_key = MasterKeyDialog(self.desk, self.window())
        self.master_key.finished.connect(self.master_key.deleteLater)
        self.master_key.open()

    def reload(self) -> None:
        allowed = self.may(Right.SETTINGS)
        self.note.setVisible(not allowed)
        for field in (self.reader, self.uid_form, self.prefix, self.apdu_log, self.add, self.save):
            field.setEnabled(allowed)
        self.read_settings()

    def show_settings(self, settings: MachineSettings) -> None:
        show_choice(self.reader, settings.reader)
        show_choice(self.uid_form, settings.uid_form)
        show_choice(self.apdu_log, settings.apdu_log)
        self.prefix.setText(settings.key_tag_prefix)
        self._wedge = settings.wedge_readers
        self._show_wedge_readers()
        for line in self.lines.values():
            line.hide()
            line.deleteLater()
        self.lines = {}
        self._show_readers()

    def changes(self) -> dict[str, Any] | None:
        return {
            "reader": self.reader.currentData(),
            "readers": tuple(line.settings() for line in self.lines.values() if line.place.currentData() != "desk"),
            "wedge_readers": self._wedge,
            "uid_form": self.uid_form.currentData(),
            "key_tag_prefix": self.prefix.text().strip(),
            "apdu_log": bool(self.apdu_log.currentData()),
        }

    def handle_card(self, card: object) -> bool:
        # A test tap is no arrival; what it is was already said by ``_tapped``.
        return self._watch is not None

    @Slot(object)
    def _show_readers(self, _state: object = None) -> None:
        state = self._watch.state if self._watch is not None else None
        there = (*state.readers, *state.off) if state is not None else ()
        placed = {reader.name: reader.place for reader in self.kept.readers}
        for name in dict.fromkeys((*there, *placed)):
            if name not in self.lines:
                line = self.lines[name] = ReaderLine(name, placed.get(name, "desk"))
                line.place.setEnabled(self.may(Right.SETTINGS))
                self._reader_lines.addWidget(line)
        for name, line in list(self.lines.items()):
            if name not in there and name not in placed:
                line.hide()
                line.deleteLater()
                del self.lines[name]
                continue
            last = self._watch.last.get(name) if self._watch is not None else None
            off = state is not None and name in state.off
            line.show_state(name in there, off, last, self.desk.store.clock)
        words = reader_words(state) if state is not None else (t("app.reader.starting"), "")
        self.found.setText("" if there else " ".join(words).strip())
        self.found.setVisible(not there)

    @Slot(str)
    def _heard(self, _name: str) -> None:
        self._show_readers()

    @Slot(object)
    def _tapped(self, card: CardPresented) -> None:
        if self.dialog is not None:
            self.dialog.take_card(card)
        elif self.isVisible() and self._watch is not None:
            self.tried.show_state("info", t("devices.readers.reading"), card.uid, icon="card")
            self.desk.read(tap_facts, self.desk.store, self._watch.reader, card, then=self._told, latest="devices.tap")

    @Slot(object)
    def _told(self, facts: "TapFacts") -> None:
        kind = t(f"devices.kind.{facts.card.kind.value}")
        self.tried.show_state("ok", f"{kind} · {facts.card.uid}", facts.holder_words(), icon="card")

    def _show_wedge_readers(self) -> None:
        clear_layout(self._wedge_lines)
        for reader in self._wedge:
            line = WedgeLine(reader, writing_words(reader), self._remove)
            line.remove.setEnabled(self.may(Right.SETTINGS))
            self._wedge_lines.addWidget(line)
        if not self._wedge:
            none = named(Label(t("devices.wedge.none"), tone="muted", wrap=True), "devices.wedge.none")
            self._wedge_lines.addWidget(none)

    @Slot()
    def _add(self) -> None:
        self.dialog = KeyboardReaderDialog(self.desk, self._wedge, self)
        self.dialog.finished.connect(self._assisted)
        self.dialog.open()

    @Slot()
    def _assisted(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is None:
            return
        if dialog.result_value is not None:
            self._wedge = (*self._wedge, dialog.result_value)
            self.save.click()
        dialog.deleteLater()

    def _remove(self, name: str) -> None:
        self._wedge = tuple(reader for reader in self._wedge if reader.name != name)
        self.save.click()


@dataclass(frozen=True, slots=True)
class TapFacts:
    """A test tap: the card with its exact kind, and whose it is."""

    card: CardPresented
    holder: str
    number: str

    def holder_words(self) -> str:
        """Whose card it is, for people."""
        if self.card.uid_is_random:
            return t("devices.readers.random_uid")
        if not self.number:
            return t("devices.readers.no_holder")
        return t("devices.readers.holder", name=self.holder or "—", number=self.number)


def tap_facts(store: Store, reader: CardReader, card: CardPresented) -> TapFacts:
    """What a card is and whose; asks the card itself, so it runs in the background."""
    from frontdesk.cards.queries import by_uid
    from frontdesk.members.queries import person

    card = told_apart(reader, card)
    with store.read() as connection:
        found = by_uid(connection, card.uid)
        if found is None:
            return TapFacts(card, "", "")
        holder = person(connection, found.person_id).name if found.person_id is not None else ""
        return TapFacts(card, holder, found.number)
