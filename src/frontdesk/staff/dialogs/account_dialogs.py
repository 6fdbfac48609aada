"""Adding a person, giving another role or password, setting one's own PIN; the errors stand at their fields."""

from uuid import uuid4

from PySide6.QtWidgets import QComboBox, QWidget

from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.staff.accounts import (
    NAME_LENGTH,
    AccountRequest,
    AddAccountRequest,
    ChangeRoleRequest,
    add_account,
    change_role,
    set_password,
)
from frontdesk.staff.errors import (
    NameMissing,
    PasswordTooWeak,
    PinTooWeak,
    SignInRefused,
    UsernameInvalid,
    UsernameTaken,
)
from frontdesk.staff.queries import AccountRow
from frontdesk.staff.roles import MANAGING_ROLES, Role
from frontdesk.staff.switch import set_pin
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import FieldRow, PasswordEdit, TextEdit, required_text
from frontdesk.ui.widgets.naming import named

_USERNAME_LENGTH = 32


class NewPassword:
    """A password typed twice, so that a slip of the finger locks nobody out."""

    def __init__(self, name: str, *, required: bool = True) -> None:
        self.first = PasswordEdit(f"{name}.password", t("staff.password.new"))
        self.again = PasswordEdit(f"{name}.password_again", t("staff.password.again"))
        hint = t("staff.password.hint")
        self.first_row = FieldRow(t("staff.password.new"), self.first, hint=hint, required=required)
        self.again_row = FieldRow(t("staff.password.again"), self.again, required=required)

    def rows(self) -> tuple[FieldRow, FieldRow]:
        """Both fields with their labels."""
        return self.first_row, self.again_row

    def value(self) -> str | None:
        """The password if both are the same; else the second field is marked."""
        self.first_row.set_error(None)
        password = required_text(self.first_row)
        if password is None:
            return None
        same = self.first.text() == self.again.text()
        self.again_row.set_error(None if same else t("staff.password.differ"))
        return self.first.text() if same else None


class AddPersonDialog(Dialog):
    """A new account: one person, one role."""

    def __init__(self, desk: Desk, roles: list[Role], parent: QWidget) -> None:
        title = t("staff.add.title")
        super().__init__(
            desk, "staff.add", title, confirm=t("staff.add.confirm"), note=t("staff.add.note"), parent=parent
        )
        self._key = uuid4().hex
        self.name = FieldRow(
            t("staff.name"), TextEdit("staff.add.name", t("staff.name"), limit=NAME_LENGTH), required=True
        )
        self.username = FieldRow(
            t("ui.username"),
            TextEdit("staff.add.username", t("ui.username"), limit=_USERNAME_LENGTH),
            hint=t("staff.username.hint"),
            required=True,
        )
        self.role = _roles_box("staff.add.role", roles)
        self.password = NewPassword("staff.add")
        for widget in (self.name, self.username, FieldRow(t("staff.role"), self.role), *self.password.rows()):
            self.body.addWidget(widget)

    def confirm(self) -> None:
        name, username = required_text(self.name), required_text(self.username)
        password = self.password.value()
        if name and username and password:
            request = AddAccountRequest(self._key, username, name, self.role.currentData())
            self.work(add_account, self.desk.store, self.desk.signed_in(), request, password)

    def show_failure(self, error: FrontdeskError) -> None:
        at = {
            UsernameTaken.code: self.username,
            UsernameInvalid.code: self.username,
            NameMissing.code: self.name,
            PasswordTooWeak.code: self.password.first_row,
        }
        _show_at(self, error, at)


class PasswordDialog(Dialog):
    """A new password for somebody, or for oneself."""

    def __init__(self, desk: Desk, person: AccountRow, parent: QWidget) -> None:
        title = t("staff.password.title", name=person.name)
        super().__init__(desk, "staff.set_password", title, confirm=t("staff.password.confirm"), parent=parent)
        self._request = AccountRequest(uuid4().hex, person.id)
        self.password = NewPassword("staff.set_password")
        for widget in self.password.rows():
            self.body.addWidget(widget)

    def confirm(self) -> None:
        password = self.password.value()
        if password:
            self.work(set_password, self.desk.store, self.desk.signed_in(), self._request, password)

    def show_failure(self, error: FrontdeskError) -> None:
        _show_at(self, error, {PasswordTooWeak.code: self.password.first_row})


class RoleDialog(Dialog):
    """Another role; who becomes manager or owner gets a longer password with it."""

    def __init__(self, desk: Desk, person: AccountRow, roles: list[Role], parent: QWidget) -> None:
        title = t("staff.role.title", name=person.name)
        super().__init__(desk, "staff.change_role", title, confirm=t("staff.role.confirm"), parent=parent)
        self._person = person
        self._key = uuid4().hex
        self.role = _roles_box("staff.change_role.role", roles)
        self.role.setCurrentIndex(max(0, self.role.findData(person.role)))
        self.password = NewPassword("staff.change_role")
        self.body.addWidget(FieldRow(t("staff.role"), self.role))
        for widget in self.password.rows():
            self.body.addWidget(widget)
        self.role.currentIndexChanged.connect(self._role_chosen)
        self._role_chosen()

    def confirm(self) -> None:
        password = self.password.value() if self._needs_password() else None
        if password is None and self._needs_password():
            return
        request = ChangeRoleRequest(self._key, self._person.id, self.role.currentData())
        self.work(change_role, self.desk.store, self.desk.signed_in(), request, password)

    def show_failure(self, error: FrontdeskError) -> None:
        self._key = uuid4().hex  # another try may ask for another role
        _show_at(self, error, {PasswordTooWeak.code: self.password.first_row})

    def _needs_password(self) -> bool:
        return self.role.currentData() in MANAGING_ROLES and self._person.role not in MANAGING_ROLES

    def _role_chosen(self) -> None:
        for widget in self.password.rows():
            widget.setVisible(self._needs_password())
        self.adjustSize()


class PinDialog(Dialog):
    """One's own PIN on this computer, against one's password."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        title = t("staff.pin.title")
        super().__init__(
            desk, "staff.pin", title, confirm=t("staff.pin.confirm"), note=t("staff.pin.note"), parent=parent
        )
        self.password = FieldRow(t("ui.password"), PasswordEdit("staff.pin.password", t("ui.password")), required=True)
        pin = PasswordEdit("staff.pin.pin", t("ui.pin"), digits=True)
        self.pin = FieldRow(t("ui.pin"), pin, hint=t("staff.pin.hint"), required=True)
        self.body.addWidget(self.password)
        self.body.addWidget(self.pin)

    def confirm(self) -> None:
        password, pin = required_text(self.password), required_text(self.pin)
        if password and pin:
            self.work(set_pin, self.desk.store, self.desk.signed_in(), password, pin)

    def show_failure(self, error: FrontdeskError) -> None:
        _show_at(self, error, {PinTooWeak.code: self.pin, SignInRefused.code: self.password})


def _roles_box(name: str, roles: list[Role]) -> QComboBox:
    box = QComboBox()
    named(box, name, t("staff.role"))
    box.setMinimumHeight(38)
    for role in roles:
        box.addItem(t(f"staff.role.{role.value}"), role.value)
    return box


def _show_at(dialog: Dialog, error: FrontdeskError, fields: dict[str, FieldRow]) -> None:
    for field in fields.values():
        field.set_error(None)
    found = fields.get(error.code)
    if found is None:
        Dialog.show_failure(dialog, error)
        return
    dialog.set_busy(False)
    found.set_error(error)
    found.field.setFocus()
