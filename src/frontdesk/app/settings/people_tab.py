"""People: who works here, in which role and state; adding them, and what can be done with an account."""

from uuid import uuid4

from PySide6.QtCore import Slot

from frontdesk.app.settings.people_dialogs import AddPersonDialog, OwnPinDialog, PasswordDialog, RoleDialog
from frontdesk.app.settings.tab import SettingsTab
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, t
from frontdesk.staff.accounts import AccountRequest, disable_account, enable_account, unlock_account
from frontdesk.staff.proof import LOCK_MISSES
from frontdesk.staff.queries import AccountRow, accounts
from frontdesk.staff.rights import Right, Role
from frontdesk.staff.roles import MANAGING_ROLES
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import AskDialog, Dialog
from frontdesk.ui.runner import InternalFault
from frontdesk.ui.widgets import Banner, Button, Card, Column, DataTable, Label, column, row


class PeopleTab(SettingsTab):
    """The table, and beneath it what may be done with the chosen person."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._dialog: Dialog | None = None
        self.table = DataTable(
            "settings.people",
            t("settings.people"),
            [
                Column("name", t("settings.people.name"), lambda r: r.name, strong=True),
                Column("username", t("ui.username"), lambda r: r.username),
                Column("role", t("settings.people.role"), lambda r: t(f"staff.role.{r.role}")),
                Column(
                    "state",
                    t("settings.people.state"),
                    state_words,
                    tone=lambda r: "plain" if r.active and not is_locked(r) else "muted" if not r.active else "bad",
                    icon=lambda r: "check" if r.active and not is_locked(r) else "ban" if not r.active else "lock",
                ),
            ],
            row_key=lambda r: r.id,
        )
        self.add = Button(t("settings.people.add"), "settings.people.add", kind="primary", icon="plus")
        self.own_pin = Button(t("settings.people.own_pin"), "settings.people.own_pin", icon="tag")
        self.password = Button(t("settings.people.password"), "settings.people.password", icon="lock")
        self.role = Button(t("settings.people.change_role"), "settings.people.change_role", icon="shield")
        self.disable = Button(t("settings.people.disable"), "settings.people.disable", icon="ban")
        self.enable = Button(t("settings.people.enable"), "settings.people.enable", icon="check")
        self.unlock = Button(t("settings.people.unlock"), "settings.people.unlock", icon="unlock")
        self.why = Label("", "note", wrap=True, name="settings.people.why")
        self.failure = Banner("settings.people.failure", "bad")
        self.failure.hide()
        self._connect()
        card = Card(padding=0)
        card.add_header(t("settings.people"), self.own_pin, self.add)
        card.body.addWidget(self.table, 1)
        actions = row(self.password, self.role, self.disable, self.enable, self.unlock, None)
        foot = column(self.why, self.failure, actions)
        foot.setContentsMargins(14, 0, 14, 14)
        card.body.addLayout(foot)
        self.setLayout(column(card))
        self._choose(None)

    def _connect(self) -> None:
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._new_password)
        self.add.clicked.connect(self._add)
        self.own_pin.clicked.connect(self._own_pin)
        self.password.clicked.connect(self._new_password)
        self.role.clicked.connect(self._change_role)
        self.disable.clicked.connect(self._disable)
        self.enable.clicked.connect(self._enable)
        self.unlock.clicked.connect(self._unlock)

    def reload(self) -> None:
        self.add.setEnabled(self.may(Right.MANAGE_STAFF))
        self.add.setToolTip("" if self.add.isEnabled() else t("error.staff.right_missing"))
        self.desk.read(_accounts, self.desk.store, then=self._show, latest="settings.people")

    @Slot(object)
    def _show(self, rows: list[AccountRow]) -> None:
        self.table.set_rows(rows)
        if self.table.current_row() is None and rows:
            self.table.selectRow(0)
        self._choose(self.table.current_row())

    def manages(self, person: AccountRow) -> bool:
        """Whether who works here may change this account: only owners touch managers and owners."""
        actor = self.desk.actor
        if actor is None or not self.may(Right.MANAGE_STAFF):
            return False
        return person.role not in MANAGING_ROLES or actor.role == Role.OWNER

    @Slot(object)
    def _choose(self, person: AccountRow | None) -> None:
        actor = self.desk.actor
        manages = person is not None and self.manages(person)
        own = person is not None and actor is not None and person.id == actor.account_id
        locked = person is not None and is_locked(person)
        self.password.setEnabled(manages or own)
        self.role.setEnabled(manages and not own)
        self.disable.setVisible(person is None or person.active)
        self.disable.setEnabled(manages and not own)
        self.enable.setVisible(person is not None and not person.active)
        self.enable.setEnabled(manages)
        self.unlock.setVisible(locked)
        self.unlock.setEnabled(locked and actor is not None and actor.role == Role.OWNER)
        self.why.setText("" if person is None or manages or own else self._why_not())
        self.why.setVisible(bool(self.why.text()))

    def _why_not(self) -> str:
        if self.may(Right.MANAGE_STAFF):
            return t("settings.people.owners_only")
        return t("error.staff.right_missing")

    def _open(self, dialog: Dialog) -> None:
        self.failure.hide()
        self._dialog = dialog
        dialog.accepted.connect(self._done)
        dialog.open()

    @Slot()
    def _done(self) -> None:
        self.desk.toast(t("settings.saved"))
        self.desk.notify("staff")
        self.reload()

    @Slot()
    def _add(self) -> None:
        self._open(AddPersonDialog(self.desk, self))

    @Slot()
    def _own_pin(self) -> None:
        self._open(OwnPinDialog(self.desk, self))

    @Slot()
    def _new_password(self, *_: object) -> None:
        person = self.table.current_row()
        if person is not None and self.password.isEnabled():
            self._open(PasswordDialog(self.desk, person, self))

    @Slot()
    def _change_role(self) -> None:
        person = self.table.current_row()
        if person is not None:
            self._open(RoleDialog(self.desk, person, self))

    @Slot()
    def _disable(self) -> None:
        person = self.table.current_row()
        if person is None:
            return
        self.failure.hide()
        self._dialog = AskDialog(
            self.desk,
            "settings.people.disable.ask",
            t("settings.people.disable.ask", name=person.name),
            confirm=t("settings.people.disable"),
            facts=[(t("ui.username"), person.username), (t("settings.people.role"), t(f"staff.role.{person.role}"))],
            consequence=t("settings.people.disable.note"),
            parent=self,
        )
        self._dialog.accepted.connect(self._disable_now)
        self._dialog.open()

    @Slot()
    def _disable_now(self) -> None:
        self._change(disable_account)

    @Slot()
    def _enable(self) -> None:
        self._change(enable_account)

    @Slot()
    def _unlock(self) -> None:
        self._change(unlock_account)

    def _change(self, call: object) -> None:
        person = self.table.current_row()
        if person is not None and callable(call):
            request = AccountRequest(uuid4().hex, person.id)
            self.desk.run(
                call, self.desk.store, self.desk.signed_in(), request, then=self._changed, failed=self._refused
            )

    @Slot(object)
    def _changed(self, _result: object) -> None:
        self._done()

    @Slot(object)
    def _refused(self, error: FrontdeskError) -> None:
        if not isinstance(error, InternalFault):
            self.failure.show_state("bad", *error_text(error))
            self.failure.show()


def is_locked(person: AccountRow) -> bool:
    """Whether too many misses have locked the account."""
    return person.misses >= LOCK_MISSES


def state_words(person: AccountRow) -> str:
    """The state of an account for people."""
    if not person.active:
        return t("settings.people.disabled")
    return t("settings.people.locked") if is_locked(person) else t("settings.people.active")


def _accounts(store: Store) -> list[AccountRow]:
    with store.read() as connection:
        return accounts(connection)
