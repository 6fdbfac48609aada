"""The dialogs of People: adding somebody, a new password, another role, one's own PIN."""

from uuid import uuid4

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget

from frontdesk.app.settings.tab import choice
from frontdesk.core.actor import Actor
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.core.text import CardNumberRefused, TextTooLong
from frontdesk.staff.accounts import (
    NAME_LENGTH,
    AccountRequest,
    AddAccountRequest,
    ChangeRoleRequest,
    add_account,
    change_role,
    set_password,
)
from frontdesk.staff.credentials import LENGTH, MANAGING_LENGTH
from frontdesk.staff.errors import (
    NameMissing,
    PasswordTooWeak,
    PinTooWeak,
    SignInRefused,
    UsernameInvalid,
    UsernameTaken,
)
from frontdesk.staff.queries import AccountRow
from frontdesk.staff.rights import Role
from frontdesk.staff.roles import MANAGING_ROLES
from frontdesk.staff.switch import set_pin
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import FieldRow, PasswordEdit, TextEdit, required_text


class _TwoPasswords:
    """A new secret typed twice."""

    def __init__(self, name: str, label: str, hint: str, *, digits: bool = False) -> None:
        self.first = PasswordEdit(name, label, digits=digits)
        again = t("settings.again", what=label)
        self.second = PasswordEdit(f"{name}.again", again, digits=digits)
        self.first_row = FieldRow(label, self.first, hint=hint, required=True)
        self.second_row = FieldRow(again, self.second, required=True)

    def secret(self) -> str | None:
        """What was typed, or None after marking what is missing or differs."""
        self.first_row.set_error(None)
        self.second_row.set_error(None)
        # Blanks around it are taken off, as they are when somebody signs in.
        secret = self.first.text().strip()
        if not secret:
            self.first_row.set_error(t("ui.field.required"))
            self.first.setFocus()
        elif secret != self.second.text().strip():
            self.second_row.set_error(t("settings.again.differs"))
            self.second.setFocus()
        else:
            return secret
        return None


def _role_box(name: str, actor: Actor) -> QComboBox:
    """The roles that this person may give: only owners make managers and owners."""
    roles = [role for role in Role if actor.role == Role.OWNER or role not in MANAGING_ROLES]
    return choice(name, t("settings.people.role"), [(role.value, t(f"staff.role.{role.value}")) for role in roles])


def _password_hint(role: str) -> str:
    return t("start.password.hint", n=MANAGING_LENGTH if role in MANAGING_ROLES else LENGTH)


class AddPersonDialog(Dialog):
    """Name, user name, role, and a first password."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk,
            "settings.add_person",
            t("settings.people.add"),
            confirm=t("settings.people.add.do"),
            note=t("settings.people.add.note"),
            parent=parent,
        )
        self.name = FieldRow(
            t("settings.people.name"),
            TextEdit("settings.add_person.name", t("settings.people.name"), limit=NAME_LENGTH),
            hint=t("start.owner_name.hint"),
            required=True,
        )
        self.username = FieldRow(
            t("ui.username"),
            TextEdit("settings.add_person.username", t("ui.username"), limit=32),
            hint=t("start.username.hint"),
            required=True,
        )
        self.role_box = _role_box("settings.add_person.role", desk.signed_in())
        self.secrets = _TwoPasswords("settings.add_person.password", t("ui.password"), _password_hint(Role.CASHIER))
        for field_row in (self.name, self.username, FieldRow(t("settings.people.role"), self.role_box)):
            self.body.addWidget(field_row)
        self.body.addWidget(self.secrets.first_row)
        self.body.addWidget(self.secrets.second_row)
        self.name.field.setFocus()

    def confirm(self) -> None:
        name, username, secret = required_text(self.name), required_text(self.username), self.secrets.secret()
        if name and username and secret:
            request = AddAccountRequest(uuid4().hex, username, name, str(self.role_box.currentData()))
            self.work(add_account, self.desk.store, self.desk.signed_in(), request, secret)

    def show_failure(self, error: FrontdeskError) -> None:
        fields = {
            NameMissing: self.name,
            TextTooLong: self.name,
            CardNumberRefused: self.name,
            UsernameInvalid: self.username,
            UsernameTaken: self.username,
            PasswordTooWeak: self.secrets.first_row,
        }
        if not _at_field(self, error, fields):
            super().show_failure(error)


class PasswordDialog(Dialog):
    """A new password for somebody, or for oneself."""

    def __init__(self, desk: Desk, person: AccountRow, parent: QWidget) -> None:
        super().__init__(
            desk,
            "settings.new_password",
            t("settings.people.password.of", name=person.name),
            confirm=t("settings.people.password"),
            note=t("settings.people.password.note"),
            parent=parent,
        )
        self._person = person
        self.secrets = _TwoPasswords("settings.new_password.password", t("ui.password"), _password_hint(person.role))
        self.body.addWidget(self.secrets.first_row)
        self.body.addWidget(self.secrets.second_row)
        self.secrets.first.setFocus()

    def confirm(self) -> None:
        secret = self.secrets.secret()
        if secret:
            request = AccountRequest(uuid4().hex, self._person.id)
            self.work(set_password, self.desk.store, self.desk.signed_in(), request, secret)

    def show_failure(self, error: FrontdeskError) -> None:
        if not _at_field(self, error, {PasswordTooWeak: self.secrets.first_row}):
            super().show_failure(error)


class RoleDialog(Dialog):
    """Another role; who becomes a manager or an owner needs a new, longer password."""

    def __init__(self, desk: Desk, person: AccountRow, parent: QWidget) -> None:
        super().__init__(
            desk,
            "settings.change_role",
            t("settings.people.role.of", name=person.name),
            confirm=t("settings.people.change_role"),
            parent=parent,
        )
        self._person = person
        self.role_box = _role_box("settings.change_role.role", desk.signed_in())
        self.role_box.setCurrentIndex(max(0, self.role_box.findData(person.role)))
        self.secrets = _TwoPasswords("settings.change_role.password", t("ui.password"), _password_hint(Role.MANAGER))
        self.body.addWidget(FieldRow(t("settings.people.role"), self.role_box))
        self.body.addWidget(self.secrets.first_row)
        self.body.addWidget(self.secrets.second_row)
        self.role_box.currentIndexChanged.connect(self._show_what_applies)
        self._show_what_applies()

    def needs_password(self) -> bool:
        """Whether the chosen role asks for a longer password than the person has."""
        return self.role_box.currentData() in MANAGING_ROLES and self._person.role not in MANAGING_ROLES

    @Slot()
    def _show_what_applies(self) -> None:
        self.secrets.first_row.setVisible(self.needs_password())
        self.secrets.second_row.setVisible(self.needs_password())
        self.adjustSize()

    def confirm(self) -> None:
        secret = self.secrets.secret() if self.needs_password() else None
        if secret or not self.needs_password():
            request = ChangeRoleRequest(uuid4().hex, self._person.id, str(self.role_box.currentData()))
            self.work(change_role, self.desk.store, self.desk.signed_in(), request, secret)

    def show_failure(self, error: FrontdeskError) -> None:
        if not _at_field(self, error, {PasswordTooWeak: self.secrets.first_row}):
            super().show_failure(error)


class OwnPinDialog(Dialog):
    """One's own PIN on this computer, against one's password."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk,
            "settings.own_pin",
            t("settings.people.own_pin"),
            confirm=t("settings.people.own_pin.do"),
            note=t("settings.people.own_pin.note"),
            parent=parent,
        )
        label = t("settings.people.own_password")
        self.password = FieldRow(label, PasswordEdit("settings.own_pin.password", label), required=True)
        self.secrets = _TwoPasswords(
            "settings.own_pin.pin", t("ui.pin"), t("settings.people.own_pin.hint"), digits=True
        )
        self.body.addWidget(self.password)
        self.body.addWidget(self.secrets.first_row)
        self.body.addWidget(self.secrets.second_row)
        self.password.field.setFocus()

    def confirm(self) -> None:
        password, pin = required_text(self.password), self.secrets.secret()
        if password and pin:
            self.work(_set_pin, self.desk.store, self.desk.signed_in(), password, pin)

    def show_failure(self, error: FrontdeskError) -> None:
        if not _at_field(self, error, {PinTooWeak: self.secrets.first_row, SignInRefused: self.password}):
            super().show_failure(error)


def _set_pin(store: Store, actor: Actor, password: str, pin: str) -> None:
    set_pin(store, actor, password, pin)


def _at_field(dialog: Dialog, error: FrontdeskError, fields: dict[type[FrontdeskError], FieldRow]) -> bool:
    """Say an error at the field it is about; False if it is about none."""
    field_row = fields.get(type(error))
    if field_row is None:
        return False
    dialog.set_busy(False)
    field_row.set_error(error)
    field_row.field.setFocus()
    return True
