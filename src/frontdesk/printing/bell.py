"""Waking a printer's worker as soon as a transaction that queued something for it is over."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, event
from sqlalchemy.pool import Pool

from frontdesk.store.store import Store

_KEY = "frontdesk.print_jobs"
"""Key in a connection's `info`: (counter, printer) pairs that got work in the transaction now open on it."""

Wake = Callable[[], None]


def ring(connection: Connection, counter: str, printer: str) -> None:
    """Have the printer's worker look at its queue after this connection's transaction."""
    waiting: set[tuple[str, str]] = connection.info.setdefault(_KEY, set())
    waiting.add((counter, printer))


class Bell:
    """Who is to be woken; the pool itself hears of it once, before anybody works on it, and is never touched again:
    its list of listeners is not made to change while another thread commits a sale."""

    def __init__(self, pool: Pool) -> None:
        self._listeners: dict[tuple[str, str], tuple[Wake, ...]] = {}
        self._changing = threading.Lock()
        event.listen(pool, "checkin", self._after_transaction)

    def listen(self, counter: str, printer: str, wake: Wake) -> None:
        """Call `wake` in the committing thread; it must return at once."""
        with self._changing:
            found = self._listeners.get((counter, printer), ())
            self._listeners = {**self._listeners, (counter, printer): (*found, wake)}

    def ignore(self, counter: str, printer: str, wake: Wake) -> None:
        """No longer call it."""
        with self._changing:
            left = tuple(each for each in self._listeners.get((counter, printer), ()) if each != wake)
            self._listeners = {**self._listeners, (counter, printer): left}

    def _after_transaction(self, _connection: Any, record: Any) -> None:
        # Called when a connection goes back to the pool, so the commit (or its rollback) is behind us.
        waiting = record.info.pop(_KEY, None) if record is not None else None
        for pair in waiting or ():
            for wake in self._listeners.get(pair, ()):
                wake()


_bells: WeakKeyDictionary[Pool, Bell] = WeakKeyDictionary()
_making = threading.Lock()


def bell_of(store: Store) -> Bell:
    """The bell of a store's writing connections."""
    with _making:
        pool = store.writing.pool
        if pool not in _bells:
            _bells[pool] = Bell(pool)
        return _bells[pool]
