"""How receipts look: logo, lines at head and foot, what is left out; beside it the slip as it will print."""

import base64
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QWidget

from frontdesk.app.change_policy import ChangePoliciesRequest, NewValue, PoliciesChanged, change_policies
from frontdesk.app.devices.slip_preview import preview_png
from frontdesk.app.settings.tab import ReadOnlyNote, SettingsTab, choice
from frontdesk.app.slip_viewer import SlipPicture
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, t
from frontdesk.core.text import clean
from frontdesk.printing.house import RECEIPT_FOOTER
from frontdesk.printing.look import (
    PARTS,
    SLIP_HEADER,
    SLIP_HIDDEN,
    SLIP_LOGO,
    SLIP_PHONE,
    SLIP_QR,
    SlipLook,
    look_of,
    read_look,
)
from frontdesk.staff.rights import Right
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from frontdesk.ui.runner import InternalFault
from frontdesk.ui.widgets import Banner, Button, Card, FieldRow, Label, TextEdit, column, named, row, scrolling

_PREVIEW_WIDTH = 420
_LINES = {
    SLIP_HEADER.name: ("header", 60),
    SLIP_PHONE.name: ("phone", 40),
    RECEIPT_FOOTER.name: ("footer", 80),
    SLIP_QR.name: ("qr", 200),
}


class SlipsTab(SettingsTab):
    """What is changed is seen at once in the preview and printed once it is saved, at every counter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._kept = SlipLook()
        self._logo = ""
        self._make_fields()
        self._lay_out()

    def _make_fields(self) -> None:
        self.note = ReadOnlyNote("slips.read_only")
        self.failure = Banner("slips.failure", "bad")
        self.failure.hide()
        self.logo_said = Label("", "note", wrap=True, name="slips.logo.said")
        self.choose = Button(t("devices.slips.logo.choose"), "slips.logo.choose", icon="photo")
        self.remove = Button(t("devices.slips.logo.remove"), "slips.logo.remove", kind="quiet", icon="trash")
        self.lines = {
            name: TextEdit(f"slips.{key}", t(f"devices.slips.{key}"), limit=limit)
            for name, (key, limit) in _LINES.items()
        }
        self.parts = {
            part: named(QCheckBox(words := t(f"devices.slips.part.{part}")), f"slips.part.{part}", words)
            for part in PARTS
        }
        widths = [(columns, t(f"printers.columns.{columns}")) for columns in (48, 32)]
        self.paper = choice("slips.paper_width", t("settings.printer.columns"), widths)
        self.picture = SlipPicture("slips.preview")
        self.picture.setFixedWidth(_PREVIEW_WIDTH)
        self.save = Button(t("settings.save"), "slips.save", kind="primary", shortcut="Enter")
        self.choose.clicked.connect(self._choose_logo)
        self.remove.clicked.connect(self._remove_logo)
        self.save.clicked.connect(self._save)
        self.paper.currentIndexChanged.connect(self._preview)
        for edit in self.lines.values():
            edit.textChanged.connect(self._preview)
        for box in self.parts.values():
            box.toggled.connect(self._preview)

    def _lay_out(self) -> None:
        form = Card(spacing=14)
        form.add_header(t("devices.tab.slips"))
        content = QWidget()
        above, below, foot, code = (
            FieldRow(t(f"devices.slips.{key}"), self.lines[name], hint=t(f"devices.slips.{key}.hint"))
            for name, (key, _limit) in _LINES.items()
        )
        lines = row(above, below, spacing=14), row(foot, code, spacing=14)
        for line in lines:
            line.setStretch(0, 1)
            line.setStretch(1, 1)
        parts = QGridLayout()
        parts.setVerticalSpacing(8)
        for number, box in enumerate(self.parts.values()):
            parts.addWidget(box, number // 2, number % 2)
        content.setLayout(
            column(
                self.note,
                Label(t("devices.slips.logo"), "strong"),
                row(self.choose, self.remove, None),
                self.logo_said,
                *lines,
                Label(t("devices.slips.parts"), "strong"),
                parts,
                self.failure,
                None,
                spacing=12,
            )
        )
        form.body.addWidget(scrolling(content), 1)
        form.body.addLayout(row(None, self.save))
        seen = Card(spacing=12)
        seen.add_header(t("devices.slips.preview"), self.paper)
        paper = QWidget()
        paper.setLayout(row(None, self.picture, None))
        seen.body.addWidget(scrolling(paper), 1)
        whole = row(form, seen)
        whole.setStretch(0, 1)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def reload(self) -> None:
        allowed = self.may(Right.SETTINGS)
        self.note.setVisible(not allowed)
        for field in (self.choose, self.remove, self.save, *self.lines.values(), *self.parts.values()):
            field.setEnabled(allowed)
        self.desk.read(_look, self.desk.store, then=self._show, latest="slips")

    @Slot(object)
    def _show(self, look: SlipLook) -> None:
        self._kept = look
        self._logo = base64.b64encode(look.logo).decode()
        texts = {
            SLIP_HEADER.name: (*look.header, "")[0],
            SLIP_PHONE.name: (*look.header, "", "")[1],
            RECEIPT_FOOTER.name: look.footer,
            SLIP_QR.name: look.qr,
        }
        for name, edit in self.lines.items():
            edit.setText(texts[name])
        for part, box in self.parts.items():
            box.setChecked(look.shows(part))
        self._preview()

    def _typed(self) -> dict[str, str]:
        """Every setting as the fields have it."""
        hidden = ",".join(part for part, box in self.parts.items() if not box.isChecked())
        lines = {name: clean(edit.text()) for name, edit in self.lines.items()}
        return {**lines, SLIP_LOGO.name: self._logo, SLIP_HIDDEN.name: hidden}

    def _drawn(self) -> SlipLook:
        typed = self._typed()
        names = (RECEIPT_FOOTER, SLIP_LOGO, SLIP_HEADER, SLIP_PHONE, SLIP_HIDDEN, SLIP_QR)
        return look_of(self._kept.language, self._kept.house, *(typed[policy.name] for policy in names))

    @Slot()
    def _preview(self) -> None:
        self.remove.setVisible(bool(self._logo))
        self.logo_said.setText(t("devices.slips.logo.there" if self._logo else "devices.slips.logo.none"))
        columns = int(self.paper.currentData())
        self.desk.read(preview_png, self._drawn(), columns, then=self._show_picture, latest="slips.preview")

    @Slot(object)
    def _show_picture(self, png: bytes) -> None:
        self.picture.set_png(png, t("devices.slips.preview"))

    @Slot()
    def _choose_logo(self) -> None:
        kinds = f"{t('devices.slips.logo.files')} (*.png *.jpg *.jpeg *.bmp *.gif *.webp)"
        path, _kind = QFileDialog.getOpenFileName(self, t("devices.slips.logo.choose"), "", kinds)
        if path:
            self.take_logo(Path(path))

    def take_logo(self, path: Path) -> None:
        """Read a picture file in the background and show it on the slip."""
        self.failure.hide()
        self.desk.read(_logo_in, path, then=self._take_logo, failed=self._refused, latest="slips.logo")

    @Slot(object)
    def _take_logo(self, logo: str) -> None:
        self._logo = logo
        self._preview()

    @Slot()
    def _remove_logo(self) -> None:
        self._logo = ""
        self._preview()

    @Slot()
    def _save(self) -> None:
        self.failure.hide()
        kept = {
            SLIP_LOGO.name: base64.b64encode(self._kept.logo).decode(),
            SLIP_HEADER.name: (*self._kept.header, "")[0],
            SLIP_PHONE.name: (*self._kept.header, "", "")[1],
            RECEIPT_FOOTER.name: self._kept.footer,
            SLIP_QR.name: self._kept.qr,
            SLIP_HIDDEN.name: ",".join(part for part in PARTS if not self._kept.shows(part)),
        }
        changes = tuple(NewValue(name, text=text) for name, text in self._typed().items() if text != kept[name])
        if not changes:
            self.desk.toast(t("settings.unchanged"), "info")
            return
        self.save.setEnabled(False)
        request = ChangePoliciesRequest(uuid4().hex, changes)
        self.desk.run(
            change_policies, self.desk.store, self.desk.signed_in(), request, then=self._saved, failed=self._refused
        )

    @Slot(object)
    def _saved(self, result: PoliciesChanged) -> None:
        self.desk.toast(t("settings.saved.n", n=result.changed))
        self.desk.notify("policies")
        self.reload()

    @Slot(object)
    def _refused(self, error: FrontdeskError) -> None:
        self.save.setEnabled(self.may(Right.SETTINGS))
        if not isinstance(error, InternalFault):
            self.failure.show_state("bad", *error_text(error))
            self.failure.show()


def _look(store: Store) -> SlipLook:
    with store.read() as connection:
        return read_look(connection)


def _logo_in(path: Path) -> str:
    from frontdesk.printing.logo import LogoUnreadable, logo_from

    try:
        return logo_from(path.read_bytes())
    except OSError as error:
        raise LogoUnreadable() from error
