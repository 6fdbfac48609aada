"""Cards made of a socket: they plug into the virtual reader that Debian's vsmartcard-vpcd gives a real pcscd.

The reader listens on 127.0.0.1; a program that connects is a card that lies on it. Messages both ways have a two-byte
big-endian length. From the reader one byte is a command (0 off, 1 on, 2 reset, 4 ATR); anything longer is an APDU.
"""

import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from frontdesk.devices.readers.simulated_cards import ClassicCard

FIRST_PORT = 35963
POWER_OFF, POWER_ON, RESET, GIVE_ATR = 0, 1, 2, 4
READ_UID = bytes.fromhex("FFCA000000")

_PART_3 = "3B8F8001804F0CA000000306"
MIFARE_1K = bytes.fromhex(_PART_3 + "030001000000006A")
MIFARE_4K = bytes.fromhex(_PART_3 + "0300020000000069")
ULTRALIGHT = bytes.fromhex(_PART_3 + "0300030000000068")
FELICA = bytes.fromhex(_PART_3 + "11003B0000000042")
MIFARE_MINI = bytes.fromhex(_PART_3 + "030026000000004D")
DESFIRE = bytes.fromhex("3B8180018080")
JAVA_CARD = bytes.fromhex("3B8D80010031C173C84000009000")
BANK_CARD = bytes.fromhex("3B8A8001005131633130333030A0")
CONTACT = bytes.fromhex("3B9F95801FC38031E073FE21135712291102010000C2")


@dataclass(frozen=True)
class VirtualCard:
    """A card with its UID and ATR, and the bad habits a test gives it."""

    uid: bytes
    atr: bytes = MIFARE_1K
    answer_delay_s: float = 0.0
    """How long it thinks about an APDU."""
    dies_in_apdu: bool = False
    """It is pulled while the reader waits for the answer to an APDU."""
    status: bytes = b"\x90\x00"
    """The status word of its UID answer; anything but 9000 comes without a UID."""

    memory: ClassicCard | None = None
    """What it holds, where it is a Mifare Classic that is read and written."""
    speaks: Callable[[bytes], bytes] | None = None
    """What it says to APDUs other than the question for its UID (``chips.py``)."""

    def select(self) -> None:
        """The reader selects it anew."""
        if self.memory is not None:
            self.memory.reset()
        select = getattr(self.speaks, "select", None)
        if select is not None:
            select()

    def answer(self, apdu: bytes) -> bytes:
        """What it says to an APDU."""
        if self.memory is not None:
            return self.memory.transmit(apdu)
        if apdu[:4] != READ_UID[:4]:
            return b"\x6d\x00" if self.speaks is None else self.speaks(apdu)
        return self.uid + self.status if self.status == b"\x90\x00" else self.status


class CardLost(Exception):
    """The card was pulled; ends its conversation."""


@dataclass
class VirtualSlot:
    """The place on one virtual reader where at most one card lies."""

    port: int = FIRST_PORT
    patience_s: float = 10.0
    apdus: int = 0
    """How many APDUs cards on this slot were asked."""
    on_apdu: Callable[[], None] | None = None
    """Called in the card's own thread when an APDU came, before it is answered: the hook for swaps in mid-read."""
    _card: VirtualCard | None = None
    _socket: socket.socket | None = None
    _thread: threading.Thread | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _noticed: threading.Event = field(default_factory=threading.Event)

    def insert(self, card: VirtualCard, noticed: bool = True) -> None:
        """Lay a card on the reader, and wait until the driver has taken notice at its next look (every 0.4 s).

        The driver has room for one card that waits: without ``noticed`` the next insert may take seconds.
        """
        with self._lock:
            self.remove()
            self._card = card
            self._noticed.clear()
            self._socket = _plug(self.port, self.patience_s)
            self._thread = threading.Thread(target=self._live, args=(self._socket,), daemon=True)
            self._thread.start()
        if noticed and not self._noticed.wait(self.patience_s):
            raise TimeoutError("the virtual reader took no notice of the card")

    def become(self, card: VirtualCard) -> None:
        """Swap the card that lies there for another between two looks of the driver: nothing but the card can tell."""
        self._card = card

    def remove(self) -> None:
        """Take the card away, whatever it was doing."""
        with self._lock:
            plug, thread = self._socket, self._thread
            self._socket = self._thread = None
        if plug is not None:
            _unplug(plug)
        if thread is not None and thread is not threading.current_thread():
            thread.join(5)

    def swap(self, card: VirtualCard, gap_s: float = 0.0) -> None:
        """Put another card in the place of the one that lies there."""
        self.remove()
        if gap_s:
            time.sleep(gap_s)
        self.insert(card)

    def _live(self, plug: socket.socket) -> None:
        try:
            while True:
                message = _receive(plug)
                card = self._card
                assert card is not None
                self._noticed.set()
                if len(message) == 1:
                    if message[0] in (POWER_OFF, RESET):
                        card.select()
                    if message[0] == GIVE_ATR:
                        _send(plug, card.atr)
                    continue
                self.apdus += 1
                if self.on_apdu is not None:
                    self.on_apdu()
                if card.answer_delay_s:
                    time.sleep(card.answer_delay_s)
                if card.dies_in_apdu:
                    raise CardLost
                _send(plug, card.answer(message))
        except (OSError, CardLost):
            _unplug(plug)


def _plug(port: int, patience_s: float) -> socket.socket:
    """Connect to the reader; it takes the next card only once it has noticed that the last one left."""
    deadline = time.monotonic() + patience_s
    while True:
        try:
            plug = socket.create_connection(("127.0.0.1", port), timeout=patience_s)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
            continue
        plug.settimeout(None)
        plug.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return plug


def _unplug(plug: socket.socket) -> None:
    try:
        plug.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    plug.close()


def _receive(plug: socket.socket) -> bytes:
    (length,) = struct.unpack(">H", _receive_exactly(plug, 2))
    return _receive_exactly(plug, length)


def _receive_exactly(plug: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        part = plug.recv(count - len(data))
        # Without a quick acknowledgement the reader's next write waits 40 ms for ours (Nagle meets delayed ACK).
        plug.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        if not part:
            raise CardLost
        data += part
    return data


def _send(plug: socket.socket, message: bytes) -> None:
    plug.sendall(struct.pack(">H", len(message)) + message)
