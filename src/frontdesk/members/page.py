"""Members: find one at the left, see and change everything about them at the right."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedLayout, QWidget

from frontdesk.core.i18n import t
from frontdesk.members.overview import Choices, ContractLine, Overview, card_holder, choices, overview
from frontdesk.members.qt.forms import CardForms, PersonForms
from frontdesk.members.qt.person_head import PersonHead
from frontdesk.members.qt.person_list import PersonList
from frontdesk.members.qt.person_tabs import PersonTabs
from frontdesk.members.qt.photo_chooser import PhotoChooser
from frontdesk.staff.rights import Right, may
from frontdesk.ui.desk import Desk
from frontdesk.ui.page import Page
from frontdesk.ui.widgets import Button, EmptyState, column, named, row


class MembersPage(Page):
    """``neighbours`` bring cards and visits; without them the page shows neither."""

    key = "members"
    icon = "members"

    def __init__(self, desk: Desk, neighbours: CardForms | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._neighbours = neighbours
        self._person_id: int | None = None
        self.forms = PersonForms(desk, self, neighbours)
        self._photo_chooser = PhotoChooser(desk, self)
        self.list = PersonList(desk)
        self.list.setFixedWidth(344)
        self.head = PersonHead(desk.store.clock)
        self.tabs = PersonTabs(desk.store.clock)
        self.sell = Button(t("members.sell"), "members.sell_plan", shortcut="F5", icon="card")
        self.collect = Button(t("members.collect"), "members.collect", shortcut="F4", icon="cash")
        self.edit = Button(t("members.edit"), "members.edit", shortcut="F2", icon="edit")
        self.more = Button(t("members.more"), "members.more", shortcut="F11", icon="more")
        self._stack = QStackedLayout()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        bar = row(self.sell, self.collect, self.edit, self.more, None, spacing=8)
        person = QWidget()
        stacked = column(self.head, bar, self.tabs, spacing=10)
        stacked.setStretch(2, 1)
        person.setLayout(stacked)
        start = Button(t("members.new"), "members.empty.new", kind="primary", icon="plus")
        start.clicked.connect(self.forms.new)
        empty = EmptyState("empty-people", t("members.nobody"), start, note=t("members.nobody.note"))
        self._stack.addWidget(empty)
        self._stack.addWidget(person)
        layout = row(self.list, self._stack, spacing=10)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.set_obvious(self.head.step)

    def _connect(self) -> None:
        self.list.picked.connect(self.show_person)
        self.forms.enrolled.connect(self._enrolled)
        self.list.new_wanted.connect(self.forms.new)
        self.list.register_wanted.connect(self.forms.look_up)
        self.list.register.setEnabled(self._neighbours is not None)
        self.head.step_wanted.connect(self._take_step)
        self.head.photo_wanted.connect(self._choose_photo)
        self.tabs.contract_wanted.connect(self.forms.contract)
        self.tabs.card_wanted.connect(self.forms.card)
        self.tabs.collect_wanted.connect(self._collect)
        self.sell.clicked.connect(self.forms.sell)
        self.collect.clicked.connect(self._collect)
        self.edit.clicked.connect(self.forms.edit)
        self.more.clicked.connect(self._more)
        self.desk.changed.connect(self._on_changed)
        self.desk.actor_changed.connect(self._offer)

    def activate(self, **args: Any) -> None:
        self.list.reload()
        self.desk.read(choices, self.desk.store, then=self._keep_choices, latest="members.choices")
        if args.get("person_id") is not None:
            self.show_person(int(args["person_id"]))
        else:
            self._reload()
            if self.forms.found is None:
                self.list.search.setFocus(Qt.FocusReason.OtherFocusReason)
        if args.get("new"):
            self.forms.new()

    @Slot(int)
    def show_person(self, person_id: int) -> None:
        """Read a person and show them."""
        self._person_id = person_id
        self._reload()

    @Slot()
    def _reload(self) -> None:
        if self._person_id is not None:
            self.desk.read(
                overview, self.desk.store, self._person_id, self._neighbours, then=self._show, latest="members.person"
            )

    @Slot(object)
    def _show(self, found: Overview) -> None:
        if found.person.id != self._person_id:
            return
        self.forms.found = found
        self.head.show_person(found)
        self.tabs.show_person(found)
        self._stack.setCurrentIndex(1)
        self._offer()

    @Slot()
    def _offer(self) -> None:
        role = self.desk.actor.role if self.desk.actor is not None else ""
        self.collect.setEnabled(self.forms.found is not None and bool(self.forms.found.dues))
        for button, right in ((self.sell, Right.SELL_CONTRACT), (self.edit, Right.EDIT_MEMBER)):
            button.setEnabled(may(role, right))
        self.tabs.issue.setEnabled(self._neighbours is not None and may(role, Right.ISSUE_CARD))

    @Slot(object)
    def _keep_choices(self, found: Choices) -> None:
        self.forms.choices = found

    @Slot(str)
    def _on_changed(self, topic: str) -> None:
        if topic in ("members", "cards", "visits", "sales") and self.isVisible():
            self._reload()
            if topic == "members":
                self.list.reload()

    @Slot(str)
    def _take_step(self, step: str) -> None:
        match step:
            case "open":
                self.forms.contract("open", self._line(lambda line: line.can_open))
            case "unfreeze":
                self.forms.contract("unfreeze", self._line(lambda line: line.can_thaw))
            case "collect":
                self._collect()
            case "renew" | "sell":
                self.forms.sell()
            case "reception":
                self.desk.open_page("reception", person_id=self._person_id)

    def _line(self, fits: Callable[[ContractLine], bool]) -> ContractLine | None:
        lines = self.forms.found.contracts if self.forms.found is not None else ()
        return next((line for line in lines if fits(line)), None)

    @Slot()
    def _collect(self) -> None:
        self.desk.open_page("cashier", person_id=self._person_id)

    @Slot(int)
    def _enrolled(self, person_id: int) -> None:
        self._person_id = person_id
        self.list.search.clear()

    @Slot()
    def _choose_photo(self) -> None:
        if self._person_id is not None:
            self._photo_chooser.choose(self._person_id)

    @Slot()
    def _more(self) -> None:
        if self.forms.found is None:
            return
        menu = named(QMenu(self), "members.more.menu", t("members.more"))
        role = self.desk.signed_in().role
        block = t("members.unblock" if self.forms.found.person.blocked else "members.block")
        for text, name, slot, allowed in (
            (t("members.photo.set"), "photo", self._choose_photo, may(role, Right.EDIT_MEMBER)),
            (
                block,
                "block",
                self.forms.block,
                may(role, Right.BLOCK_MEMBER),
            ),
        ):
            action = QAction(text, menu)
            action.setObjectName(f"members.more.{name}")
            action.setEnabled(allowed)
            action.triggered.connect(slot)
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 4)))

    def handle_card(self, card: Any) -> bool:
        uid = getattr(card, "uid", "")
        if not uid or self._neighbours is None:
            return False
        if self.forms.form is not None:
            return self.forms.take_card(uid)
        self.desk.read(card_holder, self.desk.store, self._neighbours, uid, then=self._show_holder)
        return True

    @Slot(object)
    def _show_holder(self, person_id: int | None) -> None:
        if person_id is None:
            self.desk.toast(t("members.card.unknown"), "warn")
        else:
            self.show_person(person_id)

    def handle_search(self, row: Any) -> bool:
        person_id = getattr(row, "args", {}).get("person_id")
        if getattr(row, "page", "") != self.key or person_id is None:
            return False
        self.show_person(int(person_id))
        return True

    def carry(self) -> dict[str, Any]:
        return {"person_id": self._person_id, "text": self.list.search.text()}

    def restore(self, state: dict[str, Any]) -> None:
        self.list.search.setText(state.get("text", ""))
        if state.get("person_id") is not None:
            self.show_person(state["person_id"])
