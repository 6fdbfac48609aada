"""A new member, or a member's particulars."""

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QRadioButton, QWidget

from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.members.dialogs.form import Form
from frontdesk.members.edit_person import EditPersonRequest, edit_person
from frontdesk.members.enrol import EnrolRequest, enrol
from frontdesk.members.errors import PhoneTaken
from frontdesk.members.fields import NAME_LENGTH, REMARK_LENGTH, PersonFields
from frontdesk.members.overview import Choices
from frontdesk.members.queries import PersonCard
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import FieldRow, Label, TextEdit, column, named, required_text, row


class PersonForm(Form):
    """Without ``person`` a new one is put on record."""

    def __init__(self, desk: Desk, choices: Choices, person: PersonCard | None, parent: QWidget) -> None:
        title = t("members.new.title") if person is None else t("members.edit.title", name=person.name)
        super().__init__(
            desk,
            "members.form",
            title,
            confirm=t("members.new.do") if person is None else t("members.edit.do"),
            width=520,
            parent=parent,
        )
        self._person = person
        self.name_edit = TextEdit("members.form.name", t("members.name"), limit=NAME_LENGTH)
        self.name = FieldRow(t("members.name"), self.name_edit, required=True)
        self.phone_edit = TextEdit("members.form.phone", t("members.phone"), limit=24)
        self.phone = FieldRow(t("members.phone"), self.phone_edit, hint=t("members.phone.hint"))
        self.share = named(QCheckBox(t("members.phone.share")), "members.form.share", t("members.phone.share"))
        self.share.hide()
        self.sexes = {code: self._sex(code) for code in ("m", "f", "")}
        self.consultant = named(QComboBox(), "members.form.consultant", t("members.consultant"))
        self.consultant.addItem(t("members.consultant.none"), None)
        for account_id, name in choices.staff:
            self.consultant.addItem(name, account_id)
        self.remark_edit = TextEdit("members.form.remark", t("members.remark"), limit=REMARK_LENGTH)
        self.remark = FieldRow(t("members.remark"), self.remark_edit)
        self.errors_at = {
            "members.name_missing": self.name,
            "text.too_long": self.name,
            "text.card_number": self.remark,
            "members.phone_invalid": self.phone,
            "members.phone_taken": self.phone,
        }
        self._lay_out_fields()
        self._fill()

    def _sex(self, code: str) -> QRadioButton:
        words = t(f"members.sex.{code or 'ask'}")
        return named(QRadioButton(words), f"members.form.sex.{code or 'ask'}", f"{t('members.sex')} {words}")

    def _lay_out_fields(self) -> None:
        group = QButtonGroup(self)
        for button in self.sexes.values():
            group.addButton(button)
        sexes = column(Label(t("members.sex"), "caption"), row(*self.sexes.values(), None, spacing=18), spacing=5)
        self.body.addWidget(self.name)
        self.body.addLayout(sexes)
        self.body.addWidget(self.phone)
        self.body.addWidget(self.share)
        self.body.addWidget(FieldRow(t("members.consultant"), self.consultant))
        self.body.addWidget(self.remark)

    def _fill(self) -> None:
        person = self._person
        self.sexes[person.sex if person is not None else ""].setChecked(True)
        if person is None:
            return
        self.name_edit.setText(person.name)
        self.phone_edit.setText(person.phone)
        self.remark_edit.setText(person.remark)
        at = self.consultant.findData(person.consultant_id)
        self.consultant.setCurrentIndex(max(0, at))

    def confirm(self) -> None:
        if required_text(self.name) is None:
            self.name_edit.setFocus()
            return
        fields = PersonFields(
            self.name_edit.text(),
            next(code for code, button in self.sexes.items() if button.isChecked()),
            self.phone_edit.text(),
            self.remark_edit.text(),
            self.consultant.currentData(),
        )
        shared = self.share.isChecked()
        if self._person is None:
            self.send(enrol, EnrolRequest("", fields, shared))
        else:
            self.send(edit_person, EditPersonRequest("", self._person.id, fields, shared))

    def show_failure(self, error: FrontdeskError) -> None:
        super().show_failure(error)
        if isinstance(error, PhoneTaken):
            self.share.show()
            self.share.setFocus()
