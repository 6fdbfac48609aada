"""The Members page by keys and clicks, over a real store."""

from types import SimpleNamespace
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from frontdesk.cards.dialogs.change_card import ChangeCardDialog
from frontdesk.cards.dialogs.issue_card import IssueCardDialog
from frontdesk.cards.dialogs.look_up import LookUpCardDialog
from frontdesk.cards.issue_card import IssueCardRequest, issue_card
from frontdesk.cards.queries import by_uid, cards_of
from frontdesk.core.actor import Actor
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import LANGUAGES, Language, set_language
from frontdesk.members.contracts import contracts_of
from frontdesk.members.dialogs.block_form import BlockDialog
from frontdesk.members.dialogs.contract_forms import FreezeDialog, OpenContractDialog, UnfreezeDialog
from frontdesk.members.dialogs.person_form import PersonForm
from frontdesk.members.dialogs.sell_plan import SellPlanDialog
from frontdesk.members.page import MembersPage
from frontdesk.members.queries import note_text, person
from frontdesk.members.sell_contract import SellContractRequest, sell_contract
from frontdesk.members.tables import ContractEvent
from frontdesk.store.store import Store
from frontdesk.ui.widgets import MASK, curtain
from tests.ui.clipping import find_clipped_text, find_small_targets, find_unnamed

F = TypeVar("F")


def shown(page: MembersPage, qtbot: QtBot, person_id: int = 1) -> None:
    page.show_person(person_id)
    qtbot.waitUntil(lambda: page.forms.found is not None and page.forms.found.person.id == person_id)


def form(page: MembersPage, kind: type[F], qtbot: QtBot) -> F:
    qtbot.waitUntil(lambda: page.forms.form is not None)
    found = page.forms.form
    assert isinstance(found, kind)
    return found


def send(page: MembersPage, qtbot: QtBot) -> None:
    """Enter in the open form, until it has closed and the page is read again."""
    assert page.forms.form is not None
    before = page.forms.found
    QTest.keyClick(page.forms.form, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.forms.form is None and page.forms.found is not before, timeout=5_000)


def refused(page: MembersPage, qtbot: QtBot) -> None:
    """Enter in the open form, which stays open."""
    current = page.forms.form
    assert current is not None
    QTest.keyClick(current, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not current.is_busy())
    assert page.forms.form is current


def test_three_letters_and_enter_show_a_member(page: MembersPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.list.search, "wxm")
    QTest.keyClick(page.list.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.head.name.whole() == "王小明")
    assert page.head.banner.kind() == "bad"


def test_a_tapped_card_shows_its_holder_and_an_unknown_one_is_said_to_be(page: MembersPage, qtbot: QtBot) -> None:
    assert page.handle_card(SimpleNamespace(uid="04AABBCC"))
    qtbot.waitUntil(lambda: page.head.name.whole() == "王小明")
    with qtbot.waitSignal(page.desk.toast_requested) as said:
        page.handle_card(SimpleNamespace(uid="FFFFFFFF"))
    assert said.args[1] == "warn"


def test_enrolling_from_an_empty_page(page: MembersPage, qtbot: QtBot, gym: Store) -> None:
    page.list.new.press()
    typed = form(page, PersonForm, qtbot)
    refused(page, qtbot)
    assert typed.name.error()
    typed.name_edit.setText("赵敏")
    typed.phone_edit.setText("12-ab")
    refused(page, qtbot)
    assert typed.phone.error() and not typed.share.isVisible()
    typed.phone_edit.setText("139 1234 8888")
    refused(page, qtbot)
    assert "王小明" in typed.phone.error() and typed.share.isVisible()
    typed.share.setChecked(True)
    typed.sexes["f"].setChecked(True)
    QTest.keyClick(typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.head.name.whole() == "赵敏")
    with gym.read() as connection:
        assert (person(connection, 3).phone, person(connection, 3).sex) == ("13912348888", "f")


def test_selling_opening_freezing_and_thawing(page: MembersPage, qtbot: QtBot, gym: Store) -> None:  # G22 G24
    shown(page, qtbot)
    assert page.handle_enter()
    sale = form(page, SellPlanDialog, qtbot)
    sale.parts.setCurrentIndex(1)
    assert sale.schedule.text() == "today ¥1,000.00 · 23 Dec 2026 ¥1,000.00"
    send(page, qtbot)
    assert page.head.step.text() == "Collect"
    page.tabs.open.press()
    opening = form(page, OpenContractDialog, qtbot)
    QTest.mousePress(opening.pad, Qt.MouseButton.LeftButton, pos=QPoint(10, 20))
    QTest.mouseMove(opening.pad, QPoint(60, 40))
    send(page, qtbot)
    page.tabs.freeze.press()
    form(page, FreezeDialog, qtbot).endless.setChecked(True)
    send(page, qtbot)
    assert page.head.banner.title() == "Frozen"
    page.handle_enter()
    form(page, UnfreezeDialog, qtbot)
    send(page, qtbot)
    with gym.read() as connection:
        state = contracts_of(connection, 1)[0].state
        notes = connection.execute(ContractEvent.__table__.select().where(ContractEvent.kind == "opened")).one().note
        assert (state.status, state.valid_until) == ("open", "2027-11-22")
        assert note_text(connection, notes).startswith("M10 20")


def test_a_lower_price_asks_for_a_second_person(page: MembersPage, qtbot: QtBot, cashier: Actor, gym: Store) -> None:
    page.desk.set_actor(cashier)
    shown(page, qtbot)
    page.sell.press()
    sale = form(page, SellPlanDialog, qtbot)
    sale.price_edit.setText("x")
    sale.price_edit.setText("9999999")
    refused(page, qtbot)
    assert sale.price.error()
    sale.price_edit.setText("1500")
    with qtbot.waitSignal(page.desk.approval_requested) as asked:
        QTest.keyClick(sale, Qt.Key.Key_Return)
    error, words, _ = asked.args
    assert isinstance(error, FrontdeskError) and "¥1,500.00" in words and "王小明" in words
    with gym.read() as connection:
        assert contracts_of(connection, 1) == []


def test_amounts_and_phone_are_masked_until_asked_for(  # G20
    page: MembersPage, qtbot: QtBot, gym: Store, actor: Actor
) -> None:
    sell_contract(gym, actor, SellContractRequest("k", 1, "year"))
    shown(page, qtbot)
    table = page.tabs.tables["contracts"]
    price = table.model().index(0, 4)
    assert price.data() == MASK
    texts = [label.whole() for label in page.head.findChildren(type(page.head.name))]
    assert "139****8888" in texts and not any("2,000" in text or "13912348888" in text for text in texts)
    curtain.hold(True)
    try:
        assert price.data() == "¥2,000.00"
        assert "13912348888" in [label.whole() for label in page.head.findChildren(type(page.head.name))]
    finally:
        curtain.hold(False)
    assert price.data() == MASK


def test_issuing_and_replacing_a_card(page: MembersPage, qtbot: QtBot, gym: Store) -> None:
    shown(page, qtbot, 2)
    page.tabs.tabs.choose("cards")
    page.tabs.issue.press()
    issue = form(page, IssueCardDialog, qtbot)
    refused(page, qtbot)
    assert issue.uid.error()
    assert page.handle_card(SimpleNamespace(uid="04AABBCC"))
    refused(page, qtbot)
    assert "1011" in issue.uid.error()
    page.handle_card(SimpleNamespace(uid="04AABBCD"))
    send(page, qtbot)
    page.tabs.change_card.press()
    form(page, ChangeCardDialog, qtbot).ways["replace"].setChecked(True)
    QTest.keyClick(page.forms.form, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(page.forms.form, IssueCardDialog))
    page.handle_card(SimpleNamespace(uid="04AABBCE"))
    send(page, qtbot)
    with gym.read() as connection:
        assert [card.state for card in cards_of(connection, 2)] == ["active", "lost"]
        assert by_uid(connection, "04AABBCE") == cards_of(connection, 2)[0]


def test_the_register_tells_the_kind_of_card_and_nothing_more(  # G19
    page: MembersPage, qtbot: QtBot, gym: Store, actor: Actor
) -> None:
    sell_contract(gym, actor, SellContractRequest("k", 2, "year", opening="first_visit"))
    issue_card(gym, actor, IssueCardRequest("i", 2, "04AABBCD", "1012", "year"))
    page.list.register.press()
    register = form(page, LookUpCardDialog, qtbot)
    refused(page, qtbot)
    assert register.number.error()
    register.number_edit.setText("10 12")
    refused(page, qtbot)
    qtbot.waitUntil(lambda: "10 12" in register.number.error())
    page.handle_card(SimpleNamespace(uid="FFFFFFFF"))
    qtbot.waitUntil(lambda: register.answer.kind() == "warn")
    page.handle_card(SimpleNamespace(uid="04AABBCD"))
    qtbot.waitUntil(lambda: register.answer.kind() == "ok")
    said = register.answer.accessibleName()
    assert "Year card" in said and "Not opened yet" in said
    assert "李娜" not in said and "2,000" not in said
    assert find_clipped_text(register) + find_unnamed(register) == []


def test_a_block_needs_its_reason(page: MembersPage, qtbot: QtBot) -> None:
    shown(page, qtbot)
    page.forms.block()
    block = form(page, BlockDialog, qtbot)
    refused(page, qtbot)
    assert block.reason.error()
    block.reason_edit.setText("逃单")
    send(page, qtbot)
    assert (page.head.banner.kind(), page.head.banner.title()) == ("bad", "Blocked")


def test_the_photo_is_taken_in_a_window_of_its_own(page: MembersPage, qtbot: QtBot) -> None:  # G25
    shown(page, qtbot)
    page._choose_photo()
    dialog = page._photo_chooser.dialog
    assert dialog is not None and dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert page._photo_chooser.dialog is None


def test_what_was_open_survives_a_rebuild(page: MembersPage, qtbot: QtBot) -> None:
    shown(page, qtbot)
    page.list.search.setText("李")
    state = page.carry()
    again = MembersPage(page.desk)
    qtbot.addWidget(again)
    again.restore(state)
    qtbot.waitUntil(lambda: again.head.name.whole() == "王小明" and len(again.list.table.rows()) == 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_clipped_unnamed_or_small(
    gym: Store, page: MembersPage, qtbot: QtBot, language: Language, actor: Actor
) -> None:
    sell_contract(gym, actor, SellContractRequest("k", 1, "year", opening="first_visit"))
    set_language(language)
    again = MembersPage(page.desk, page._neighbours)
    qtbot.addWidget(again)
    again.resize(1278, 656)
    with qtbot.waitExposed(again):
        again.show()
    again.activate(person_id=1)
    qtbot.waitUntil(lambda: again.forms.found is not None and bool(again.forms.choices.plans))
    problems = find_clipped_text(again) + find_unnamed(again) + find_small_targets(again)
    line = again.forms.found.contracts[0] if again.forms.found else None
    for opener in (
        again.forms.new,
        again.forms.sell,
        again.forms.block,
        lambda: again.forms.contract("open", line),
        lambda: again.forms.contract("freeze", line),
        lambda: again.forms.card(None),
        lambda: again.forms.card(again.forms.found.above.cards[0]),  # type: ignore[union-attr]
    ):
        opener()
        shown_form = form(again, object, qtbot)
        problems += find_clipped_text(shown_form) + find_unnamed(shown_form) + find_small_targets(shown_form)  # type: ignore[arg-type]
        again.forms.form.reject()  # type: ignore[union-attr]
        qtbot.waitUntil(lambda: again.forms.form is None)
    assert problems == []
