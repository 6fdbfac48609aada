"""One reader, and the card that lies on it: when to say that a card came or went, and when it is surely that card."""

import logging
from collections.abc import Callable
from time import monotonic

from frontdesk.core.clock import Clock
from frontdesk.devices.atr import kind_of
from frontdesk.devices.cards import CardPresented, CardRemoved, CardUnreadable, ReaderEvent, UnreadableReason
from frontdesk.devices.readers.scard import CARD_GONE, RETRIED, PcscContext, PcscFailure, Status
from frontdesk.devices.readers.uid import NoUid, read_uid

log = logging.getLogger(__name__)

READ_ATTEMPTS = 12
RETRY_PAUSE_S = 0.04
CHECK_EVERY_S = 0.25


class ReaderPlace:
    """Follows one reader. Two cards with one ATR are told apart by the service's count of comings and goings, and by
    asking the card that lies there for its UID again four times a second: a swap between two looks of the driver
    (0.4 s apart) moves no count at all."""

    def __init__(
        self, name: str, clock: Clock, send: Callable[[ReaderEvent], None], pause: Callable[[float], bool]
    ) -> None:
        """``pause`` waits some seconds and says whether the thread is to stop."""
        self.name = name
        self.state = 0
        """What the next wait is told is known; 0 makes it return at once."""
        self._clock = clock
        self._send = send
        self._pause = pause
        self._card: CardPresented | None = None
        self._settled_counter: int | None = None
        self._check_at = 0.0

    def see(self, context: PcscContext, status: Status) -> bool:
        """Act on a state; True when it told something new."""
        self.state = status.known
        if status.counter == self._settled_counter and status.present == (self._card is not None):
            return False
        if not status.present:
            known = self._card is not None or self._settled_counter is None
            self.lose()
            self._settled_counter = status.counter
            return known
        if status.counter == self._settled_counter:
            return False  # it lies there and has already been found unreadable
        self.lose()
        self._read(context)
        return True

    @property
    def occupied(self) -> bool:
        """Whether a card that was presented lies there."""
        return self._card is not None

    def lose(self) -> None:
        """Take back what was said about the card, if anything was."""
        card, self._card = self._card, None
        self._settled_counter = None
        if card is not None:
            self._send(CardRemoved(self.name, card.uid, self._clock.now()))

    def check(self, context: PcscContext) -> None:
        """From time to time, ask the card that lies there whether it is still the one it was."""
        if self._card is None or monotonic() < self._check_at:
            return
        self._check_at = monotonic() + CHECK_EVERY_S
        before = context.look(self.name)
        if before.counter != self._settled_counter or not before.present:
            self.see(context, before)
            return
        uid = self._ask(context)
        after = context.look(self.name)
        if not isinstance(uid, bytes) or after.counter != before.counter:
            return  # the service will tell what became of it
        now = self._made(uid, after)
        if now.uid == self._card.uid or (now.uid_is_random and self._card.uid_is_random):
            return
        self.lose()
        self._settle(now, after)

    def _read(self, context: PcscContext) -> None:
        """Read until the count of comings and goings is the same before and after, so that the UID belongs to the
        card that lies there now."""
        for _ in range(READ_ATTEMPTS):
            before = context.look(self.name)
            if not before.present:
                self._give_up(before, UnreadableReason.PULLED)
                return
            answer = self._ask(context)
            after = context.look(self.name)
            if after.counter != before.counter:
                continue
            if isinstance(answer, bytes):
                self._settle(self._made(answer, after), after)
                return
            if answer is UnreadableReason.NO_UID:
                self._give_up(after, answer)
                return
            if self._pause(RETRY_PAUSE_S):
                return
        if after.counter == before.counter:
            self._give_up(after, UnreadableReason.SILENT)
        else:
            self.state = 0  # still changing; look again next turn

    def _ask(self, context: PcscContext) -> bytes | UnreadableReason:
        try:
            with context.connect(self.name) as link:
                return read_uid(link)
        except NoUid as error:
            log.info("%s: no UID, status %s", self.name, error.status)
            return UnreadableReason.NO_UID
        except PcscFailure as failure:
            if failure.code in RETRIED:
                return UnreadableReason.SILENT
            if failure.code in CARD_GONE:
                return UnreadableReason.PULLED
            raise

    def _made(self, uid: bytes, status: Status) -> CardPresented:
        atr = status.atr
        return CardPresented(uid.hex().upper(), atr.hex().upper(), self.name, kind_of(atr), self._clock.now())

    def _settle(self, card: CardPresented, status: Status) -> None:
        self.state, self._settled_counter = status.known, status.counter
        self._card = card
        self._check_at = monotonic() + CHECK_EVERY_S
        self._send(card)

    def _give_up(self, status: Status, reason: UnreadableReason) -> None:
        self.state, self._settled_counter = status.known, status.counter
        self._send(CardUnreadable(self.name, reason, self._clock.now()))
