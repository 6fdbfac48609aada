"""The card register at the desk: what kind of card this is, and nothing about its owner (G19)."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from frontdesk.cards.issue_card import plain_number
from frontdesk.cards.queries import RegisterEntry, by_uid, register_entry
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.store.store import Store
from frontdesk.ui.dates import full_day_words
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import Banner, FieldRow, TextEdit, required_text


class LookUpCardDialog(Dialog):
    """Type the printed number or tap the card; Enter looks it up, as often as wanted."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk,
            "cards.look_up",
            t("cards.look_up.title"),
            confirm=t("cards.look_up.do"),
            note=t("cards.look_up.note"),
            parent=parent,
        )
        self.number_edit = TextEdit("cards.look_up.number", t("cards.number"), limit=12)
        self.number = FieldRow(t("cards.number"), self.number_edit, required=True)
        self.answer = Banner("cards.look_up.answer", "info")
        self.answer.hide()
        self.body.addWidget(self.number)
        self.body.addWidget(self.answer)

    def take_uid(self, uid: str) -> None:
        """A card was tapped while the form is open."""
        self.desk.read(look_up_chip, self.desk.store, uid, then=self._show, failed=self._refuse, latest="cards.look_up")

    def confirm(self) -> None:
        number = required_text(self.number)
        if number is not None:
            self.desk.read(
                look_up_number, self.desk.store, number, then=self._show, failed=self._refuse, latest="cards.look_up"
            )

    @Slot(object)
    def _show(self, entry: RegisterEntry | None) -> None:
        self.number_edit.selectAll()
        if entry is None:
            self.answer.show_state("warn", t("cards.look_up.unknown"))
        else:
            opened = t("cards.look_up.opened" if entry.opened else "cards.look_up.unopened")
            words: Any = t(
                "cards.look_up.found", state=t(f"cards.state.{entry.state}"), day=full_day_words(entry.issued_on)
            )
            title = t("cards.look_up.kind", card=entry.number, plan=entry.plan_name or t("cards.look_up.no_kind"))
            self.answer.show_state("ok" if entry.state == "active" else "bad", title, words, opened)
        self.answer.show()
        self.adjustSize()

    @Slot(object)
    def _refuse(self, error: FrontdeskError) -> None:
        self.answer.hide()
        self.number.set_error(error)


def look_up_number(store: Store, number: str) -> RegisterEntry | None:
    """The register's entry for a printed number. Raises NumberInvalid."""
    plain = plain_number(number)
    with store.read() as connection:
        return register_entry(connection, plain)


def look_up_chip(store: Store, uid: str) -> RegisterEntry | None:
    """The register's entry for a chip."""
    with store.read() as connection:
        card = by_uid(connection, uid)
        return register_entry(connection, card.number) if card is not None else None
