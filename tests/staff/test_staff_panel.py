"""People in the settings: what one's role doesn't include is not offered, and errors stand at their fields."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from frontdesk.core.actor import Actor
from frontdesk.core.i18n import set_language
from frontdesk.staff.dialogs.account_dialogs import AddPersonDialog, PinDialog, RoleDialog
from frontdesk.staff.errors import SignInRefused
from frontdesk.staff.qt.staff_panel import StaffPanel
from frontdesk.staff.queries import accounts
from frontdesk.staff.sign_in import sign_in
from frontdesk.staff.switch import switch_by_pin
from frontdesk.store.store import Store
from frontdesk.ui import theme
from frontdesk.ui.desk import Desk
from tests.people import CASHIER, MANAGER, OWNER, PASSWORDS
from tests.ui.clipping import find_clipped_text, find_small_targets, find_unnamed


@pytest.fixture(autouse=True)
def english(qtbot: QtBot) -> Iterator[None]:
    theme.apply("light")
    set_language("en")
    yield
    set_language("zh")


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> StaffPanel:
    found = StaffPanel(desk)
    qtbot.addWidget(found)
    found.resize(1000, 560)
    found.show()
    sit(found, qtbot, OWNER)
    return found


def sit(panel: StaffPanel, qtbot: QtBot, actor: Actor) -> None:
    panel.desk.set_actor(actor)
    panel.reload()
    qtbot.waitUntil(lambda: len(panel.table.rows()) == 4)


def dialog(kind: type[QDialog]) -> QDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found


def choose(panel: StaffPanel, qtbot: QtBot, name: str) -> None:
    row = next(place for place, person in enumerate(panel.table.rows()) if person.name == name)
    panel.table.selectRow(row)
    qtbot.waitUntil(lambda: panel.table.current_row().name == name)
    qtbot.wait(100)  # the table tells of a choice once the selection rests


def test_a_cashier_sees_only_their_own(panel: StaffPanel, qtbot: QtBot) -> None:
    sit(panel, qtbot, CASHIER)
    assert not panel.people.isVisible()
    assert panel.pin_button.isVisible()
    sit(panel, qtbot, MANAGER)
    choose(panel, qtbot, OWNER.name)
    assert not panel.role_button.isEnabled()
    choose(panel, qtbot, CASHIER.name)
    assert panel.role_button.isEnabled()
    assert [role.value for role in panel._roles()] == ["cashier", "shift_lead"]


def test_a_person_is_added_with_errors_at_their_fields(panel: StaffPanel, qtbot: QtBot, store: Store) -> None:
    panel.add_button.press()
    form = dialog(AddPersonDialog)
    assert isinstance(form, AddPersonDialog)
    form.name.field.setText("何静")
    form.username.field.setText("cashier")
    form.password.first.setText("long enough 1")
    form.password.again.setText("another one")
    qtbot.keyClick(form, Qt.Key.Key_Return)
    assert "not the same" in find_error(form.password.again_row)
    form.password.again.setText("long enough 1")
    qtbot.keyClick(form, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "already" in find_error(form.username))
    form.username.field.setText("hejing")
    qtbot.keyClick(form, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(panel.table.rows()) == 5)
    assert sign_in(store, "1", "hejing", "long enough 1").role == "cashier"


def test_a_pin_is_set_against_the_password(panel: StaffPanel, qtbot: QtBot, store: Store) -> None:
    panel.pin_button.press()
    form = dialog(PinDialog)
    assert isinstance(form, PinDialog)
    form.password.field.setText(PASSWORDS[1])
    form.pin.field.setText("1234")
    qtbot.keyClick(form, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "A PIN has" in find_error(form.pin))
    form.pin.field.setText("2750")
    qtbot.keyClick(form, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.over)
    assert switch_by_pin(store, "1", "owner", "2750") == OWNER


def test_a_locked_account_is_unlocked_by_the_owner(panel: StaffPanel, qtbot: QtBot, store: Store) -> None:
    with store.write() as tx:
        tx.connection.exec_driver_sql("UPDATE accounts SET misses = 12 WHERE id = 2")
        tx.commit()
    sit(panel, qtbot, OWNER)
    qtbot.waitUntil(lambda: panel.table.rows()[1].misses == 12)
    choose(panel, qtbot, CASHIER.name)
    panel.unlock_button.press()
    qtbot.waitUntil(lambda: panel.table.rows()[1].misses == 0)


def test_somebody_is_disabled_after_asking(panel: StaffPanel, qtbot: QtBot, store: Store) -> None:
    choose(panel, qtbot, CASHIER.name)
    panel.active_button.press()
    qtbot.keyClick(dialog(QDialog), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not panel.table.rows()[1].active)
    with pytest.raises(SignInRefused):
        sign_in(store, "1", "cashier", PASSWORDS[2])
    with store.read() as connection:
        assert [person.active for person in accounts(connection)] == [True, False, True, True]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_clipped_unnamed_or_too_small(panel: StaffPanel, qtbot: QtBot, language: str) -> None:
    set_language(language)  # type: ignore[arg-type]
    again = StaffPanel(panel.desk)
    qtbot.addWidget(again)
    again.resize(1000, 560)
    again.show()
    sit(again, qtbot, OWNER)
    person = again.table.rows()[1]
    forms = [PinDialog(again.desk, again), RoleDialog(again.desk, person, again._roles(), again)]
    for widget in (again, *forms):
        widget.show()
        qtbot.wait(30)
        assert [*find_clipped_text(widget), *find_unnamed(widget), *find_small_targets(widget)] == []
    for form in forms:
        form.close()


def find_error(row: object) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in row.findChildren(QLabel) if label.isVisible())  # type: ignore[attr-defined]
