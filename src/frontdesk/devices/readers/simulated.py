"""The twin of a reader, for the demo, training and tests: a card is "laid" on it by a call."""

from threading import RLock

from frontdesk.core.clock import Clock, SystemClock
from frontdesk.devices.cards import (
    CardKind,
    CardPresented,
    CardRemoved,
    CardUnreadable,
    ReaderCondition,
    ReaderEvent,
    ReaderState,
    UnreadableReason,
)
from frontdesk.devices.readers.reader import Deliver
from frontdesk.devices.readers.uid_form import UidForm, normalise_uid

SIMULATED_READER = "simulated"
SIMULATED_ATR = "3B8F8001804F0CA000000306030001000000006A"


class SimulatedReader:
    """Delivers in the thread of whoever taps; the events are those of a real reader."""

    def __init__(self, clock: Clock | None = None, name: str = SIMULATED_READER) -> None:
        self._clock = clock or SystemClock()
        self._name = name
        self._deliver: Deliver | None = None
        self._present: str | None = None
        self._lock = RLock()

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
            self._present = uid
            self._send(CardPresented(uid, SIMULATED_ATR, self._name, kind, self._clock.now()))

    def remove(self) -> None:
        """Take away the card that lies on it, if any."""
        with self._lock:
            uid, self._present = self._present, None
            if uid is not None:
                self._send(CardRemoved(self._name, uid, self._clock.now()))

    def tap(self, uid: str, kind: CardKind = CardKind.MIFARE_CLASSIC_1K) -> None:
        """Lay a card on it and take it away."""
        self.present(uid, kind)
        self.remove()

    def tap_badly(self, reason: UnreadableReason = UnreadableReason.PULLED) -> None:
        """A card that was pulled too soon, or that tells no UID."""
        with self._lock:
            self.remove()
            self._send(CardUnreadable(self._name, reason, self._clock.now()))

    def lose(self, condition: ReaderCondition = ReaderCondition.NO_READER) -> None:
        """Pull the reader's plug."""
        with self._lock:
            self.remove()
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
