"""How a keyboard reader writes card numbers, found out by tapping a card whose number is known."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from frontdesk.cards.queries import CardRecord, by_number
from frontdesk.core.i18n import t
from frontdesk.devices.readers.uid_form import forms_matching
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import Button, FieldRow, Label, TextEdit, column, required_text, row


class KnownCard(QWidget):
    """Type a card's printed number, then tap that card on the keyboard reader."""

    form_found = Signal()
    """``found`` holds the form in which the reader writes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._uid = ""
        self.found = ""
        self.number = TextEdit("settings.known_card", t("settings.known_card"), limit=20)
        self.number_row = FieldRow(t("settings.known_card"), self.number, hint=t("settings.known_card.hint"))
        self.wait_button = Button(t("settings.known_card.wait"), "settings.known_card.wait", icon="scan")
        self.wait_button.clicked.connect(self._look_up)
        self.said = Label("", "note", wrap=True, name="settings.known_card.said")
        self.setLayout(column(self.number_row, row(self.wait_button, None), self.said))

    def take(self, text: str) -> bool:
        """A scan; True if one was waited for."""
        if not self._uid:
            return False
        forms = forms_matching(text, self._uid)
        self._uid = ""
        if forms:
            self.found = forms[0].value
            self.said.setText(t("settings.known_card.found", form=t(f"settings.uid_form.{self.found}")))
            self.said.set_tone("ok")
            self.form_found.emit()
        else:
            self.said.setText(t("settings.known_card.other", text=text))
            self.said.set_tone("bad")
        return True

    @Slot()
    def _look_up(self) -> None:
        number = required_text(self.number_row)
        if number:
            self._desk.read(_card, self._desk.store, number, then=self._known, latest="settings.known_card")

    @Slot(object)
    def _known(self, card: CardRecord | None) -> None:
        if card is None:
            self.number_row.set_error(t("settings.known_card.unknown"))
            return
        self._uid = card.uid
        self.said.set_tone("info")
        self.said.setText(t("settings.known_card.tap"))


def _card(store: Store, number: str) -> CardRecord | None:
    with store.read() as connection:
        return by_number(connection, number)
