"""The reader side of a running counter: a tap at the desk goes to the window, one at the door is only mentioned."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from frontdesk.core.i18n import t
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.cards import CardPresented, CardUnreadable, Place, ReaderState
from frontdesk.devices.identify import unreadable_words
from frontdesk.devices.qt.reader_signals import ReaderSignals
from frontdesk.devices.readers.apdu_log import FILE_NAME
from frontdesk.devices.readers.reader import CardReader, ReaderOptions
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk


class ReaderWatch(QObject):
    """Starts and stops the reader, and remembers what each place told last."""

    state_changed = Signal(object)
    """ReaderState."""
    tapped = Signal(object)
    """CardPresented, wherever its reader stands."""
    heard = Signal(str)
    """The name of a reader that told something new."""

    def __init__(
        self, desk: Desk, reader: CardReader, settings: MachineSettings, folder: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.reader = reader
        self.log_file = folder / FILE_NAME
        self.state: ReaderState | None = None
        self.last: dict[str, CardPresented | CardUnreadable] = {}
        """By reader: what was last laid on it."""
        self._desk = desk
        self._signals = ReaderSignals(reader, self)
        self._signals.reader_state.connect(self._state)
        self._signals.card_presented.connect(self._card)
        self._signals.card_unreadable.connect(self._unreadable)
        self.use(settings)

    def start(self) -> None:
        """Begin to read; connect first."""
        if not self._desk.settings.training:
            self._read_tokens()
        self._signals.start()

    def _read_tokens(self) -> None:
        """Not in practice: there cards are twins without a memory, known by their UID alone."""
        # Imported here, because the window stands sooner without them.
        from frontdesk.cards.token_desk import TokenDesk
        from frontdesk.visits.going_on import is_inside

        self._desk.tokens = TokenDesk(self._desk.store, self.reader, is_inside)

    def stop(self) -> None:
        """End the reader's thread."""
        self._signals.stop()

    def use(self, settings: MachineSettings) -> None:
        """Where the readers stand, and whether what is said to cards is logged, from now on."""
        places = {reader.name: Place(reader.place) for reader in settings.readers}
        self.reader.change(ReaderOptions(places, self.log_file if settings.apdu_log else None))

    @Slot(object)
    def _state(self, state: ReaderState) -> None:
        self.state = state
        self.state_changed.emit(state)

    @Slot(object)
    def _card(self, card: CardPresented) -> None:
        self._remember(card)
        if self._desk.tokens is not None:
            self._desk.tokens.saw(card)
        self.tapped.emit(card)
        if card.place is Place.DESK:
            self._desk.card_presented.emit(card)
        elif self._desk.actor is not None:
            self._desk.read(door_words, self._desk.store, card.uid, then=self._at_the_door, latest="door")

    @Slot(object)
    def _unreadable(self, event: CardUnreadable) -> None:
        self._remember(event)
        if event.place is Place.DESK:
            self._desk.toast(" ".join(unreadable_words(event)), "warn")

    @Slot()
    def scan_swallowed(self) -> None:
        """An input method spoilt a scan: say so, since nothing else came of it."""
        self._desk.toast(t("devices.wedge.swallowed"), "warn")

    @Slot(object)
    def _at_the_door(self, words: str) -> None:
        self._desk.toast(words, "info")

    def _remember(self, event: CardPresented | CardUnreadable) -> None:
        self.last[event.reader] = event
        self.heard.emit(event.reader)


def door_words(store: Store, uid: str) -> str:
    """Who tapped at the door, so that the clerk knows and a customer who sees the screen doesn't (G20)."""
    from frontdesk.cards.queries import by_uid
    from frontdesk.members.queries import person

    with store.read() as connection:
        card = by_uid(connection, uid)
        if card is None or card.person_id is None:
            return t("devices.door.unknown")
        return t("devices.door.tapped", name=masked_name(person(connection, card.person_id).name))


def masked_name(name: str) -> str:
    """王小明 → 王*明, 王明 → 王*, John Smith → John S."""
    words = name.split()
    if len(words) > 1:
        return f"{words[0]} {words[-1][0]}."
    return f"{name[0]}*{name[-1]}" if len(name) > 2 else f"{name[:1]}*"
