"""Card readers on the system's smart card service: one thread owns every call to it.

The loop: establish a context, list the readers, wait for a change for less than a second, read what was laid
down. Any answer that isn't expected drops the context, takes back every card known, and begins again after a pause
that grows from 0.25 to 2 s. So a service that is absent, killed or restarted costs one pause and no restart of the
program.
"""

import logging
import sys
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import replace
from threading import Event, Lock, Thread, current_thread

from frontdesk.core.clock import Clock, SystemClock
from frontdesk.devices.cards import CardPresented, CardUnreadable, Place, ReaderCondition, ReaderEvent, ReaderState
from frontdesk.devices.readers.apdu_log import ApduLog
from frontdesk.devices.readers.card_work import CardWork
from frontdesk.devices.readers.place import ReaderPlace
from frontdesk.devices.readers.reader import Deliver, ReaderOptions
from frontdesk.devices.readers.scard import (
    NO_SERVICE,
    PNP,
    READER_UNAVAILABLE,
    SERVICE_STOPPED,
    UNKNOWN_READER,
    PcscContext,
    PcscFailure,
    PcscMissing,
)
from frontdesk.devices.readers.session import T, Work

log = logging.getLogger(__name__)

WAIT_MS = 800
WAIT_WITH_A_CARD_MS = 250
FIRST_PAUSE_S = 0.25
LONGEST_PAUSE_S = 2.0
QUIET_TURN_S = 0.02
JOIN_S = 2.0
_CANCEL_EVERY_S = 0.005
_LONGEST_CANCEL_PAUSE_S = 0.5
_COMM_ERROR = 0x80100013
_NO_SERVICE_CODES = frozenset({NO_SERVICE, SERVICE_STOPPED, _COMM_ERROR})
_PULLED_READER_CODES = frozenset({UNKNOWN_READER, READER_UNAVAILABLE})


class PcscReader:
    """Every PC/SC reader of this computer, or only the ones named."""

    def __init__(self, clock: Clock | None = None, only: Iterable[str] = ()) -> None:
        self._clock = clock or SystemClock()
        self._only = frozenset(only)
        self._stopping = Event()
        self._thread: Thread | None = None
        self._context: PcscContext | None = None
        self._context_lock = Lock()
        self._deliver: Deliver | None = None
        self._options = ReaderOptions()
        self._apdu_log = ApduLog()
        self._work = CardWork(self._cancel, self._stopping.wait)
        self._places: dict[str, ReaderPlace] = {}
        self._reported: tuple[ReaderCondition, tuple[str, ...], tuple[str, ...]] | None = None
        self._pnp_state: int | None = None
        self._served = False

    def start(self, deliver: Deliver) -> None:
        """Begin to watch; ``deliver`` is called from the reader's thread."""
        if self._thread is not None:
            raise RuntimeError("a reader is started once")
        self._deliver = deliver
        self._thread = Thread(target=self._run, name="pcsc-reader", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread; a wait under way is cancelled. A driver that hangs is left behind after 2 s."""
        self._stopping.set()
        self._work.close()
        thread = self._thread
        if thread is None or thread is current_thread():
            return
        # From a thread of its own: with a service that hangs, the cancel hangs as well.
        canceller = Thread(target=self._cancel_until_ended, args=(thread,), name="pcsc-cancel", daemon=True)
        canceller.start()
        thread.join(JOIN_S)
        if thread.is_alive():
            log.warning("the card service hangs; its thread was left behind")
        else:
            canceller.join(JOIN_S)
        self._deliver = None
        self._apdu_log.close()

    def change(self, options: ReaderOptions) -> None:
        """As in the port; a reader that is switched off or on is noticed within 0.8 s."""
        self._options = options
        self._apdu_log.write_to(options.apdu_log)

    def with_card(self, reader: str, uid: str, work: Work[T]) -> "Future[T]":
        """As in the port; ``work`` runs in the reader's thread, which hears of no other card meanwhile."""
        return self._work.ask(reader, uid, work)

    def _cancel_until_ended(self, thread: Thread) -> None:
        # Repeated, because a cancel that comes just before a wait begins is lost.
        pause_s = _CANCEL_EVERY_S
        while thread.is_alive():
            self._cancel()
            thread.join(pause_s)
            pause_s = min(pause_s * 2, _LONGEST_CANCEL_PAUSE_S)

    def _cancel(self) -> None:
        with self._context_lock:
            if self._context is not None:
                self._context.cancel()

    # What follows runs in the reader's thread.

    def _run(self) -> None:
        pause_s = FIRST_PAUSE_S
        while not self._stopping.is_set():
            self._served = False
            try:
                self._serve()
            except PcscFailure as failure:
                self._lose_all(_condition(failure.code), str(failure))
            except PcscMissing as missing:
                self._lose_all(ReaderCondition.FAILED, str(missing))
            except Exception as error:  # the top of the thread: it must outlive what nobody foresaw
                log.exception("the card reader thread begins again")
                self._lose_all(ReaderCondition.FAILED, repr(error))
            if self._served:
                pause_s = FIRST_PAUSE_S
            self._stopping.wait(pause_s)
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

    def _serve(self) -> None:
        """One life of a context; ends by an exception or when asked to stop."""
        context = PcscContext(self._apdu_log.note)
        with self._context_lock:
            self._context = context
        self._pnp_state = None
        try:
            while not self._stopping.is_set():
                self._turn(context)
                self._served = True
        finally:
            with self._context_lock:
                self._context = None
            context.release()

    def _turn(self, context: PcscContext) -> None:
        found = [name for name in context.readers() if not self._only or name in self._only]
        off = tuple(name for name in found if self._place_of(name) is Place.OFF)
        self._follow(tuple(name for name in found if name not in off), off)
        self._work.do_all(context)
        try:
            if not self._wait(context):
                self._stopping.wait(QUIET_TURN_S)
            for place in self._places.values():
                place.check(context)
        except PcscFailure as failure:
            # A reader was pulled between listing and asking; the next turn lists again.
            if failure.code not in _PULLED_READER_CODES:
                raise
            self._stopping.wait(QUIET_TURN_S)

    def _wait(self, context: PcscContext) -> bool:
        """Wait for a change and act on it; False when the wait ended early without anything new, as it does when
        other programs use the card, or for ever with a driver that miscounts."""
        if self._pnp_state is None:
            # Windows keeps the number of readers known in the pseudo reader's high word.
            self._pnp_state = len(self._places) << 16
        known = [(name, place.state) for name, place in self._places.items()] + [(PNP, self._pnp_state)]
        occupied = any(place.occupied for place in self._places.values())
        statuses = context.wait(known, WAIT_WITH_A_CARD_MS if occupied else WAIT_MS)
        if statuses is None or self._stopping.is_set():
            return True
        fresh = False
        for status in statuses:
            if status.reader == PNP:
                self._pnp_state = status.known
            elif self._places[status.reader].see(context, status):
                fresh = True
        return fresh

    def _place_of(self, name: str) -> Place:
        return self._options.places.get(name, Place.DESK)

    def _follow(self, names: tuple[str, ...], off: tuple[str, ...]) -> None:
        for gone in [name for name in self._places if name not in names]:
            self._places.pop(gone).lose()
        for name in names:
            if name not in self._places:
                self._places[name] = ReaderPlace(name, self._clock, self._send, self._stopping.wait)
        self._report(ReaderCondition.READY if names else ReaderCondition.NO_READER, names, "", off)

    def _lose_all(self, condition: ReaderCondition, detail: str) -> None:
        for place in self._places.values():
            place.lose()
        self._places.clear()
        self._work.refuse_all(detail)
        if not self._stopping.is_set():
            self._report(condition, (), detail)

    def _report(
        self, condition: ReaderCondition, readers: tuple[str, ...], detail: str, off: tuple[str, ...] = ()
    ) -> None:
        if (condition, readers, off) == self._reported:
            return
        self._reported = (condition, readers, off)
        log.info("card readers: %s %s %s", condition.value, ", ".join(readers), detail)
        self._send(ReaderState(condition, readers, detail, self._clock.now(), off))

    def _send(self, event: ReaderEvent) -> None:
        deliver = self._deliver
        if deliver is None:
            return
        if isinstance(event, CardPresented | CardUnreadable):
            event = replace(event, place=self._place_of(event.reader))
        try:
            deliver(event)
        except Exception:  # a listener's fault must not end the reading
            log.exception("a listener failed on %s", type(event).__name__)


def _condition(code: int) -> ReaderCondition:
    if code not in _NO_SERVICE_CODES:
        return ReaderCondition.FAILED
    # Windows stops the service by itself when the last reader is pulled, and starts it with the next one.
    return ReaderCondition.NO_READER if sys.platform == "win32" else ReaderCondition.NO_SERVICE
