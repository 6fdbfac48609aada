"""Wrong input wherever a person types at the window: words at the field or in the dialog, nothing half done, no crash;
the right input then works without leaving the dialog.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid
from sqlalchemy import String, func, literal, select, union_all

import frontdesk
from frontdesk.core.text import clean, contains_card_number
from frontdesk.store.base import Base
from frontdesk.store.store import Store
from frontdesk.ui.dialogs import Dialog, FaultDialog
from frontdesk.ui.widgets import AmountEdit, Banner, Label
from tests.app.clerk import WATER_CODE, Clerk, Gym, open_counter

BANK_CARD = "6222 0212 3456 7894"
NONSENSE = (
    "",
    "   ",
    "1_000",
    "٣",
    "NaN",
    "1e3",
    "99999999999",
    "-5",
    "1.234",
    "'; DROP TABLE sales; --",
    "%_\\",
    "x" * 10_000,
    BANK_CARD,
    "\x00\x1b\x07",
    "😀",
    "\u202eabc\u2066",
)
NASTY = "O'Brien '; DROP -- %_\\ \u202e\x07😀 {t}"
"""Allowed where free text is; what may not be stored of it is taken out."""
AMOUNT = r"0*[1-9]\d{0,5}(\.\d{1,2})?|0*\.\d{1,2}"
RAW = re.compile(
    r"Traceback|Error:|\b(ui|error|keys|cards|members|cashier|reception|staff|handover)\.[a-z_]+\b|\{\w+\}"
)

ROOT = Path(__file__).parents[2]
NO_MODIFIER = Qt.KeyboardModifier.NoModifier

Reach = Callable[[Clerk], None]


@dataclass(frozen=True)
class Place:
    """Where people type: how one gets there, what is right in each field, and what of the wrong things is right."""

    reach: Reach
    good: dict[str, str]
    """A right value for every field that can be typed into here."""
    fits: dict[str, str] = field(default_factory=dict)
    """What else is acceptable in a field, as a regular expression; without one the field takes any text."""
    confirm: str = "Enter"
    free: tuple[str, ...] = ()
    """Fields that take any text but a bank card's number; the accepted round puts nasty text into them."""


def press(name: str) -> Reach:
    return lambda clerk: clerk.find(name).click()  # type: ignore[attr-defined]


def on(page: str, *steps: Reach, person: bool = False) -> Reach:
    def reach(clerk: Clerk) -> None:
        clerk.go(page, **({"person_id": clerk.gym.wang.person_id} if person else {}))
        for step in steps:
            step(clerk)
            clerk.rest()

    return reach


def key_chosen(clerk: Clerk) -> None:
    clerk.page("keys").choose("105")


def card_wanted(clerk: Clerk) -> None:
    clerk.page("members").tabs.issue.click()


def guest(clerk: Clerk) -> None:
    clerk.press("F7")


def another_key(clerk: Clerk) -> None:
    clerk.tap(clerk.gym.wang)
    clerk.press("F2")


def drink(clerk: Clerk) -> None:
    page = clerk.page("cashier")
    page.till.clear()
    clerk.scan(WATER_CODE)


def sold_drink(clerk: Clerk) -> None:
    drink(clerk)
    clerk.press("Enter", "Enter", "F2")


def wrong_card_back(clerk: Clerk) -> None:
    clerk.tap(clerk.gym.li)
    clerk.press("Enter", "Esc")
    clerk.scan("K201")
    clerk.page("reception").steps.leave_otherwise()
    clerk.dialog().card.setCurrentIndex(clerk.dialog().card.findData("wrong"))  # type: ignore[attr-defined]


def card_chosen(clerk: Clerk) -> None:
    clerk.page("members").tabs.change_card.click()


def blocking(clerk: Clerk) -> None:
    clerk.page("members").forms.block()


def counting(clerk: Clerk) -> None:
    clerk.go("handover", start=True)
    clerk.press("Enter")


PLACES = {
    "guest": Place(
        on("reception", guest),
        {"reception.guest.name": "He Fang", "reception.guest.key": "104", "reception.guest.amount": "100"},
        {"reception.guest.key": "10[1-6]", "reception.guest.amount": AMOUNT},
        free=("reception.guest.name",),
    ),
    "another key": Place(
        on("reception", another_key), {"reception.change.code": "K103"}, {"reception.change.code": "K?10[1-6]"}
    ),
    "register keys": Place(
        on("keys", press("keys.register.open")),
        {"keys.register.first": "301", "keys.register.last": "303", "keys.register.prefix": "K"},
        {"keys.register.first": r"\d{1,4}", "keys.register.last": r"3\d\d", "keys.register.prefix": ".{0,16}"},
    ),
    "zone": Place(
        on("keys", press("keys.zone.add")),
        {"keys.zone.code": "family", "keys.zone.name_zh": "家庭区", "keys.zone.name_en": "Family"},
        {"keys.zone.code": r"[A-Za-z0-9_-]{1,12}"},
        free=("keys.zone.name_zh", "keys.zone.name_en"),
    ),
    "out of use": Place(
        on("keys", key_chosen, press("keys.out_of_use")), {"keys.change.note": "lock"}, free=("keys.change.note",)
    ),
    "tag": Place(
        on("keys", key_chosen, press("keys.retag")),
        {"keys.retag.tag": "T105"},
        {"keys.retag.tag": ".{1,64}"},
    ),
    "new member": Place(
        on("members", press("members.new")),
        {"members.form.name": "何安", "members.form.phone": "13812345678", "members.form.remark": ""},
        {"members.form.phone": r"|\+?[\d -]{5,20}"},
        free=("members.form.name", "members.form.remark"),
    ),
    "plan": Place(
        on("members", press("members.sell_plan"), person=True),
        {"members.sell.price": "0"},
        {"members.sell.price": "0+"},
    ),
    "card": Place(
        on("members", card_wanted, person=True),
        {"cards.issue.uid": "04AABBCC", "cards.issue.number": "7001"},
        {"cards.issue.uid": r"[0-9A-Fa-f]{8}", "cards.issue.number": r"|[0-9A-Za-z-]{1,12}"},
    ),
    "card register": Place(
        on("members", press("members.register")), {"cards.look_up.number": "1011"}, {"cards.look_up.number": "101[12]"}
    ),
    "discount": Place(
        on("cashier", drink, press("cashier.discount")),
        {"cashier.discount_amount": "1"},
        {"cashier.discount_amount": r"|[0-3](\.\d\d?)?"},
    ),
    "top up": Place(
        on("cashier", press("cashier.top_up"), person=True),
        {"cashier.top_up_amount": "100"},
        {"cashier.top_up_amount": AMOUNT},
    ),
    "drawer": Place(
        on("cashier", press("cashier.drawer")), {"cashier.drawer_note": "float"}, free=("cashier.drawer_note",)
    ),
    "refund": Place(
        on("cashier", sold_drink, press("cashier.refund")),
        {"cashier.refund_count.1": "1", "cashier.refund_note": "warm"},
        {"cashier.refund_count.1": "1"},
        free=("cashier.refund_note",),
    ),
    "invoice": Place(
        on("cashier", sold_drink, press("cashier.invoice")),
        {"cashier.invoice_title": "Ltd", "cashier.invoice_tax": "91310000MA1K35X00X"},
        {"cashier.invoice_tax": r"|[0-9A-Za-z]{15,20}"},
        free=("cashier.invoice_title",),
    ),
    "leaving otherwise": Place(
        on("reception", wrong_card_back),
        {"reception.leave.found_card": "1011", "reception.leave.note": "mixed up"},
        {"reception.leave.found_card": r"[0-9A-Za-z]{1,12}"},
        free=("reception.leave.note",),
    ),
    "freezing": Place(
        on("members", press("members.contract.freeze"), person=True),
        {"members.freeze.reason": "away"},
        free=("members.freeze.reason",),
    ),
    "a card's end": Place(
        on("members", card_chosen, person=True), {"cards.change.reason": "lost"}, free=("cards.change.reason",)
    ),
    "blocking": Place(
        on("members", blocking, person=True), {"members.block.reason": "lent it"}, free=("members.block.reason",)
    ),
    "new colleague": Place(
        on("settings", lambda clerk: clerk.page("settings").activate(tab="people"), press("staff.add_person")),
        {
            "staff.add.name": "何静",
            "staff.add.username": "hejing",
            "staff.add.password": "brown shoes 77",
            "staff.add.password_again": "brown shoes 77",
        },
        {"staff.add.username": r"[A-Za-z0-9._-]{2,32}"},
        free=("staff.add.name",),
    ),
}

ELSEWHERE = {
    "start.*": "tests/app/test_first_start.py",
    "settings.*": "tests/app/test_settings_page.py",
    "*.host": "tests/app/test_settings_page.py",
    "*.port": "tests/app/test_settings_page.py",
    "handover.*": "tests/handover/test_page.py",
    "staff.*": "tests/staff/test_staff_panel.py",
    "*.password*": "tests/staff/test_staff_panel.py",
    "cashier.*": "tests/cashier/test_page.py",
    "devices.wedge.*": "tests/app/test_readers_tab.py",
    "display.*": "tests/app/test_display_tab.py",
    "printers.*": "tests/app/test_printer_tab.py",
    "voice.folder": "tests/app/test_speaking.py",
    "slips.*": "tests/app/test_slips_tab.py",
    "cards.master.group.*": "tests/cards/test_master_key.py",
    "simulated_reader.uid": "tests/devices/test_simulated_reader_dialog.py",
    "lock.*": "tests/app/test_window.py",
    "approval.*": "tests/staff/test_approvals.py",
    "*.search": "tests/members/test_search.py",
}
"""Fields that are tried where they are at home, or where any text is a question."""


@pytest.fixture
def clerk(qapp: QApplication, gym: Gym, tmp_path: Path) -> Iterator[Clerk]:
    """A counter of its own for each place, whatever order they come in."""
    with open_counter(gym, tmp_path) as found:
        found.unlock()
        yield found


def typed_fields(root: QWidget) -> dict[str, QLineEdit]:
    """The fields in sight that a person can type into."""
    return {
        found.objectName(): found
        for found in root.findChildren(QLineEdit)
        if found.isVisible()
        and found.isEnabled()
        and not found.isReadOnly()
        and not found.objectName().startswith("qt_")
    }


def counts(store: Store) -> tuple[tuple[str, int], ...]:
    """How many rows each table has."""
    tables = Base.metadata.sorted_tables
    each = [select(literal(table.name), func.count()).select_from(table) for table in tables]
    with store.read() as connection:
        return tuple((str(name), int(n)) for name, n in connection.execute(union_all(*each)))


def answer(clerk: Clerk) -> None:
    """Until what was asked is answered."""
    for _ in range(2):
        QTest.qWait(1)
        clerk.wait(lambda: clerk.counter.runner.pending() == 0, "the answer")


def says(root: QWidget) -> list[str]:
    """What stands at fields and in banners as wrong."""
    at_fields = [label.text() for label in root.findChildren(Label) if label.property("words") == "error"]
    banners = [banner for banner in root.findChildren(Banner) if banner.isVisible()]
    said = [text for text in at_fields if text] + [f"{banner.title()} {banner.reason()}" for banner in banners]
    return [text for text in said if text.strip()]


@pytest.mark.parametrize("name", PLACES)
def test_nonsense_is_refused_in_words_and_the_right_thing_then_works(clerk: Clerk, name: str) -> None:
    place = PLACES[name]
    while isinstance(clerk.front(), Dialog):
        clerk.dialog().reject()
        clerk.rest()
    clerk.page("reception").asking.put_away()
    place.reach(clerk)
    root = clerk.dialog()
    there = typed_fields(root)
    assert set(there) == set(place.good)
    tried: set[tuple[str, str]] = set()
    for wrong_at in place.good:
        for nonsense in (BANK_CARD,) if wrong_at in place.free else NONSENSE:
            for other, right in place.good.items():
                there[other].setText(right)
            there[wrong_at].selectAll()
            there[wrong_at].insert(nonsense)  # as pasted: the field's own limits hold
            text = there[wrong_at].text()
            meant = clean(text).strip()
            fits = "(?!)" if wrong_at in place.free else place.fits.get(wrong_at, ".+")
            if re.fullmatch(fits, meant, re.ASCII | re.DOTALL) or (wrong_at, text) in tried:
                continue
            tried.add((wrong_at, text))
            before = counts(clerk.gym.store)
            clerk.strike("Enter")
            answer(clerk)
            about = f"{wrong_at}: {text[:40]!r}"
            assert clerk.front() is root, f"{about} was taken"
            assert counts(clerk.gym.store) == before, about
            assert says(root), f"{about}: nothing is said"
            assert not RAW.search("\n".join(says(root))), (about, says(root))
    assert not [panel for panel in clerk.window.findChildren(FaultDialog) if panel.isVisible()]
    for other, right in place.good.items():
        there[other].setText(right)
        if other in place.free:
            there[other].selectAll()
            there[other].insert(NASTY)
    clerk.strike("Enter")
    clerk.read()
    assert not isValid(root) or not root.isVisible() or name == "card register", says(root)
    assert not [panel for panel in clerk.window.findChildren(FaultDialog) if panel.isVisible()]


@pytest.mark.parametrize("name", ["received", "blind count"])
def test_amounts_on_pages(clerk: Clerk, name: str) -> None:  # K04 K07
    """On a page nothing closes: nothing is booked, the receipt or the count stays where it is, and it is said."""
    on("cashier", drink)(clerk) if name == "received" else counting(clerk)
    page = clerk.window.current_page()
    assert page is not None
    edits = [edit for edit in page.findChildren(AmountEdit) if edit.isVisible()]
    for edit in edits:
        for nonsense in NONSENSE:
            edit.setFocus()
            edit.selectAll()
            edit.insert(nonsense)
            if edit.problem() is None:
                assert re.fullmatch(r"|\d{1,8}(\.\d{1,2})?", edit.text().strip(), re.ASCII), edit.text()
                continue
            before = counts(clerk.gym.store)
            clerk.strike("Enter", Qt.KeyboardModifier.ControlModifier if name == "blind count" else NO_MODIFIER)
            answer(clerk)
            assert counts(clerk.gym.store) == before, (edit.objectName(), nonsense)
            assert says(page), (edit.objectName(), edit.text())
        edit.clear()
    if name == "received":
        assert page.till.payment.tenders == ()  # type: ignore[attr-defined]
        assert page.till.cart.total_fen == 300  # type: ignore[attr-defined]
    else:
        assert page.carry()["step"] == "count"


def test_any_text_may_be_searched_for(clerk: Clerk) -> None:  # G15
    """Signs that mean something to the database mean nothing here, and nothing changes by asking."""
    before = counts(clerk.gym.store)
    for page, box in (("reception", "top.search"), ("members", "members.search"), ("cashier", "cashier.goods_search")):
        clerk.go(page)
        field = clerk.find(box)
        assert isinstance(field, QLineEdit)
        for nonsense in (*NONSENSE, "%", "_", "\\", '"', "*"):
            field.setFocus()
            field.clear()
            field.insert(nonsense)
            answer(clerk)
            if box == "top.search" and nonsense and set(nonsense) <= set('%_\\"*'):
                found = clerk.window.shell.results.rows()
                assert [row.title for row in found if nonsense not in row.title] == [], nonsense
        field.clear()
        clerk.rest()
    assert counts(clerk.gym.store) == before
    assert not [panel for panel in clerk.window.findChildren(FaultDialog) if panel.isVisible()]


def test_the_lock_refuses_nonsense_in_words(clerk: Clerk) -> None:  # G03
    clerk.window.lock()
    clerk.rest()
    view = clerk.window.lock_view
    view.ask_password()
    for username, password in (("", ""), ("owner", "   "), (NASTY, NASTY), ("%", "%"), (BANK_CARD, "x" * 10_000)):
        for edit, text in ((view.username, username), (view.password, password)):
            edit.clear()
            edit.insert(text)
        clerk.strike("Enter")
        clerk.wait(view.confirm_button.isEnabled, "the answer")
        answer(clerk)
        assert clerk.window.is_locked()
        assert says(view) and not RAW.search("\n".join(says(view))), (username, says(view))
    clerk.unlock()


def test_nothing_dirty_was_kept(clerk: Clerk) -> None:
    """Of all that was taken above, no control or direction character and no bank card's number is in any table."""
    with clerk.gym.store.read() as connection:
        for table in Base.metadata.sorted_tables:
            columns = [column for column in table.columns if isinstance(column.type, String)]
            for row in connection.execute(select(*columns)) if columns else ():
                for column, text in zip(columns, row, strict=True):
                    if isinstance(text, str) and column.name != "slip":
                        assert clean(text) == text.strip(), (table.name, column.name, text)
                        if " " in text:
                            assert not contains_card_number(text), (table.name, column.name, text)


def test_every_field_is_known() -> None:
    """A new field belongs into PLACES, or to those that are tried elsewhere."""
    assert [path for path in ELSEWHERE.values() if not (ROOT / path).exists()] == []
    known = {name for place in PLACES.values() for name in place.good} | set(ELSEWHERE)
    found = list(_field_names())
    assert "cashier.received" in found and "members.form.name" in found
    assert [name for name in found if not any(fnmatch(name, one) or fnmatch(one, name) for one in known)] == []


def _field_names() -> Iterator[str]:
    """The object names of all fields in the source; parts that are known only at run time as stars."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in Path(frontdesk.__file__).parent.rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    makers = {"TextEdit"}
    for _ in range(3):  # fields made of fields
        for node in nodes:
            if isinstance(node, ast.ClassDef) and any(isinstance(b, ast.Name) and b.id in makers for b in node.bases):
                makers.add(node.name)
    for node in nodes:
        inside = ast.walk(node) if isinstance(node, ast.ClassDef) and node.name in makers else ()
        made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers
        for call in [*([node] if made else ()), *(one for one in inside if _is_super_init(one))]:
            first = call.args[0] if isinstance(call, ast.Call) and call.args else None
            if isinstance(first, ast.Constant):
                yield str(first.value)
            elif isinstance(first, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in first.values)


def _is_super_init(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "__init__"
