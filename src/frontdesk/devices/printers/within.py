"""A time limit for calls of the system that know none."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def within(timeout_s: float, call: Callable[[], T]) -> T:
    """What `call` gives, from a thread of its own; TimeoutError after `timeout_s`.

    A call that is given up goes on in its thread until the system lets it go; its result is dropped.
    """
    results: queue.SimpleQueue[tuple[T | None, Exception | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            results.put((call(), None))
        except Exception as error:  # noqa: BLE001 - the thread's top: carried over to whoever called
            results.put((None, error))

    threading.Thread(target=run, name="time-limited", daemon=True).start()
    try:
        result, error = results.get(timeout=max(timeout_s, 0.0))
    except queue.Empty:
        raise TimeoutError(f"no answer within {timeout_s:.1f} s") from None
    if error is not None:
        raise error
    return result  # type: ignore[return-value]
