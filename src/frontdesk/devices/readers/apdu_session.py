"""A card session over anything that carries APDUs."""

from concurrent.futures import Future

from frontdesk.devices.cards import CardKind
from frontdesk.devices.readers.session import BLOCK_LENGTH, KEY_LENGTH, CardRefused, CardSession, KeyName, T, Work
from frontdesk.devices.readers.uid import Selectable

_DONE = b"\x90\x00"
_KEY_SLOT = 0x00
_KEY_PLACES = (0x00, 0x20)
"""Volatile memory; some readers (OMNIKEY) know only the lasting one (manual)."""
_KEY_TYPES: dict[KeyName, int] = {"A": 0x60, "B": 0x61}


class ApduSession:
    """``CardSession`` by the pseudo-APDUs of PC/SC part 3."""

    def __init__(self, card: Selectable, uid: str, kind: CardKind) -> None:
        self._card = card
        self._uid = uid
        self._kind = kind
        self._loaded: bytes | None = None
        self._key_place = _KEY_PLACES[0]
        self._select_again = False

    @property
    def uid(self) -> str:
        """As in the port."""
        return self._uid

    @property
    def kind(self) -> CardKind:
        """As in the port."""
        return self._kind

    def transmit(self, apdu: bytes) -> bytes:
        """As in the port."""
        return self._card.transmit(apdu)

    def load_key(self, key: bytes) -> None:
        """As in the port."""
        if len(key) != KEY_LENGTH:
            raise ValueError("a Mifare key has 6 bytes")
        self._loaded = None
        answer = b""
        for place in (self._key_place, *(each for each in _KEY_PLACES if each != self._key_place)):
            answer = self.transmit(bytes([0xFF, 0x82, place, _KEY_SLOT, KEY_LENGTH]) + key)
            if answer[-2:] == _DONE:
                self._key_place = place
                self._loaded = key
                return
        raise _refused("load_key", answer)

    def authenticate(self, block: int, key: bytes, which: KeyName = "A") -> None:
        """As in the port."""
        self._select_if_refused()
        if key != self._loaded:
            self.load_key(key)
        apdu = bytes([0xFF, 0x86, 0x00, 0x00, 0x05, 0x01, block >> 8, block & 0xFF, _KEY_TYPES[which], _KEY_SLOT])
        answer = self.transmit(apdu)
        if answer[-2:] != _DONE:
            self._select_again = True
            raise _refused("authenticate", answer)

    def read_block(self, block: int) -> bytes:
        """As in the port."""
        self._select_if_refused()
        answer = self.transmit(bytes([0xFF, 0xB0, block >> 8, block & 0xFF, BLOCK_LENGTH]))
        if answer[-2:] != _DONE or len(answer) != BLOCK_LENGTH + 2:
            self._select_again = True
            raise _refused("read", answer)
        return answer[:-2]

    def write_block(self, block: int, data: bytes) -> None:
        """As in the port."""
        if len(data) not in (4, BLOCK_LENGTH):
            raise ValueError("a block has 16 bytes, a page 4")
        self._select_if_refused()
        answer = self.transmit(bytes([0xFF, 0xD6, block >> 8, block & 0xFF, len(data)]) + data)
        if answer[-2:] != _DONE:
            self._select_again = True
            raise _refused("write", answer)

    def select_again(self) -> None:
        """As in the port."""
        self._card.reset()
        self._select_again = False

    def _select_if_refused(self) -> None:
        # A Mifare card that refused something is silent until it is selected anew (MF1S50 data sheet, 8.2).
        if self._select_again:
            self.select_again()


def _refused(what: str, answer: bytes) -> CardRefused:
    return CardRefused(what=what, status=answer[-2:].hex().upper())


def fulfil(future: "Future[T]", work: Work[T], session: CardSession) -> None:
    """Do the work and give its result, or whatever it raised, to whoever asked for it."""
    try:
        result = work(session)
    except Exception as error:  # noqa: BLE001 - whoever asked gets it, whatever it is; the reader goes on
        future.set_exception(error)
    else:
        future.set_result(result)
