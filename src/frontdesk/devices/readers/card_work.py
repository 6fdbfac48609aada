"""Work on cards that other threads ask for, done in the reader's own thread: it alone speaks to the service."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import Any

from frontdesk.devices.atr import kind_of
from frontdesk.devices.readers.apdu_session import ApduSession, fulfil
from frontdesk.devices.readers.scard import CARD_GONE, RETRIED, CardLink, PcscContext, PcscFailure
from frontdesk.devices.readers.session import CardPulled, T, Work
from frontdesk.devices.readers.uid import NoUid, read_uid

CONNECT_ATTEMPTS = 12
RETRY_PAUSE_S = 0.04
_CANCEL_EVERY_S = 0.005
_LONGEST_CANCEL_PAUSE_S = 0.5


@dataclass(slots=True)
class _Wish:
    reader: str
    uid: str
    work: Work[Any]
    future: "Future[Any]" = field(default_factory=Future)
    taken: Event = field(default_factory=Event)


class CardWork:
    """The queue. ``ask`` from any thread, the rest from the reader's."""

    def __init__(self, wake: Callable[[], None], pause: Callable[[float], bool]) -> None:
        """``wake`` ends the reader thread's wait, if it is in one; ``pause`` waits some seconds and says whether the
        thread is to stop."""
        self._wake = wake
        self._pause = pause
        self._wishes: SimpleQueue[_Wish] = SimpleQueue()
        self._closed = False
        self._lock = Lock()

    def ask(self, reader: str, uid: str, work: Work[T]) -> "Future[T]":
        """Have ``work`` done on the card ``uid`` that lies on ``reader``."""
        wish = _Wish(reader, uid.upper(), work)
        with self._lock:
            if self._closed:
                wish.future.set_exception(_pulled(wish, "the reader was stopped"))
                return wish.future
            self._wishes.put(wish)
        Thread(target=self._call, args=(wish,), name="pcsc-wake", daemon=True).start()
        return wish.future

    def _call(self, wish: _Wish) -> None:
        # Repeated, because a wake that comes just before a wait begins is lost; in a thread of its own, because with
        # a service that hangs the wake hangs as well.
        pause_s = _CANCEL_EVERY_S
        self._wake()
        while not wish.taken.wait(pause_s):
            self._wake()
            pause_s = min(pause_s * 2, _LONGEST_CANCEL_PAUSE_S)  # a driver that hangs may never take it

    def do_all(self, context: PcscContext) -> None:
        """Do what was asked for. Raises PcscFailure when the service itself failed; whoever asked was told."""
        while (wish := self._next()) is not None:
            self._do(context, wish)

    def refuse_all(self, why: str) -> None:
        """Tell whoever waits that no card can be had now."""
        while (wish := self._next()) is not None:
            wish.future.set_exception(_pulled(wish, why))

    def close(self) -> None:
        """No more work; refuses what waits."""
        with self._lock:
            self._closed = True
        self.refuse_all("the reader was stopped")

    def _next(self) -> _Wish | None:
        while True:
            try:
                wish = self._wishes.get_nowait()
            except Empty:
                return None
            wish.taken.set()
            if wish.future.set_running_or_notify_cancel():
                return wish

    def _do(self, context: PcscContext, wish: _Wish) -> None:
        try:
            with self._connected(context, wish) as link:
                kind = kind_of(context.look(wish.reader).atr)
                fulfil(wish.future, wish.work, ApduSession(_Card(link), wish.uid, kind))
        except CardPulled as pulled:
            wish.future.set_exception(pulled)
        except PcscFailure as failure:
            wish.future.set_exception(_pulled(wish, str(failure)))
            if failure.code not in RETRIED | CARD_GONE:
                raise

    def _connected(self, context: PcscContext, wish: _Wish) -> CardLink:
        """A link to the card that told this UID. Raises CardPulled and PcscFailure."""
        attempt = 0
        while True:
            attempt += 1
            link: CardLink | None = None
            try:
                link = context.connect_alone(wish.reader)
                uid = read_uid(link).hex().upper()
            except (PcscFailure, NoUid) as error:
                if link is not None:
                    link.close()
                if isinstance(error, NoUid):
                    raise _pulled(wish, f"no UID, status {error.status}") from error
                if error.code not in RETRIED or attempt == CONNECT_ATTEMPTS or self._pause(RETRY_PAUSE_S):
                    raise
                continue
            if uid != wish.uid:
                link.close()
                raise _pulled(wish, f"{uid} lies there")
            return link


class _Card:
    """A link whose failures are those of the port."""

    def __init__(self, link: CardLink) -> None:
        self._link = link

    def transmit(self, apdu: bytes) -> bytes:
        """The answer to one APDU."""
        try:
            return self._link.transmit(apdu)
        except PcscFailure as failure:
            raise CardPulled(reason=str(failure)) from failure

    def reset(self) -> None:
        """Have the reader select the card anew."""
        try:
            self._link.reset()
        except PcscFailure as failure:
            raise CardPulled(reason=str(failure)) from failure


def _pulled(wish: _Wish, reason: str) -> CardPulled:
    return CardPulled(reader=wish.reader, uid=wish.uid, reason=reason)
