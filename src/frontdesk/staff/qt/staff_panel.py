"""People who work here, for the settings page: one's own PIN and password, and for managers everybody's accounts."""

from uuid import uuid4

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from frontdesk.core.i18n import t
from frontdesk.staff.accounts import AccountRequest, disable_account, enable_account, unlock_account
from frontdesk.staff.dialogs.account_dialogs import AddPersonDialog, PasswordDialog, PinDialog, RoleDialog
from frontdesk.staff.proof import LOCK_MISSES, PIN_MISSES
from frontdesk.staff.queries import AccountRow, accounts
from frontdesk.staff.roles import MANAGING_ROLES, Right, Role, role_includes
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import AskDialog, Dialog
from frontdesk.ui.tokens import Tone
from frontdesk.ui.widgets import Button, Card, Column, DataTable, ElidedLabel, column, row


class StaffPanel(QWidget):
    """Everybody's accounts in a table; what the actor's role doesn't include is not offered."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("staff.panel")
        self._pending: AccountRow | None = None
        self.me = ElidedLabel("", "heading", name="staff.me")
        self.pin_button = Button(t("staff.pin.set"), "staff.set_pin", icon="lock")
        self.pin_button.clicked.connect(self._set_pin)
        self.password_button = Button(t("staff.password.own"), "staff.own_password", icon="shield")
        self.password_button.clicked.connect(self._own_password)
        self.table = DataTable(
            "staff.table",
            t("staff.people"),
            [
                Column("name", t("staff.name"), lambda person: person.name, strong=True),
                Column("username", t("ui.username"), lambda person: person.username, 150),
                Column("role", t("staff.role"), lambda person: t(f"staff.role.{person.role}"), 120),
                Column("state", t("staff.state"), _state, 190, tone=_tone, icon=_icon),
            ],
            row_key=lambda person: person.id,
        )
        self.table.chosen.connect(self._chosen)
        self.add_button = Button(t("staff.add.title"), "staff.add_person", kind="primary", icon="plus")
        self.role_button = Button(t("staff.role.change"), "staff.change_role_of", icon="user-switch")
        self.reset_button = Button(t("staff.password.give"), "staff.give_password", icon="shield")
        self.active_button = Button(t("staff.disable"), "staff.disable", icon="ban")
        self.unlock_button = Button(t("staff.unlock"), "staff.unlock", icon="unlock")
        for button, slot in (
            (self.add_button, self._add),
            (self.role_button, self._change_role),
            (self.reset_button, self._give_password),
            (self.active_button, self._ask_active),
            (self.unlock_button, self._unlock),
        ):
            button.clicked.connect(slot)
        own = Card()
        own.body.addLayout(row(self.me, self.password_button, self.pin_button))
        self.people = Card(padding=0)
        self.people.add_header(t("staff.people"), self.add_button)
        self.people.body.addWidget(self.table, 1)
        bar = QWidget()
        line = row(self.role_button, self.reset_button, self.unlock_button, None, self.active_button)
        line.setContentsMargins(14, 8, 14, 8)
        bar.setLayout(line)
        self.people.add_footer(bar)
        layout = column(own, self.people)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        desk.actor_changed.connect(self.reload)
        self._chosen(None)

    @Slot()
    def reload(self) -> None:
        """Read everybody again."""
        actor = self.desk.actor
        if actor is None:
            return
        self.me.set_whole(f"{actor.name} · {t(f'staff.role.{actor.role}')}")
        self.people.setVisible(role_includes(actor.role, Right.MANAGE_STAFF))
        self.desk.read(everybody, self.desk.store, then=self._show, latest="staff.people")

    @Slot(object)
    def _show(self, people: list[AccountRow]) -> None:
        self.table.set_rows(people)
        self._chosen(self.table.current_row())

    @Slot(object)
    def _chosen(self, person: AccountRow | None) -> None:
        actor = self.desk.actor
        mine = person is not None and actor is not None and _may_manage(actor.role, person.role)
        for button in (self.role_button, self.reset_button, self.active_button):
            button.setEnabled(mine)
        owner = actor is not None and actor.role == Role.OWNER.value
        self.unlock_button.setEnabled(person is not None and owner and person.misses > 0)
        active = person is None or person.active
        self.active_button.set_words(t("staff.disable" if active else "staff.enable"))
        self.active_button.set_icon("ban" if active else "check")

    @Slot()
    def _set_pin(self) -> None:
        self._open(PinDialog(self.desk, self.window()))

    @Slot()
    def _own_password(self) -> None:
        actor = self.desk.signed_in()
        own = next((person for person in self.table.rows() if person.id == actor.account_id), None)
        if own is not None:
            self._open(PasswordDialog(self.desk, own, self.window()))

    @Slot()
    def _add(self) -> None:
        self._open(AddPersonDialog(self.desk, self._roles(), self.window()))

    @Slot()
    def _change_role(self) -> None:
        person = self.table.current_row()
        if person is not None:
            self._open(RoleDialog(self.desk, person, self._roles(), self.window()))

    @Slot()
    def _give_password(self) -> None:
        person = self.table.current_row()
        if person is not None:
            self._open(PasswordDialog(self.desk, person, self.window()))

    @Slot()
    def _ask_active(self) -> None:
        person = self.table.current_row()
        if person is None:
            return
        if not person.active:
            self._run(enable_account, person)
            return
        self._pending = person
        asked = AskDialog(
            self.desk,
            "staff.ask_disable",
            t("staff.disable.title", name=person.name),
            confirm=t("staff.disable"),
            consequence=t("staff.disable.consequence"),
            parent=self.window(),
        )
        asked.accepted.connect(self._disable)
        asked.open()

    @Slot()
    def _disable(self) -> None:
        if self._pending is not None:
            self._run(disable_account, self._pending)

    @Slot()
    def _unlock(self) -> None:
        person = self.table.current_row()
        if person is not None:
            self._run(unlock_account, person)

    def _run(self, verb: object, person: AccountRow) -> None:
        request = AccountRequest(uuid4().hex, person.id)
        self.desk.run(verb, self.desk.store, self.desk.signed_in(), request, then=self._changed)  # type: ignore[arg-type]

    @Slot(object)
    def _changed(self, result: object) -> None:
        self.desk.toast(t("staff.changed"))
        self.reload()

    def _open(self, dialog: Dialog) -> None:
        dialog.accepted.connect(self._dialog_done)
        dialog.open()

    @Slot()
    def _dialog_done(self) -> None:
        self._changed(None)

    def _roles(self) -> list[Role]:
        role = self.desk.signed_in().role
        return [each for each in Role if _may_manage(role, each.value)]


def everybody(store: Store) -> list[AccountRow]:
    """All accounts, for the background."""
    with store.read() as connection:
        return accounts(connection)


def _may_manage(role: str, other: str) -> bool:
    return role == Role.OWNER.value or (role_includes(role, Right.MANAGE_STAFF) and other not in MANAGING_ROLES)


def _state(person: AccountRow) -> str:
    if not person.active:
        return t("staff.state.disabled")
    if person.misses >= LOCK_MISSES:
        return t("staff.state.locked")
    if person.misses >= PIN_MISSES:
        return t("staff.state.missed", n=person.misses)
    return t("staff.state.active")


def _tone(person: AccountRow) -> Tone:
    if not person.active:
        return "muted"
    return "bad" if person.misses >= LOCK_MISSES else "warn" if person.misses >= PIN_MISSES else "ok"


def _icon(person: AccountRow) -> str:
    if not person.active:
        return "shape-off"
    return "lock" if person.misses >= LOCK_MISSES else "warning" if person.misses >= PIN_MISSES else "shape-ok"
