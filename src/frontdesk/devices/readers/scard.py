"""The operating system's smart card service, thinly: pyscard's lowest layer with codes turned into exceptions.

pyscard is imported on first use, because without libpcsclite (or on a machine without pyscard) the import itself
fails, and the counter must open all the same. Its CardMonitor and ReaderMonitor aren't used: they die for good when
the service is restarted and miss a swap of two cards with one ATR.
"""

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

PNP = "\\\\?PnP?\\Notification"
"""The pseudo reader whose state changes when a reader is plugged in or pulled."""

OK = 0x00000000
CANCELLED = 0x80100002
INVALID_HANDLE = 0x80100003
UNKNOWN_READER = 0x80100009
TIMEOUT = 0x8010000A
SHARING_VIOLATION = 0x8010000B
NO_SMARTCARD = 0x8010000C
NOT_TRANSACTED = 0x80100016
READER_UNAVAILABLE = 0x80100017
NO_SERVICE = 0x8010001D
SERVICE_STOPPED = 0x8010001E
NO_READERS = 0x8010002E
UNRESPONSIVE_CARD = 0x80100066
UNPOWERED_CARD = 0x80100067
RESET_CARD = 0x80100068
REMOVED_CARD = 0x80100069

RETRIED = frozenset({SHARING_VIOLATION, UNRESPONSIVE_CARD, UNPOWERED_CARD, RESET_CARD, NOT_TRANSACTED})
"""The card or another program needs a moment."""
CARD_GONE = frozenset({NO_SMARTCARD, REMOVED_CARD, UNKNOWN_READER, READER_UNAVAILABLE})

CHANGED = 0x0002
IGNORE = 0x0001
PRESENT = 0x0020
MUTE = 0x0200
_SCOPE_SYSTEM = 2
_SHARE_EXCLUSIVE = 1
_SHARE_SHARED = 2
_PROTOCOL_T0_OR_T1 = 3
_LEAVE_CARD = 0
_RESET_CARD = 1


class PcscFailure(Exception):
    """A call to the service was answered with a code other than success."""

    def __init__(self, call: str, code: int) -> None:
        super().__init__(f"{call}: 0x{code:08X}")
        self.call = call
        self.code = code


class PcscMissing(Exception):
    """pyscard or the system's library can't be loaded; the text says why."""


Note = Callable[[str, bytes, bytes], None]
"""Told of each APDU and its answer, with the reader's name."""


@dataclass(frozen=True, slots=True)
class Status:
    """One reader's state: the flags, the count of insertions and removals so far, and the ATR."""

    reader: str
    raw: int
    atr: bytes

    @property
    def counter(self) -> int:
        """Goes up with each card that comes or goes (high word of the state); two cards with one ATR differ here."""
        return self.raw >> 16 & 0xFFFF

    @property
    def present(self) -> bool:
        """Whether a card lies there."""
        return bool(self.raw & PRESENT)

    @property
    def mute(self) -> bool:
        """Whether what lies there doesn't answer the reader."""
        return bool(self.raw & MUTE)

    @property
    def known(self) -> int:
        """The state to hand back, so that the next wait ends when it is no longer so."""
        return self.raw & ~(CHANGED | IGNORE)


def _load() -> Any:
    try:
        return importlib.import_module("smartcard.scard")
    except (ImportError, OSError, AttributeError, RuntimeError) as error:
        raise PcscMissing(str(error)) from error


class PcscContext:
    """One connection to the service. Used by one thread, except ``cancel``. Every call may raise PcscFailure."""

    def __init__(self, note: Note | None = None) -> None:
        """Raises PcscMissing and PcscFailure."""
        self._note = note
        self._scard = _load()
        code, self._handle = self._scard.SCardEstablishContext(_SCOPE_SYSTEM)
        _check("SCardEstablishContext", code)

    def release(self) -> None:
        """Let go; a context of a service that died answers "invalid handle", which is nothing to act on."""
        self._scard.SCardReleaseContext(self._handle)

    def cancel(self) -> None:
        """End the wait of the thread that owns the context; to be repeated, as it only reaches a wait under way."""
        self._scard.SCardCancel(self._handle)

    def readers(self) -> list[str]:
        """The readers plugged in."""
        code, names = self._scard.SCardListReaders(self._handle, [])
        if _unsigned(code) == NO_READERS:
            return []
        _check("SCardListReaders", code)
        return list(names)

    def wait(self, known: Sequence[tuple[str, int]], timeout_ms: int) -> list[Status] | None:
        """The readers' states once one differs from what is known; None when none did in time."""
        code, states = self._scard.SCardGetStatusChange(self._handle, timeout_ms, list(known))
        if _unsigned(code) in (TIMEOUT, CANCELLED):
            return None
        _check("SCardGetStatusChange", code)
        return [Status(name, state, bytes(atr)) for name, state, atr in states]

    def look(self, reader: str) -> Status:
        """A reader's state at this moment."""
        statuses = self.wait([(reader, 0)], 0)
        return statuses[0] if statuses else Status(reader, 0, b"")

    def connect(self, reader: str) -> "CardLink":
        """Speak with the card on a reader, other programs allowed."""
        return self._connect(reader, _SHARE_SHARED)

    def connect_alone(self, reader: str) -> "CardLink":
        """Speak with the card on a reader and keep other programs from coming between, unless one speaks with it
        already. Not by a transaction: waiting for one has no time limit."""
        try:
            return self._connect(reader, _SHARE_EXCLUSIVE)
        except PcscFailure as failure:
            if failure.code != SHARING_VIOLATION:
                raise
        return self._connect(reader, _SHARE_SHARED)

    def _connect(self, reader: str, share: int) -> "CardLink":
        code, handle, protocol = self._scard.SCardConnect(self._handle, reader, share, _PROTOCOL_T0_OR_T1)
        _check("SCardConnect", code)
        return CardLink(self._scard, handle, share, protocol, reader, self._note)


class CardLink:
    """A conversation with one card; a context manager that leaves the card powered."""

    def __init__(
        self, scard: Any, handle: Any, share: int, protocol: int, reader: str, note: Note | None = None
    ) -> None:
        self._scard = scard
        self._reader = reader
        self._note = note
        self._handle = handle
        self._share = share
        self._protocol = protocol

    def __enter__(self) -> "CardLink":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the conversation."""
        # LEAVE_CARD: the default would power the card down and take it away from the reader's field.
        self._scard.SCardDisconnect(self._handle, _LEAVE_CARD)

    def reset(self) -> None:
        """Have the reader select the card anew. Raises PcscFailure."""
        code, self._protocol = self._scard.SCardReconnect(self._handle, self._share, _PROTOCOL_T0_OR_T1, _RESET_CARD)
        _check("SCardReconnect", code)

    def transmit(self, apdu: bytes) -> bytes:
        """The answer to an APDU, its two status bytes last. Raises PcscFailure; NO_SMARTCARD stands for an answer
        under two bytes, which is what a card pulled in the middle leaves behind."""
        code, answer = self._scard.SCardTransmit(self._handle, self._protocol, list(apdu))
        if self._note is not None:
            self._note(self._reader, apdu, bytes(answer or b""))
        _check("SCardTransmit", code)
        if len(answer) < 2:
            raise PcscFailure("SCardTransmit", NO_SMARTCARD)
        return bytes(answer)


def _unsigned(code: int) -> int:
    return code & 0xFFFFFFFF


def _check(call: str, code: int) -> None:
    if _unsigned(code) != OK:
        raise PcscFailure(call, _unsigned(code))
