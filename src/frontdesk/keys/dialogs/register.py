"""Adding zones and runs of keys."""

import uuid

from PySide6.QtWidgets import QComboBox, QWidget

from frontdesk.core.i18n import language, t
from frontdesk.keys.board import ZoneBoard
from frontdesk.keys.register_keys import RegisterKeysRequest, SetZoneRequest, register_keys, set_zone
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import CountEdit, FieldRow, TextEdit, named, required_text, row

_SEXES = (("m", "keys.zone.sex.m"), ("f", "keys.zone.sex.f"), ("", "keys.zone.sex.any"))


class RegisterKeysDialog(Dialog):
    """From the first to the last number, all or none."""

    def __init__(self, desk: Desk, zones: tuple[ZoneBoard, ...], parent: QWidget) -> None:
        super().__init__(
            desk,
            "keys.register",
            t("keys.register.title"),
            confirm=t("keys.register.do"),
            note=t("keys.register.note"),
            parent=parent,
        )
        self.zone = named(QComboBox(), "keys.register.zone", t("keys.register.zone"))
        for zone in zones:
            self.zone.addItem(zone.name(language()), zone.code)
        self.first = CountEdit("keys.register.first", t("keys.register.first"), most=999_999)
        self.last = CountEdit("keys.register.last", t("keys.register.last"), most=999_999)
        self.prefix = TextEdit("keys.register.prefix", t("keys.register.prefix"), limit=16)
        self.prefix.setText(desk.settings.key_tag_prefix)
        self._first_row = FieldRow(t("keys.register.first"), self.first)
        self._last_row = FieldRow(t("keys.register.last"), self.last)
        self.body.addWidget(FieldRow(t("keys.register.zone"), self.zone))
        self.body.addLayout(row(self._first_row, self._last_row, spacing=14))
        self.body.addWidget(FieldRow(t("keys.register.prefix"), self.prefix))
        self.first.setFocus()

    def confirm(self) -> None:
        first, last = self.first.count(), self.last.count()
        for field, value in ((self._first_row, first), (self._last_row, last)):
            field.set_error(None if value is not None else t("ui.field.required"))
        if first is None or last is None:
            return
        request = RegisterKeysRequest(
            uuid.uuid4().hex, str(self.zone.currentData()), first, last, self.prefix.text().strip()
        )
        self.work(register_keys, self.desk.store, self.desk.signed_in(), request)


class AddZoneDialog(Dialog):
    """A part of the board, for one sex or for everybody."""

    def __init__(self, desk: Desk, place: int, parent: QWidget) -> None:
        super().__init__(desk, "keys.zone", t("keys.zone.title"), confirm=t("keys.zone.add"), parent=parent)
        self._place = place
        self.code = TextEdit("keys.zone.code", t("keys.zone.code"), limit=12)
        self.name_zh = TextEdit("keys.zone.name_zh", t("keys.zone.name_zh"), limit=24)
        self.name_en = TextEdit("keys.zone.name_en", t("keys.zone.name_en"), limit=24)
        self.sex = named(QComboBox(), "keys.zone.sex", t("keys.zone.sex"))
        for code, key in _SEXES:
            self.sex.addItem(t(key), code)
        self._rows = [
            FieldRow(t("keys.zone.code"), self.code),
            FieldRow(t("keys.zone.name_zh"), self.name_zh),
            FieldRow(t("keys.zone.name_en"), self.name_en),
        ]
        self.body.addLayout(row(self._rows[0], FieldRow(t("keys.zone.sex"), self.sex), spacing=14))
        self.body.addLayout(row(*self._rows[1:], spacing=14))
        self.code.setFocus()

    def confirm(self) -> None:
        code, name_zh, name_en = (required_text(field) for field in self._rows)
        if code and name_zh and name_en:
            sex = str(self.sex.currentData())
            request = SetZoneRequest(uuid.uuid4().hex, code, name_zh, name_en, sex, self._place)
            self.work(set_zone, self.desk.store, self.desk.signed_in(), request)
