"""The steps of setting a desk up: who owns it, what to begin with. Devices are in ``device_steps``."""

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from frontdesk.app.start.draft import Draft
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.core.settings import counter_fits
from frontdesk.staff.accounts import NAME_LENGTH, checked_name, checked_username
from frontdesk.staff.credentials import MANAGING_LENGTH, check_password
from frontdesk.staff.roles import Role
from frontdesk.ui.widgets import FieldRow, Label, PasswordEdit, TextEdit, column, named, row


class Step(QWidget):
    """One page of the set-up. ``check`` takes what was typed into the draft and marks what is wrong."""

    title = ""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft

    def check(self) -> bool:
        """Whether the next step may come; the first wrong field gets the keyboard."""
        return True

    def keep(self) -> None:
        """Take what was typed into the draft, right or wrong."""

    def enter(self) -> None:
        """The step comes to the front."""

    def leave(self) -> None:
        """The step goes away; what it started has to end."""


class OwnerStep(Step):
    """Counter number, and the first account."""

    title = "start.step.owner"

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.counter = TextEdit("start.counter", t("start.counter"), limit=4)
        self.counter.setText(draft.counter)
        self.name = TextEdit("start.name", t("start.owner_name"), limit=NAME_LENGTH)
        self.name.setText(draft.owner_name)
        self.username = TextEdit("start.username", t("ui.username"), limit=32)
        self.username.setText(draft.username)
        self.password = PasswordEdit("start.password", t("ui.password"))
        self.password.setText(draft.password)
        self.repeated = PasswordEdit("start.repeated", t("start.repeated"))
        self.repeated.setText(draft.repeated)
        self.counter_row = FieldRow(t("start.counter"), self.counter, hint=t("start.counter.hint"), required=True)
        self.name_row = FieldRow(t("start.owner_name"), self.name, hint=t("start.owner_name.hint"), required=True)
        self.username_row = FieldRow(t("ui.username"), self.username, hint=t("start.username.hint"), required=True)
        hint = t("start.password.hint", n=MANAGING_LENGTH)
        self.password_row = FieldRow(t("ui.password"), self.password, hint=hint, required=True)
        self.repeated_row = FieldRow(t("start.repeated"), self.repeated, hint=t("start.repeated.hint"), required=True)
        self.setLayout(
            column(
                Label(t("start.owner.note"), tone="muted", wrap=True),
                _pair(self.name_row, self.username_row),
                _pair(self.password_row, self.repeated_row),
                _pair(self.counter_row, QWidget()),
                None,
                spacing=18,
            )
        )

    def enter(self) -> None:
        self.name.setFocus()

    def keep(self) -> None:
        draft = self.draft
        draft.counter, draft.owner_name, draft.username = self.counter.text(), self.name.text(), self.username.text()
        # Blanks around a password are taken off, as they are when somebody signs in.
        draft.password, draft.repeated = self.password.text().strip(), self.repeated.text().strip()

    def check(self) -> bool:
        self.keep()
        draft = self.draft
        wrong: list[tuple[FieldRow, FrontdeskError | str]] = []
        for field_row in (self.name_row, self.username_row, self.password_row, self.repeated_row, self.counter_row):
            field_row.set_error(None)
        try:
            checked_name(draft.owner_name)
        except FrontdeskError as error:
            wrong.append((self.name_row, error))
        try:
            checked_username(draft.username)
        except FrontdeskError as error:
            wrong.append((self.username_row, error))
        try:
            check_password(draft.password, Role.OWNER, draft.username.strip())
            if draft.password != draft.repeated:
                wrong.append((self.repeated_row, t("start.repeated.differs")))
        except FrontdeskError as error:
            wrong.append((self.password_row, error))
        if not counter_fits(draft.counter.strip()):
            wrong.append((self.counter_row, t("start.counter.wrong")))
        for field_row, problem in wrong:
            field_row.set_error(problem)
        if wrong:
            wrong[0][0].field.setFocus()
        return not wrong


class BeginStep(Step):
    """An empty house, or a usual gym's plans, goods and keys."""

    title = "start.step.begin"

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.usual = _choice("start.usual", t("start.usual"))
        self.empty = _choice("start.empty", t("start.empty"))
        group = QButtonGroup(self)
        group.addButton(self.usual)
        group.addButton(self.empty)
        (self.usual if draft.usual_gym else self.empty).setChecked(True)
        self.setLayout(
            column(
                Label(t("start.begin.note"), tone="muted", wrap=True),
                column(self.usual, indented(t("start.usual.note")), spacing=0),
                column(self.empty, indented(t("start.empty.note")), spacing=0),
                None,
                spacing=18,
            )
        )

    def enter(self) -> None:
        (self.usual if self.draft.usual_gym else self.empty).setFocus()

    def keep(self) -> None:
        self.draft.usual_gym = self.usual.isChecked()

    def check(self) -> bool:
        self.keep()
        return True


def indented(text: str) -> QWidget:
    """A note beneath a choice, flush with its words."""
    holder = QWidget()
    line = row(Label(text, "note", wrap=True))
    line.setContentsMargins(36, 0, 0, 0)
    holder.setLayout(line)
    return holder


def _choice(name: str, text: str) -> QRadioButton:
    return named(QRadioButton(text), name, text)


def _pair(left: QWidget, right: QWidget) -> QWidget:
    holder = QWidget()
    line = row(left, right, spacing=18)
    line.setStretch(0, 1)
    line.setStretch(1, 1)
    holder.setLayout(line)
    return holder
