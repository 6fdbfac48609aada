"""The on-screen reader: choose a card and tap it, for the demo and for training."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QWidget

from frontdesk.core.i18n import error_text, t
from frontdesk.devices.cards import CardKind, UnreadableReason
from frontdesk.devices.readers.simulated import SimulatedReader
from frontdesk.devices.readers.uid_form import UidForm, UidInvalid, normalise_uid
from frontdesk.ui.widgets.banner import Banner
from frontdesk.ui.widgets.buttons import Button, ButtonKind
from frontdesk.ui.widgets.fields import FieldRow, TextEdit
from frontdesk.ui.widgets.labels import Label
from frontdesk.ui.widgets.naming import named
from frontdesk.ui.widgets.surface import column

LONGEST_UID_TEXT = 30


@dataclass(frozen=True, slots=True)
class SampleCard:
    """A card to choose: what the list shows (a name, say), and the card."""

    label: str
    uid: str
    kind: CardKind = CardKind.MIFARE_CLASSIC_1K


class SimulatedReaderDialog(QDialog):
    """Stays beside the main window; the tap is that of ``SimulatedReader``, which the window listens to."""

    def __init__(
        self, reader: SimulatedReader, cards: Sequence[SampleCard] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._cards = tuple(cards)
        self._plugged = True
        title = t("devices.simulated.title")
        self.setWindowTitle(title)
        self.setModal(False)
        named(self, "simulated_reader", title)
        self.mark = Banner("simulated_reader.mark", "warn", t("devices.simulated.mark"), t("devices.simulated.reason"))
        self._make_fields()
        self._make_buttons()
        self.status = named(Label(t("devices.simulated.empty"), tone="muted", wrap=True), "simulated_reader.status")
        buttons = QGridLayout()
        buttons.addWidget(self.tap_button, 0, 0, 1, 2)
        buttons.addWidget(self.put_down_button, 1, 0)
        buttons.addWidget(self.take_away_button, 1, 1)
        buttons.addWidget(self.pull_button, 2, 0)
        buttons.addWidget(self.plug_button, 2, 1)
        whole = column(self.mark, self.card_row, self.uid_row, self.kind_row, buttons, self.status, None)
        whole.setContentsMargins(16, 16, 16, 16)
        self.setLayout(whole)
        self.setMinimumWidth(380)
        self._choose(0)

    def _make_fields(self) -> None:
        card_label, uid_label, kind_label = (
            t("devices.simulated.card"),
            t("devices.simulated.uid"),
            t("devices.simulated.kind"),
        )
        self.card = named(QComboBox(), "simulated_reader.card", card_label)
        for card in self._cards:
            self.card.addItem(card.label)
        self.card.addItem(t("devices.simulated.own"))
        self.card.currentIndexChanged.connect(self._choose)
        self.uid = TextEdit("simulated_reader.uid", uid_label, limit=LONGEST_UID_TEXT)
        self.uid.textEdited.connect(self._typed)
        self.kind = named(QComboBox(), "simulated_reader.kind", kind_label)
        for kind in CardKind:
            self.kind.addItem(t(f"devices.kind.{kind.value}"), kind.value)
        self.card_row = FieldRow(card_label, self.card)
        self.uid_row = FieldRow(uid_label, self.uid)
        self.kind_row = FieldRow(kind_label, self.kind)

    def _make_buttons(self) -> None:
        self.tap_button = _button("tap", self.tap, "primary", "Enter")
        self.put_down_button = _button("put_down", self.put_down)
        self.take_away_button = _button("take_away", self.take_away)
        self.pull_button = _button("pull", self.pull)
        self.plug_button = _button("unplug", self.plug)

    @Slot(int)
    def _choose(self, index: int) -> None:
        own = index >= len(self._cards)
        if not own:
            card = self._cards[index]
            self.uid.setText(card.uid)
            self.kind.setCurrentIndex(self.kind.findData(card.kind.value))
        self.uid_row.set_error(None)

    @Slot(str)
    def _typed(self, _: str) -> None:
        self.uid_row.set_error(None)
        self.card.setCurrentIndex(len(self._cards))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.tap()
            return
        super().keyPressEvent(event)

    @Slot()
    def tap(self) -> None:
        """Lay the chosen card on the reader and take it away."""
        uid = self._uid()
        if uid is not None:
            self._reader.tap(uid, CardKind(self.kind.currentData()))
            self.status.setText(t("devices.simulated.tapped", card=self._name(uid)))

    @Slot()
    def put_down(self) -> None:
        """Lay the chosen card on the reader and leave it there."""
        uid = self._uid()
        if uid is not None:
            self._reader.present(uid, CardKind(self.kind.currentData()))
            self.status.setText(t("devices.simulated.lies", card=self._name(uid)))

    @Slot()
    def take_away(self) -> None:
        """Take away what lies on the reader."""
        self._reader.remove()
        self.status.setText(t("devices.simulated.empty"))

    @Slot()
    def pull(self) -> None:
        """A card that is pulled before it was read."""
        self._reader.tap_badly(UnreadableReason.PULLED)
        self.status.setText(t("devices.card.pulled"))

    @Slot()
    def plug(self) -> None:
        """Unplug the reader, or plug it in again."""
        self._plugged = not self._plugged
        if self._plugged:
            self._reader.regain()
        else:
            self._reader.lose()
        for button in (self.tap_button, self.put_down_button, self.take_away_button, self.pull_button):
            button.setEnabled(self._plugged)
        self.plug_button.set_words(t("devices.simulated.unplug" if self._plugged else "devices.simulated.plug_in"))
        self.status.setText(t("devices.simulated.empty" if self._plugged else "devices.simulated.unplugged"))

    def _uid(self) -> str | None:
        if not self._plugged:
            return None
        try:
            uid = normalise_uid(self.uid.text(), UidForm.HEX)
        except UidInvalid as error:
            self.uid_row.set_error(error_text(error)[0])
            self.uid.setFocus()
            return None
        self.uid_row.set_error(None)
        return uid

    def _name(self, uid: str) -> str:
        index = self.card.currentIndex()
        return f"{self._cards[index].label} ({uid})" if index < len(self._cards) else uid


def _button(name: str, slot: Callable[[], None], kind: ButtonKind = "secondary", shortcut: str = "") -> Button:
    button = Button(t(f"devices.simulated.{name}"), f"simulated_reader.{name}", kind=kind, shortcut=shortcut)
    button.clicked.connect(slot)
    return button
