"""The cards' master key: put on paper, and typed in again from there."""

import uuid
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Slot
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from frontdesk.cards.master_key import (
    KeyState,
    MasterKeyRequest,
    MasterKeyResult,
    fingerprint_typed,
    key_state,
    make_master_key,
    restore_master_key,
    show_master_key,
)
from frontdesk.cards.recovery_sheet import RecoverySheet, print_sheet, recovery_pdf, sheet_of, write_sheet
from frontdesk.core.actor import Actor
from frontdesk.core.device_settings import PrinterSettings
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import language, t
from frontdesk.devices.tokens.recovery import GROUP_LENGTH, GROUPS, is_sound
from frontdesk.printing.house import HOUSE_NAME
from frontdesk.staff.rights import Right, may
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import Banner, Button, Label, TextEdit, column, row

_IN_A_ROW = 6


class MasterKeyDialog(Dialog):
    """Print above, restore below; a scanned code fills all groups at once."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk,
            "cards.master",
            t("cards.master.title"),
            confirm=t("cards.master.restore"),
            note=t("cards.master.note"),
            width=640,
            parent=parent,
        )
        self.state = Banner("cards.master.state", "info")
        self.save = Button(t("cards.master.save"), "cards.master.save", icon="receipt")
        self.print = Button(t("cards.master.print"), "cards.master.print", icon="printer")
        self.groups = [self._group(place) for place in range(GROUPS)]
        self._fill_body()
        self.save.clicked.connect(self._ask_place)
        self.print.clicked.connect(self._print)
        self._check()
        desk.read(key_state, desk.store, then=self._show_state, failed=self.show_failure)

    def _fill_body(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, edit in enumerate(self.groups):
            cell = column(Label(str(place + 1), "note"), edit, spacing=2)
            grid.addLayout(cell, place // _IN_A_ROW, place % _IN_A_ROW)
        self.body.addWidget(self.state)
        self.body.addLayout(row(self.save, self.print, None, spacing=8))
        self.body.addWidget(Label(t("cards.master.type"), "caption", wrap=True))
        self.body.addLayout(grid)
        owner = self.desk.actor is not None and may(self.desk.actor.role, Right.RESTORE)
        printer = self.desk.settings.first_printer
        self.save.setEnabled(owner)
        # Only onto paper: a printer that is a folder would leave the key in a file that nobody minds.
        self.print.setEnabled(owner and printer is not None and printer.kind not in ("screen", "file"))
        for edit in self.groups:
            edit.setEnabled(owner)

    def _group(self, place: int) -> TextEdit:
        edit = TextEdit(f"cards.master.group.{place + 1}", t("cards.master.group", n=place + 1), limit=200)
        edit.textChanged.connect(self._typed)
        return edit

    @Slot(object)
    def _show_state(self, state: KeyState) -> None:
        which = "none" if state.fingerprint is None else "here" if state.here else "missing"
        kind = {"none": "info", "here": "ok", "missing": "bad"}[which]
        words = t(f"cards.master.{which}", mark=state.fingerprint or "")
        self.state.show_state(kind, words, t(f"cards.master.{which}.do"))  # type: ignore[arg-type]

    # -- typing -----------------------------------------------------------------------------------------------------

    @Slot()
    def _typed(self) -> None:
        edit = self.sender()
        if edit not in self.groups:
            return
        place = self.groups.index(edit)
        digits = "".join(char for char in self.groups[place].text() if char.isascii() and char.isdigit())
        parts = [digits[start : start + GROUP_LENGTH] for start in range(0, len(digits), GROUP_LENGTH)] or [""]
        for offset, part in enumerate(parts[: GROUPS - place]):
            self._fill(place + offset, part)
        last = min(place + len(parts), GROUPS) - 1
        full = len(self.groups[last].text()) == GROUP_LENGTH
        if full and is_sound(last, self.groups[last].text()) and last + 1 < GROUPS:
            self.groups[last + 1].setFocus()
        self._check()

    def _fill(self, place: int, text: str) -> None:
        edit = self.groups[place]
        if edit.text() != text:
            edit.blockSignals(True)
            edit.setText(text)
            edit.blockSignals(False)

    def _check(self) -> None:
        for place, edit in enumerate(self.groups):
            text = edit.text()
            edit.set_wrong(len(text) == GROUP_LENGTH and not is_sound(place, text))
        whole = all(is_sound(place, edit.text()) for place, edit in enumerate(self.groups))
        self.confirm_button.setEnabled(whole and not self.is_busy())

    def confirm(self) -> None:
        groups = tuple(edit.text() for edit in self.groups)
        self.banner.hide()
        try:
            request = MasterKeyRequest(uuid.uuid4().hex, fingerprint_typed(groups))
        except FrontdeskError as error:
            self.show_failure(error)
            return
        self.work(restore_master_key, self.desk.store, self.desk.signed_in(), request, groups)

    def worked(self, result: MasterKeyResult) -> None:
        """Cards can be checked here from now on."""
        if self.desk.tokens is not None:
            self.desk.tokens.forget_keys()
        self.desk.toast(t("cards.master.restored", mark=result.fingerprint))
        super().worked(result)

    # -- paper ------------------------------------------------------------------------------------------------------

    @Slot()
    def _ask_place(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chooser = QFileDialog(self, t("cards.master.save"), folder, "PDF (*.pdf)")
        chooser.setObjectName("cards.master.chooser")
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix("pdf")
        chooser.selectFile(str(Path(folder) / "card-master-key.pdf"))
        chooser.fileSelected.connect(self.save_to)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    @Slot(str)
    def save_to(self, path: str) -> None:
        """Make the page and keep it in this file."""
        desk = self.desk
        args = (desk.store, desk.signed_in(), Path(path), language(), desk.settings.font_file)
        self._on_paper(_save, *args, then=self._saved)

    @Slot()
    def _print(self) -> None:
        printer = self.desk.settings.first_printer
        if printer is not None:
            args = (self.desk.store, self.desk.signed_in(), printer, language())
            self._on_paper(_print, *args, then=self._printed)

    def _on_paper(self, call: object, *args: object, then: object) -> None:
        self.banner.hide()
        self.set_busy(True)
        self.desk.run(call, *args, then=then, failed=self.show_failure, lane="long")  # type: ignore[arg-type]

    @Slot(object)
    def _saved(self, path: Path) -> None:
        self._paper_done()
        self.state.show_state("ok", t("cards.master.saved"), t("cards.master.saved.do", path=str(path)))

    @Slot(object)
    def _printed(self, outcome: str) -> None:
        self._paper_done()
        came = outcome in ("done", "unconfirmed")
        words = t("cards.master.printed" if came else "cards.master.unprinted")
        self.state.show_state("ok" if came else "bad", words, t(f"cards.master.{'' if came else 'un'}printed.do"))

    def _paper_done(self) -> None:
        self.set_busy(False)
        self._check()
        self.adjustSize()

    def show_failure(self, error: FrontdeskError) -> None:
        super().show_failure(error)
        self._check()


def _sheet(store: Store, actor: Actor) -> RecoverySheet:
    """Everything on the sheet; the key is made now if there is none yet."""
    made = make_master_key(store, actor, MasterKeyRequest(uuid.uuid4().hex))
    groups = show_master_key(store, actor, MasterKeyRequest(uuid.uuid4().hex))
    with store.read() as connection:
        house = HOUSE_NAME.read(connection)
    return sheet_of(groups, made.fingerprint, house, actor, store.clock)


def _save(store: Store, actor: Actor, path: Path, spoken: str, font_file: str) -> Path:
    write_sheet(path, recovery_pdf(_sheet(store, actor), spoken, font_file))
    return path


def _print(store: Store, actor: Actor, printer: PrinterSettings, spoken: str) -> str:
    return print_sheet(_sheet(store, actor), printer, spoken)
