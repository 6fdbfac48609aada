"""Asking a card for its UID by the pseudo-APDU of PC/SC part 3 (Get Data, FF CA 00 00)."""

from typing import Protocol

_GET_UID = bytes.fromhex("FFCA0000")
_ALL = 0x00
_DONE = b"\x90\x00"
_WRONG_LENGTH = 0x6C
_LENGTHS = range(4, 11)


class Conversation(Protocol):
    """Something that takes an APDU and gives the answer with its status word."""

    def transmit(self, apdu: bytes) -> bytes:
        """The answer to one APDU."""
        ...


class Selectable(Conversation, Protocol):
    """A conversation that can begin anew."""

    def reset(self) -> None:
        """Select the card anew, as a Mifare Classic needs it after it refused a key."""
        ...


class NoUid(Exception):
    """The card answered, but with no UID; ``status`` is its status word in hex."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


def read_uid(card: Conversation) -> bytes:
    """The UID, 4 to 10 bytes in the card's order. Raises NoUid, and whatever the conversation raises."""
    answer = card.transmit(_GET_UID + bytes([_ALL]))
    if len(answer) == 2 and answer[0] == _WRONG_LENGTH:
        # Some readers insist on the exact length and name it.
        answer = card.transmit(_GET_UID + answer[1:])
    data, status = answer[:-2], answer[-2:]
    if status != _DONE or len(data) not in _LENGTHS:
        raise NoUid(status.hex().upper())
    return data
