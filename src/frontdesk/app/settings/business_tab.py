"""The business: prices, times and limits that hold at every counter, shown from the list of policies."""

from uuid import uuid4

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QWidget

from frontdesk.app.change_policy import ChangePoliciesRequest, NewValue, PoliciesChanged, change_policies
from frontdesk.app.policy_fields import PolicyField, PolicyGroup, policy_groups, policy_values
from frontdesk.app.settings.tab import ReadOnlyNote, SettingsTab, choice, show_choice
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import LANGUAGES, error_text, t
from frontdesk.core.money import yuan
from frontdesk.core.text import clean
from frontdesk.staff.rights import Right, Role
from frontdesk.staff.roles import UNLIMITED
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from frontdesk.ui.runner import InternalFault
from frontdesk.ui.widgets import (
    AmountEdit,
    Banner,
    Button,
    Card,
    CountEdit,
    FieldRow,
    Label,
    TextEdit,
    column,
    named,
    row,
    scrolling,
)

_IN_A_ROW = 3


class PolicyEdit:
    """The widget of one policy and what it says."""

    def __init__(self, field: PolicyField) -> None:
        self.field = field
        self.label = policy_label(field)
        name = f"settings.policy.{field.name}"
        self.widget = _make_widget(field, name, self.label)
        unit = t("settings.unit.money") if field.kind == "money" else ""
        hint = t(f"settings.policy.{field.key}.hint")
        self.row = FieldRow(self.label, self.widget, hint=f"{unit} {hint}".strip())

    def show(self, value: int | str) -> None:
        """Show a stored value."""
        widget = self.widget
        if isinstance(widget, AmountEdit):
            widget.set_fen(None if value == UNLIMITED else int(value))
        elif isinstance(widget, CountEdit):
            widget.set_count(int(value))
        elif isinstance(widget, QComboBox):
            show_choice(widget, value)
        elif isinstance(widget, QCheckBox):
            widget.setChecked(bool(value))
        elif isinstance(widget, TextEdit):
            widget.setText(str(value))
        self.row.set_error(None)

    def value(self) -> int | str | None:
        """What is typed; None after saying at the field what is wrong."""
        self.row.set_error(None)
        found = self._typed()
        if isinstance(found, FrontdeskError):
            self.row.set_error(found)
        elif found is None or not self.field.accepts(found):
            self.row.set_error(self._bounds())
        else:
            return found
        self.widget.setFocus()
        return None

    def _typed(self) -> int | str | FrontdeskError | None:
        widget = self.widget
        if isinstance(widget, AmountEdit):
            if self.field.owner_only and not widget.text().strip():
                return UNLIMITED
            return widget.problem() or widget.fen()
        if isinstance(widget, CountEdit):
            return widget.count()
        if isinstance(widget, QComboBox):
            return str(widget.currentData())
        if isinstance(widget, QCheckBox):
            return int(widget.isChecked())
        assert isinstance(widget, TextEdit)
        return clean(widget.text())

    def _bounds(self) -> str:
        if self.field.kind == "money":
            return t("settings.bounds", least=yuan(self.field.least), most=yuan(self.field.most))
        return t("settings.bounds", least=self.field.least, most=self.field.most)


class BusinessTab(SettingsTab):
    """All policies in groups; what was changed is saved together, as one entry of the journal."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._values: dict[str, int | str] = {}
        self.edits = {field.name: PolicyEdit(field) for group in policy_groups() for field in group.fields}
        self.note = ReadOnlyNote("settings.business.read_only")
        self.failure = Banner("settings.business.failure", "bad")
        self.failure.hide()
        self.save = Button(t("settings.save"), "settings.business.save", kind="primary", shortcut="Enter")
        self.undo = Button(t("settings.undo"), "settings.business.undo", icon="undo")
        self.save.clicked.connect(self._save)
        self.undo.clicked.connect(self._undo)
        content = QWidget()
        content.setLayout(column(self.note, *(self._group(group) for group in policy_groups()), None))
        whole = column(scrolling(content), self.failure, row(None, self.undo, self.save))
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _group(self, group: PolicyGroup) -> Card:
        card = Card()
        card.add_header(t(f"settings.group.{group.key}"))
        if group.key == "limits":
            card.body.addWidget(Label(t("settings.group.limits.note"), "note", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(14)
        for number, field in enumerate(group.fields):
            grid.addWidget(self.edits[field.name].row, number // _IN_A_ROW, number % _IN_A_ROW)
        for number in range(_IN_A_ROW):
            grid.setColumnStretch(number, 1)
        card.body.addLayout(grid)
        return card

    def reload(self) -> None:
        allowed = self.may(Right.SETTINGS)
        owner = self.desk.actor is not None and self.desk.actor.role == Role.OWNER
        self.note.setVisible(not allowed)
        for edit in self.edits.values():
            edit.widget.setEnabled(allowed and (owner or not edit.field.owner_only))
            edit.widget.setToolTip("" if edit.widget.isEnabled() else t("error.staff.right_missing"))
        self.save.setEnabled(allowed)
        self.undo.setEnabled(allowed)
        self.desk.read(_values, self.desk.store, then=self._show, latest="settings.business")

    @Slot(object)
    def _show(self, values: dict[str, int | str]) -> None:
        self._values = values
        self._undo()

    @Slot()
    def _undo(self) -> None:
        for name, value in self._values.items():
            self.edits[name].show(value)

    def changes(self) -> tuple[NewValue, ...] | None:
        """What differs from what is stored, or None after marking what is wrong."""
        found: list[NewValue] = []
        right = True
        for name, edit in self.edits.items():
            value = edit.value()
            if value is None:
                right = False
            elif value != self._values.get(name):
                number, text = (None, value) if isinstance(value, str) else (value, None)
                found.append(NewValue(name, number, text))
        return tuple(found) if right else None

    @Slot()
    def _save(self) -> None:
        self.failure.hide()
        changes = self.changes()
        if changes:
            request = ChangePoliciesRequest(uuid4().hex, changes)
            self.save.setEnabled(False)
            self.desk.run(
                change_policies,
                self.desk.store,
                self.desk.signed_in(),
                request,
                then=self._saved,
                failed=self._refused,
            )
        elif changes is not None:
            self.desk.toast(t("settings.unchanged"), "info")

    @Slot(object)
    def _saved(self, result: PoliciesChanged) -> None:
        self.desk.toast(t("settings.saved.n", n=result.changed))
        self.desk.notify("policies")
        self.reload()

    @Slot(object)
    def _refused(self, error: FrontdeskError) -> None:
        self.save.setEnabled(True)
        if not isinstance(error, InternalFault):
            self.failure.show_state("bad", *error_text(error))
            self.failure.show()


def policy_label(field: PolicyField) -> str:
    """What a policy is called; a limit with its role."""
    words = t(f"settings.policy.{field.key}")
    return f"{t(f'staff.role.{field.role}')}: {words}" if field.role else words


def _make_widget(field: PolicyField, name: str, label: str) -> QWidget:
    if field.kind == "money":
        edit = AmountEdit(name, label, large=False)
        if field.owner_only:
            edit.setPlaceholderText(t("settings.no_limit"))
        return edit
    if field.kind == "count":
        return CountEdit(name, label, most=field.most)
    if field.kind == "switch":
        words = t(f"settings.policy.{field.key}.on")
        return named(QCheckBox(words), name, label)
    if field.kind == "choice":
        return choice(name, label, [(key, t(f"settings.policy.{field.key}.{key}")) for key in field.choices])
    if field.kind == "language":
        return choice(name, label, [(key, t(f"language.{key}")) for key in LANGUAGES])
    return TextEdit(name, label, limit=field.most)


def _values(store: Store) -> dict[str, int | str]:
    with store.read() as connection:
        return policy_values(connection)
