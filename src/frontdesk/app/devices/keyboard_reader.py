"""The assistant for a keyboard reader: tap a card whose number is known, and how the reader writes is worked out."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from frontdesk.cards.queries import by_number
from frontdesk.core.device_settings import WedgeReaderSettings
from frontdesk.core.i18n import t
from frontdesk.devices.cards import CardPresented
from frontdesk.devices.readers.known_card import Writing, clash, still_possible, writings
from frontdesk.devices.readers.uid_form import UidInvalid, normalise_uid
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import Banner, FieldRow, TextEdit, required_text


class KeyboardReaderDialog(Dialog):
    """``result_value`` is the WedgeReaderSettings found; it is kept by whoever opened this."""

    def __init__(self, desk: Desk, kept: tuple[WedgeReaderSettings, ...], parent: QWidget) -> None:
        super().__init__(
            desk,
            "devices.wedge",
            t("devices.wedge.title"),
            confirm=t("settings.save"),
            note=t("devices.wedge.note"),
            parent=parent,
        )
        self._kept = kept
        self._uid = ""
        self._possible: tuple[Writing, ...] = ()
        self._written = ""
        self.card = TextEdit("devices.wedge.card", t("devices.wedge.card"), limit=24)
        self.card_row = FieldRow(t("devices.wedge.card"), self.card, hint=t("devices.wedge.card.hint"))
        self.said = Banner("devices.wedge.said", "info", t("devices.wedge.which"))
        self.reader_name = TextEdit("devices.wedge.name", t("devices.wedge.name"), limit=24)
        self.reader_name.setText(t("devices.wedge.name.default", n=len(kept) + 1))
        self.name_row = FieldRow(t("devices.wedge.name"), self.reader_name, hint=t("devices.wedge.name.hint"))
        for field in (self.card_row, self.said, self.name_row):
            self.body.addWidget(field)
        self.card.textEdited.connect(self._look_up)
        self.confirm_button.setEnabled(False)
        self.card.setFocus()

    def take_card(self, card: CardPresented) -> None:
        """A card on a PC/SC reader: that is the known one."""
        if card.uid_is_random:
            self.said.show_state("warn", t("devices.wedge.random"))
            return
        self.card.setText(card.uid)
        self._known(card.uid)

    def handle_scan(self, text: str) -> bool:
        if not self._uid:
            self.said.show_state("warn", t("devices.wedge.which_first"), t("devices.wedge.wrote", text=text))
            return True
        found = writings(text, self._uid)
        possible = still_possible(self._possible, found) if self._possible else found
        if not possible:
            self.said.show_state("bad", t("devices.wedge.other"), t("devices.wedge.wrote", text=text))
            return True
        self._possible, self._written = possible, text
        self.confirm_button.setEnabled(len(possible) == 1)
        if len(possible) > 1:
            self._uid = ""
            self.card.clear()
            self.card.setFocus()
            self.said.show_state("warn", t("devices.wedge.second"), t("devices.wedge.wrote", text=text))
        else:
            self.said.show_state("ok", t("devices.wedge.found"), writing_words(possible[0].named("")))
            self.reader_name.setFocus()
        return True

    def confirm(self) -> None:
        name = required_text(self.name_row)
        if not name or len(self._possible) != 1:
            return
        if any(reader.name == name for reader in self._kept):
            self.name_row.set_error(t("devices.wedge.name.taken"))
            return
        reader = self._possible[0].named(name)
        other = clash(reader, self._kept, self._written)
        if other is not None:
            self.said.show_state("bad", t("devices.wedge.clash", name=other.name), t("devices.wedge.clash.do"))
            return
        self.worked(reader)

    @Slot(str)
    def _look_up(self, typed: str) -> None:
        self._uid = ""
        self.card_row.set_error(None)
        if typed.strip():
            self.desk.read(uid_of, self.desk.store, typed.strip(), then=self._known, latest="devices.wedge.card")

    @Slot(object)
    def _known(self, uid: str) -> None:
        self._uid = uid
        if uid:
            self.card_row.set_error(None)
            self.said.show_state("info", t("devices.wedge.tap"), t("devices.wedge.tap.do"), icon="scan")
        else:
            self.card_row.set_error(t("devices.wedge.unknown"))


def uid_of(store: Store, text: str) -> str:
    """The UID of the card with this printed number, or of the one whose UID in hex this is; else empty."""
    with store.read() as connection:
        card = by_number(connection, text)
    if card is not None:
        return card.uid
    try:
        return normalise_uid(text)
    except UidInvalid:
        return ""


def writing_words(reader: WedgeReaderSettings) -> str:
    """How a reader writes, for people: ``"C" + hex as on the card + "#"``."""
    form = t(f"settings.uid_form.{reader.form}")
    parts = [f'"{reader.prefix}"' if reader.prefix else "", form, f'"{reader.suffix}"' if reader.suffix else ""]
    return " + ".join(part for part in parts if part)
