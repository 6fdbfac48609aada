"""The twin of a reader, for the demo, training and tests: a card is "laid" on it by a call."""

from concurrent.futures import Future
from threading import RLock

from frontdesk.core.clock import Clock, SystemClock
from frontdesk.devices.cards import (
    CardKind,
    CardPresented,
    CardRemoved,
    CardUnreadable,
    Place,
    ReaderCondition,
    ReaderEvent,
    ReaderState,
    UnreadableReason,
)
from frontdesk.devices.readers.apdu_session import ApduSession, fulfil
from frontdesk.devices.readers.reader import Deliver, ReaderOptions
from frontdesk.devices.readers.session import CardPulled, T, Work
from frontdesk.devices.readers.simulated_cards import ClassicCard
from frontdesk.devices.readers.uid_form import UidForm, normalise_uid

SIMULATED_READER = "simulated"
SIMULATED_ATR = "3B8F8001804F0CA000000306030001000000006A"


class SimulatedReader:
    """Delivers in the thread of whoever taps; the events are those of a real reader."""

    def __init__(self, clock: Clock | None = None, name: str = SIMULATED_READER) -> None:
        self._clock = clock or SystemClock()
        self._name = name
        self._deliver: Deliver | None = None
        self._present: CardPresented | None = None
        self._last: CardPresented | None = None
        self._lock = RLock()
        self._place = Place.DESK
        self.cards: dict[str, ClassicCard] = {}
        """The memory of every card that was written or read, by UID; a test puts a clone in here."""

    def start(self, deliver: Deliver) -> None:
        """Begin to deliver."""
        self._deliver = deliver
        self._send(ReaderState(ReaderCondition.READY, (self._name,), "", self._clock.now()))

    def stop(self) -> None:
        """Deliver nothing more."""
        self._deliver = None

    def present(self, uid: str, kind: CardKind = CardKind.MIFARE_CLASSIC_1K) -> None:
        """Lay a card on it; one that lies there is taken away first. Raises UidInvalid for a UID that can't be."""
        uid = normalise_uid(uid, UidForm.HEX)
        with self._lock:
            self.remove()
            if self._place is Place.OFF:
                return
            self._present = CardPresented(uid, SIMULATED_ATR, self._name, kind, self._clock.now(), self._place)
            self._last = self._present
            self._send(self._present)

    def remove(self) -> None:
        """Take away the card that lies on it, if any."""
        with self._lock:
            card, self._present = self._present, None
            if card is not None:
                self._send(CardRemoved(self._name, card.uid, self._clock.now()))

    def change(self, options: ReaderOptions) -> None:
        """Only the place: nothing goes over a wire that could be logged, and off it is when the settings say so."""
        self._place = options.places.get(self._name, Place.DESK)

    def with_card(self, reader: str, uid: str, work: Work[T]) -> "Future[T]":
        """As in the port, in the caller's thread. A card that was only tapped counts as lying there still, because
        nobody can hold it for the half second that work on it takes."""
        future: Future[T] = Future()
        with self._lock:
            known = self._present or self._last
            if reader != self._name or known is None or known.uid != uid.upper():
                future.set_exception(CardPulled(reader=reader, uid=uid, reason="another card lies there"))
                return future
            card = self.cards.setdefault(known.uid, ClassicCard(bytes.fromhex(known.uid)))
            card.reset()
            fulfil(future, work, ApduSession(card, known.uid, known.kind))
        return future

    def tap(self, uid: str, kind: CardKind = CardKind.MIFARE_CLASSIC_1K) -> None:
        """Lay a card on it and take it away."""
        self.present(uid, kind)
        self.remove()

    def tap_badly(self, reason: UnreadableReason = UnreadableReason.PULLED) -> None:
        """A card that was pulled too soon, or that tells no UID."""
        with self._lock:
            self.remove()
            self._last = None
            self._send(CardUnreadable(self._name, reason, self._clock.now(), self._place))

    def lose(self, condition: ReaderCondition = ReaderCondition.NO_READER) -> None:
        """Pull the reader's plug."""
        with self._lock:
            self.remove()
            self._last = None
            self._send(ReaderState(condition, (), "", self._clock.now()))

    def regain(self) -> None:
        """Plug the reader in again."""
        self._send(ReaderState(ReaderCondition.READY, (self._name,), "", self._clock.now()))

    def _send(self, event: ReaderEvent) -> None:
        deliver = self._deliver
        if deliver is not None:
            deliver(event)


class UnusedReader:
    """The reader of a counter that has none."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()

    def start(self, deliver: Deliver) -> None:
        """Say that there is no reader."""
        deliver(ReaderState(ReaderCondition.NO_READER, (), "", self._clock.now()))

    def stop(self) -> None:
        """Nothing runs."""

    def change(self, options: ReaderOptions) -> None:
        """Nothing to change."""

    def with_card(self, reader: str, uid: str, work: Work[T]) -> "Future[T]":
        """No card ever lies there."""
        future: Future[T] = Future()
        future.set_exception(CardPulled(reader=reader, uid=uid, reason="no reader"))
        return future
