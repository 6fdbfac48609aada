"""The customer's pole display on a serial port, in a thread of its own.

A display that hangs, is unplugged or was never there must not slow a sale: a caller leaves the newest frame and goes
on; frames that were not shown by then are dropped. Every write has a time limit.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

log = logging.getLogger(__name__)

_WRITE_TIMEOUT_S = 0.5
_LOOK_S = 2.0
"""How often a quiet port is asked whether it is still there."""
_FIRST_BACK_OFF_S = 0.5
_LONGEST_BACK_OFF_S = 15.0
_DRAIN_STEP_S = 0.01


class PoleCondition(StrEnum):
    """A pole display's condition; most can't answer, so ``OK`` means that its port takes bytes."""

    STARTING = "starting"
    OK = "ok"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class PoleState:
    """Condition and, when it is gone, the system's reason."""

    condition: PoleCondition
    reason: str = ""


class PoleDisplay:
    """Shows frames (bytes) on the display at ``port``. ``on_state`` is called in its thread and must return soon."""

    def __init__(
        self,
        port: str,
        baud_rate: int,
        begin: bytes,
        *,
        on_state: Callable[[PoleState], None] = lambda _state: None,
        write_timeout_s: float = _WRITE_TIMEOUT_S,
        first_back_off_s: float = _FIRST_BACK_OFF_S,
        look_s: float = _LOOK_S,
    ) -> None:
        """``begin`` puts the display into a known state; it is sent whenever the port was opened anew."""
        self.port = port
        self.baud_rate = baud_rate
        self.state = PoleState(PoleCondition.STARTING)
        self._begin = begin
        self._on_state = on_state
        self._write_timeout_s = write_timeout_s
        self._first_back_off_s = first_back_off_s
        self._look_s = look_s
        self._newest = b""
        self._fresh = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def show(self, frame: bytes) -> None:
        """Show a frame as soon as the display takes it; returns at once."""
        self._newest = frame
        self._fresh.set()

    def start(self) -> None:
        """Begin; the display may be absent."""
        self._thread = threading.Thread(target=self._run, name="pole-display", daemon=True)
        self._thread.start()

    def stop(self, timeout_s: float = 2.0) -> None:
        """Clear the display and end the thread; a port that hangs is left to the system."""
        self._stopping.set()
        self._fresh.set()
        if self._thread is not None:
            self._thread.join(timeout_s)

    def is_alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread is not None and self._thread.is_alive()

    def _run(self) -> None:
        back_off_s = self._first_back_off_s
        while not self._stopping.is_set():
            opened = False
            try:
                port = self._open()
                try:
                    self._write(port, self._begin + self._newest)
                    opened = True
                    self._tell(PoleState(PoleCondition.OK))
                    self._serve(port)
                finally:
                    _let_go(port)
            except Exception as error:  # a driver may raise anything; the thread has to outlive it
                log.debug("pole display", exc_info=True)
                self._tell(PoleState(PoleCondition.GONE, _reason(error)))
            back_off_s = self._first_back_off_s if opened else min(back_off_s * 2, _LONGEST_BACK_OFF_S)
            # Frames come and go meanwhile; the newest is shown after the next opening.
            self._stopping.wait(back_off_s)

    def _serve(self, port: Any) -> None:
        while True:
            is_fresh = self._fresh.wait(self._look_s)
            self._fresh.clear()
            if self._stopping.is_set():
                self._write(port, self._begin)
                return
            if is_fresh:
                self._write(port, self._newest)
            else:
                _ = port.in_waiting  # raises when the adapter was pulled out

    def _open(self) -> Any:
        import serial

        return serial.Serial(
            self.port, self.baud_rate, timeout=0, write_timeout=self._write_timeout_s, exclusive=_exclusive()
        )

    def _write(self, port: Any, frame: bytes) -> None:
        """Hand a frame over. What lies in the system's buffer counts as not shown: it must not pile up there."""
        deadline = time.monotonic() + self._write_timeout_s
        while port.out_waiting:
            if time.monotonic() >= deadline:
                raise TimeoutError("write timeout")
            time.sleep(_DRAIN_STEP_S)
        port.write(frame)

    def _tell(self, state: PoleState) -> None:
        if state != self.state:
            self.state = state
            if state.condition is PoleCondition.GONE:
                log.warning("pole display at %s: %s", self.port, state.reason)
            self._on_state(state)


def _let_go(port: Any) -> None:
    """Close without waiting for a display that takes nothing more."""
    try:
        # On Linux a close waits up to half a minute for bytes that nobody takes.
        if port.out_waiting:
            time.sleep(_DRAIN_STEP_S * 10)
            port.reset_output_buffer()
    except Exception:  # the adapter is gone already
        log.debug("nothing to take back", exc_info=True)
    port.close()


def _reason(error: Exception) -> str:
    strerror = getattr(error, "strerror", None)
    return str(strerror or error)


def _exclusive() -> bool | None:
    """Two programs on one port garble each other; Windows ports are exclusive by themselves."""
    import os

    return True if os.name == "posix" else None
