"""What chips other than the Mifare Classic answer, as their data sheets say, by way of three sorts of readers."""

from dataclasses import dataclass, field
from typing import Literal

DONE, REFUSED, UNKNOWN = bytes.fromhex("9000"), bytes.fromhex("6300"), bytes.fromhex("6D00")
PassesOn = Literal["direct", "transparent", "nothing"]


@dataclass
class PageChip:
    """An Ultralight or NTAG: pages of four bytes, read four at a time."""

    version: bytes = b""
    """The answer to GET VERSION; empty for those that don't know it."""
    readable_pages: int = 16
    container: bytes = b"\x00\x00\x00\x00"
    has_3des: bool = False
    reader: PassesOn = "direct"
    halted: bool = False
    """It understood a command not, and is silent till it is selected anew."""
    asked: list[bytes] = field(default_factory=list)

    def __call__(self, apdu: bytes) -> bytes:
        self.asked.append(apdu)
        if apdu[:2] == b"\xff\xb0":
            return self._read(int.from_bytes(apdu[2:4], "big"))
        if apdu[:5] == bytes.fromhex("FF00000000")[:4] + bytes([len(apdu) - 5]) and self.reader == "direct":
            said = self._hear(apdu[7:])
            return b"\xd5\x43" + (b"\x00" + said if said else b"\x01") + DONE
        if apdu[:2] == b"\xff\xc2" and self.reader == "transparent":
            return self._transparent(apdu)
        return UNKNOWN

    def select(self) -> None:
        """The reader selects it anew."""
        self.halted = False

    def _transparent(self, apdu: bytes) -> bytes:
        if apdu[3] == 0:
            return bytes.fromhex("C003009000") + DONE
        said = self._hear(apdu[7:-1])
        if not said:
            return bytes.fromhex("C003006401") + DONE
        return bytes.fromhex("C003009000920100960202 00".replace(" ", "")) + bytes([0x97, len(said)]) + said + DONE

    def _hear(self, command: bytes) -> bytes:
        if not self.halted and command == b"\x60" and self.version:
            return self.version
        if not self.halted and command == b"\x1a\x00" and self.has_3des:
            return b"\xaf" + bytes(8)
        self.halted = True
        return b""

    def _read(self, page: int) -> bytes:
        if self.halted or page >= self.readable_pages:
            self.halted = True
            return REFUSED
        memory = bytearray(4 * 256)
        memory[12:16] = self.container
        return bytes(memory[page * 4 : page * 4 + 16]) + DONE


@dataclass
class ProcessorChip:
    """A card that speaks ISO 7816-4, and DESFire's own commands if it has a version."""

    version: bytes = b""
    asked: list[bytes] = field(default_factory=list)
    _parts: list[bytes] = field(default_factory=list)

    def __call__(self, apdu: bytes) -> bytes:
        self.asked.append(apdu)
        if self.version and apdu[:2] == b"\x90\x60":
            self._parts = [self.version, bytes(14)]
            return self.version + b"\x91\xaf"
        if self._parts and apdu[:2] == b"\x90\xaf":
            self._parts.pop()
            return bytes(7) + (b"\x91\xaf" if self._parts else b"\x91\x00")
        if apdu[:2] == b"\x00\xa4":
            return bytes.fromhex("6A82")
        return bytes.fromhex("6E00")


def page_version(product: int, size: int) -> bytes:
    """An answer to GET VERSION."""
    return bytes([0x00, 0x04, product, 0x02, 0x01, 0x00, size, 0x03])


def desfire_version(generation: int, product: int = 0x01) -> bytes:
    """The hardware part of DESFire's version."""
    return bytes([0x04, product, 0x01, generation, 0x00, 0x18, 0x05])
