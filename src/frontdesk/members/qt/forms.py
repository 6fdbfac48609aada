"""The forms of the Members page: which one opens when, and what is said when it went through."""

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from frontdesk.core.clock import local_now
from frontdesk.core.i18n import t
from frontdesk.members.dialogs.block_form import BlockDialog
from frontdesk.members.dialogs.contract_forms import FreezeDialog, OpenContractDialog, UnfreezeDialog
from frontdesk.members.dialogs.person_form import PersonForm
from frontdesk.members.dialogs.sell_plan import SellPlanDialog
from frontdesk.members.overview import CardLine, Choices, ContractLine, Neighbours, Overview
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog


class CardForms(Neighbours, Protocol):
    """The card office's forms, which lie above this area."""

    def issue_form(self, desk: Desk, found: Overview, parent: QWidget, old_number: str = "") -> Dialog:
        """Gives a card; has ``take_uid``."""
        ...

    def look_up_form(self, desk: Desk, parent: QWidget) -> Dialog:
        """Says what kind of card one is, and nothing about its owner; has ``take_uid``."""
        ...

    def change_form(self, desk: Desk, line: CardLine, parent: QWidget) -> Dialog:
        """Changes a card; ``replace_wanted`` and ``write_wanted`` ask for ``issue_form`` or ``write_form`` instead."""
        ...

    def write_form(self, desk: Desk, line: CardLine, parent: QWidget) -> Dialog:
        """Writes a card's token anew; has ``take_uid``."""
        ...


class PersonForms(QObject):
    """Opens one form at a time over the page, for the person shown."""

    enrolled = Signal(int)
    """The new person's id."""

    def __init__(self, desk: Desk, page: QWidget, neighbours: CardForms | None) -> None:
        super().__init__(page)
        self._desk, self._page, self._neighbours = desk, page, neighbours
        self._changing: CardLine | None = None
        self.found: Overview | None = None
        self.choices = Choices((), ())
        self.form: Dialog | None = None

    @Slot()
    def new(self) -> None:
        self._open_form(PersonForm(self._desk, self.choices, None, self._page), self._enrolled)

    @Slot()
    def edit(self) -> None:
        if self.found is not None:
            self._open_form(PersonForm(self._desk, self.choices, self.found.person, self._page), self._changed)

    @Slot()
    def sell(self) -> None:
        if self.found is not None and self.choices.plans:
            form = SellPlanDialog(self._desk, self.found.person, self.choices.plans, self._today(), self._page)
            self._open_form(form, self._sold)

    @Slot(str, object)
    def contract(self, verb: str, line: ContractLine | None) -> None:
        forms = {"open": OpenContractDialog, "freeze": FreezeDialog, "unfreeze": UnfreezeDialog}
        if line is not None and self.found is not None:
            form = forms[verb](self._desk, self.found.person.name, line, self._today(), self._page)
            self._open_form(form, self._changed)

    @Slot(object)
    def card(self, line: CardLine | None) -> None:
        if self._neighbours is None or self.found is None:
            return
        if line is None:
            self._open_form(self._neighbours.issue_form(self._desk, self.found, self._page), self._card_given)
        elif line.state != "returned":
            self._open_form(self._neighbours.change_form(self._desk, line, self._page), self._card_changed)
            self._changing = line

    def _open_form(self, form: Dialog, done: Any) -> None:
        self.form = form
        form.accepted.connect(done)
        form.finished.connect(self._form_over)
        form.open()

    @Slot()
    def _form_over(self) -> None:
        form = self.sender()
        if form is self.form:
            self.form = None
        if form is not None:
            form.deleteLater()

    @Slot()
    def _enrolled(self) -> None:
        assert self.form is not None
        made = self.form.result_value
        self._desk.toast(t("members.new.done", number=made.number))
        self.enrolled.emit(made.person_id)
        self._desk.notify("members")

    @Slot()
    def _changed(self) -> None:
        self._desk.toast(t("members.saved"))
        self._desk.notify("members")

    @Slot()
    def _sold(self) -> None:
        assert self.form is not None
        self._desk.toast(t("members.sell.done", number=self.form.result_value.number))
        self._desk.notify("members")

    @Slot()
    def _card_given(self) -> None:
        assert self.form is not None
        self._desk.toast(t("members.card.given", card=self.form.result_value.number))
        self._desk.notify("cards", "members")

    @Slot()
    def _card_changed(self) -> None:
        neighbours, found, old = self._neighbours, self.found, self._changing
        if getattr(self.form, "replace_wanted", False) and neighbours is not None and found and old:
            self._open_form(neighbours.issue_form(self._desk, found, self._page, old.number), self._card_given)
            return
        if getattr(self.form, "write_wanted", False) and neighbours is not None and old:
            self._open_form(neighbours.write_form(self._desk, old, self._page), self._token_written)
            return
        self._desk.toast(t("members.saved"))
        self._token_written()

    @Slot()
    def _token_written(self) -> None:
        self._desk.notify("cards", "members")

    @Slot()
    def block(self) -> None:
        if self.found is not None:
            self._open_form(BlockDialog(self._desk, self.found.person, self._page), self._changed)

    @Slot()
    def look_up(self) -> None:
        """The card register, for a card whose owner's record is not to be opened (G19)."""
        if self._neighbours is not None:
            self._open_form(self._neighbours.look_up_form(self._desk, self._page), self._nothing)

    @Slot()
    def _nothing(self) -> None:
        """Looking up changes nothing."""

    def take_card(self, uid: str) -> bool:
        """A card was tapped: the open form may use it."""
        take: Callable[[str], object] | None = getattr(self.form, "take_uid", None)
        if take is not None:
            take(uid)
        return self.form is not None

    def _today(self) -> date:
        return local_now(self._desk.store.clock).date()
