"""Settings: what is kept, and what is refused to whom."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from frontdesk.app.change_policy import ChangePoliciesRequest, NewValue, PolicyRefused, change_policies
from frontdesk.app.policy_fields import policy_groups, policy_values
from frontdesk.app.schema import derivations
from frontdesk.app.settings.about_tab import AboutTab
from frontdesk.app.settings.business_tab import BusinessTab
from frontdesk.app.settings.counter_tab import CounterTab
from frontdesk.app.settings.facts import check_books
from frontdesk.app.settings.machine import CounterInUse, change_machine
from frontdesk.app.settings_page import SettingsPage
from frontdesk.books.verify import verify
from frontdesk.core.actor import Actor
from frontdesk.core.i18n import LANGUAGES, set_language, t
from frontdesk.core.settings import MachineSettings, load_settings, save_settings
from frontdesk.handover.open_shift import OpenShiftResult
from frontdesk.keys.lost_key import LOST_KEY_FEE_FEN
from frontdesk.staff.errors import RightMissing
from frontdesk.staff.rights import limit_of
from frontdesk.staff.roles import UNLIMITED, Limit, Role
from frontdesk.store.store import Store
from frontdesk.ui import theme
from frontdesk.ui.desk import Desk
from frontdesk.ui.runner import Cancelled
from tests.ui.clipping import find_clipped_text, find_small_targets, find_unnamed
from tests.ui.conftest import desk, look, runner  # noqa: F401

NOW = "2026-11-23T01:00:00.000000Z"


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, tmp_path: Path) -> SettingsPage:  # noqa: F811
    desk.settings = replace(desk.settings, language="en")
    save_settings(tmp_path, desk.settings)
    found = SettingsPage(desk, tmp_path)
    found.resize(1366 - 92, 768 - 98)
    qtbot.addWidget(found)
    found.show()
    return found


def open_tab(qtbot: QtBot, page: SettingsPage, key: str) -> object:
    page.activate(tab=key)
    qtbot.waitUntil(lambda: page.desk.runner.pending() == 0)
    return page.tab(key)


def settled(qtbot: QtBot, page: SettingsPage) -> None:
    qtbot.waitUntil(lambda: page.desk.runner.pending() == 0, timeout=10_000)


@pytest.mark.parametrize("chosen", LANGUAGES)
@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("role", ["owner", "cashier"])
def test_nothing_is_clipped_unnamed_or_small(
    qtbot: QtBot,
    desk: Desk,  # noqa: F811
    tmp_path: Path,
    cashier: Actor,
    chosen: str,
    name: str,
    role: str,
) -> None:
    theme.apply("dark" if name == "dark" else "light")
    set_language("zh" if chosen == "zh" else "en")
    if role == "cashier":
        desk.set_actor(cashier)
    page = SettingsPage(desk, tmp_path)
    page.resize(1366 - 92, 768 - 98)
    qtbot.addWidget(page)
    page.show()
    for key in ("counter", "people", "business", "about"):
        open_tab(qtbot, page, key)
        qtbot.wait(20)
        assert find_clipped_text(page) == []
        assert find_unnamed(page) == []
        assert find_small_targets(page) == []


def test_settings_of_the_counter_are_kept_and_say_when_they_apply(
    qtbot: QtBot, page: SettingsPage, tmp_path: Path
) -> None:
    tab = open_tab(qtbot, page, "counter")
    assert isinstance(tab, CounterTab)
    tab.auto_lock.set_count(75)
    with qtbot.waitSignal(page.desk.changed, check_params_cb=lambda topic: topic == "settings"):
        page.handle_enter()
    assert not tab.restart.isVisible()
    assert page.desk.settings.auto_lock_s == 75
    tab.counter.setText("7")
    page.handle_enter()
    qtbot.waitUntil(tab.restart.isVisible)
    found = load_settings(tmp_path)
    assert (found.auto_lock_s, found.counter) == (75, "7")


def test_wrong_values_of_the_counter_are_told_at_the_field(qtbot: QtBot, page: SettingsPage, tmp_path: Path) -> None:
    tab = open_tab(qtbot, page, "counter")
    assert isinstance(tab, CounterTab)
    tab.auto_lock.set_count(10)
    tab.counter.setText("no/1")
    page.handle_enter()
    assert tab.auto_lock_row.error() and tab.counter_row.error()
    assert load_settings(tmp_path) == page.desk.settings


def test_a_counter_with_an_open_shift_keeps_its_number(
    store: Store, actor: Actor, cashier: Actor, open_shift: OpenShiftResult, tmp_path: Path
) -> None:
    with pytest.raises(CounterInUse):
        change_machine(store, actor, tmp_path, {"counter": "2"})
    with pytest.raises(RightMissing):
        change_machine(store, cashier, tmp_path, {"auto_lock_s": 60})
    assert load_settings(tmp_path) == MachineSettings()


def test_business_settings_are_changed_together_in_the_journal(qtbot: QtBot, page: SettingsPage) -> None:
    tab = open_tab(qtbot, page, "business")
    assert isinstance(tab, BusinessTab)
    tab.edits["keys.lost_fee_fen"].widget.setText("45.5")
    tab.edits["limits.cashier.refund_fen"].widget.setText("")
    tab.edits["house.name"].widget.setText("晨光\u202e健身")
    page.handle_enter()
    store = page.desk.store

    def fee() -> int:
        with store.read() as connection:
            return LOST_KEY_FEE_FEN.read(connection)

    qtbot.waitUntil(lambda: fee() == 4550)
    with store.read() as connection:
        assert limit_of(connection, Role.CASHIER, Limit.REFUND_FEN) == UNLIMITED
        assert policy_values(connection)["house.name"] == "晨光健身"
        assert verify(connection, derivations()).findings == ()


def test_wrong_business_values_are_told_at_the_field(qtbot: QtBot, page: SettingsPage) -> None:
    tab = open_tab(qtbot, page, "business")
    assert isinstance(tab, BusinessTab)
    fee, days = tab.edits["keys.lost_fee_fen"], tab.edits["members.freeze_most_days"]
    fee.widget.setText("a lot")
    days.widget.setText("0")
    page.handle_enter()
    assert fee.row.error() and days.row.error()
    tab.undo.click()
    assert not fee.row.error() and fee.widget.text() == "30.00"


def test_every_policy_has_texts_and_a_default_within_its_bounds(store: Store) -> None:
    with store.read() as connection:
        values = policy_values(connection)
    for group in policy_groups():
        for field in group.fields:
            assert field.accepts(values[field.name]), field.name
            assert t(f"settings.policy.{field.key}") and t(f"settings.policy.{field.key}.hint")


def test_only_owners_move_limits_and_nobody_sets_nonsense(
    store: Store, actor: Actor, manager: Actor, cashier: Actor, new_key: Callable[[], str]
) -> None:
    fee = NewValue("keys.lost_fee_fen", 5000)
    limit = NewValue("limits.manager.refund_fen", 10)
    assert change_policies(store, manager, ChangePoliciesRequest(new_key(), (fee,))).changed == 1
    with pytest.raises(RightMissing):
        change_policies(store, cashier, ChangePoliciesRequest(new_key(), (fee,)))
    with pytest.raises(RightMissing):
        change_policies(store, manager, ChangePoliciesRequest(new_key(), (NewValue("keys.lost_fee_fen", 1), limit)))
    for bad in (NewValue("keys.lost_fee_fen", -1), NewValue("printing.language", text="fr"), NewValue("no.such", 1)):
        with pytest.raises(PolicyRefused):
            change_policies(store, actor, ChangePoliciesRequest(new_key(), (bad,)))
    with store.read() as connection:
        assert LOST_KEY_FEE_FEN.read(connection) == 5000


def test_about_checks_the_books_and_gives_details_to_copy(qtbot: QtBot, page: SettingsPage) -> None:
    tab = open_tab(qtbot, page, "about")
    assert isinstance(tab, AboutTab)
    tab.verify.click()
    qtbot.waitUntil(lambda: tab.result.isVisible(), timeout=10_000)
    assert tab.result.kind() == "ok"
    tab.copy.click()
    assert "frontdesk" in QGuiApplication.clipboard().text()
    with page.desk.store.write() as tx:
        tx.connection.exec_driver_sql("DROP TRIGGER account_events_no_update")
        tx.connection.exec_driver_sql("UPDATE account_events SET role = 'owner' WHERE account_id = 2")
        tx.commit()
    qtbot.waitUntil(tab.verify.isEnabled)
    tab.verify.click()
    qtbot.waitUntil(lambda: tab.result.isVisible() and tab.result.kind() == "bad", timeout=10_000)
    assert "account_events" in tab.result.reason()


def test_checking_the_books_can_be_stopped(store: Store) -> None:
    told: list[tuple[int, int]] = []
    assert check_books(store, lambda done, total: told.append((done, total))).findings == ()
    assert [done for done, _ in told] == sorted(done for done, _ in told) and told[-1][0] == told[-1][1]

    def stop(done: int, total: int) -> None:
        raise Cancelled()

    with pytest.raises(Cancelled):
        check_books(store, stop)
