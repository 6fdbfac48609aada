"""The memory of a Mifare Classic, answering the pseudo-APDUs that a reader turns into the card's own commands.

After NXP's data sheets MF1S50YYX and MF1S70YYX: sectors, keys, access bits, and the rule that a key B which can be
read opens nothing.
"""

from dataclasses import dataclass, field

from frontdesk.devices.readers.session import BLOCK_LENGTH, KEY_LENGTH

TRANSPORT_KEY = b"\xff" * KEY_LENGTH
TRANSPORT_ACCESS = bytes.fromhex("FF078069")
_DONE, _NOT_NOW, _WRONG_KEY, _UNKNOWN, _FAILED = (
    bytes.fromhex(word) for word in ("9000", "6982", "6300", "6D00", "6A81")
)
# Access bits C1 C2 C3 as one number: which keys may read and write (data sheet, tables 7 and 8).
_DATA = {
    0b000: ("AB", "AB"),
    0b010: ("AB", ""),
    0b100: ("AB", "B"),
    0b110: ("AB", "B"),
    0b001: ("AB", ""),
    0b011: ("B", "B"),
    0b101: ("B", ""),
    0b111: ("", ""),
}
# For the trailer: who writes key A, reads and writes the access bits, reads and writes key B.
_TRAILER = {
    0b000: ("A", "A", "", "A", "A"),
    0b010: ("", "A", "", "A", ""),
    0b100: ("B", "AB", "", "", "B"),
    0b110: ("", "AB", "", "", ""),
    0b001: ("A", "A", "A", "A", "A"),
    0b011: ("B", "AB", "B", "", "B"),
    0b101: ("", "AB", "B", "", ""),
    0b111: ("", "AB", "", "", ""),
}


def first_block(sector: int) -> int:
    """The first block of a sector: 32 sectors of 4 blocks, then 8 of 16."""
    return sector * 4 if sector < 32 else 128 + (sector - 32) * 16


def sector_of(block: int) -> int:
    """The sector a block belongs to."""
    return block // 4 if block < 128 else 32 + (block - 128) // 16


@dataclass
class ClassicCard:
    """One card; ``blocks`` is its memory, which tests may look into and change."""

    uid: bytes
    sectors: int = 16
    """5 for a Mini, 16 for 1K, 40 for 4K."""
    blocks: list[bytes] = field(default_factory=list)
    _loaded: bytes | None = None
    _open: tuple[int, str] | None = None

    def __post_init__(self) -> None:
        count = first_block(self.sectors)
        self.blocks = self.blocks or [bytes(BLOCK_LENGTH)] * count
        self.blocks[0] = (self.uid + bytes(BLOCK_LENGTH))[:BLOCK_LENGTH]
        for sector in range(self.sectors):
            self.blocks[first_block(sector + 1) - 1] = TRANSPORT_KEY + TRANSPORT_ACCESS + TRANSPORT_KEY

    def reset(self) -> None:
        """Select the card anew: no sector is open."""
        self._open = None

    def transmit(self, apdu: bytes) -> bytes:
        """The answer to one pseudo-APDU."""
        code, data = apdu[:2].hex().upper(), apdu[5:]
        if code == "FFCA":
            return self.uid + _DONE
        if code == "FF82" and len(data) == KEY_LENGTH:
            self._loaded = data
            return _DONE
        if code == "FF86" and len(data) == 5:
            return self._authenticate(int.from_bytes(data[1:3], "big"), "A" if data[3] == 0x60 else "B")
        block = int.from_bytes(apdu[2:4], "big")
        if code == "FFB0":
            return self._read(block)
        if code == "FFD6" and len(data) == BLOCK_LENGTH:
            return self._write(block, data)
        return _UNKNOWN

    def _authenticate(self, block: int, which: str) -> bytes:
        self._open = None
        if block >= len(self.blocks):
            return _FAILED
        trailer = self._trailer(block)
        if self._loaded != (trailer[:6] if which == "A" else trailer[10:]):
            return _WRONG_KEY
        self._open = (sector_of(block), which)
        return _DONE

    def _read(self, block: int) -> bytes:
        rights = self._rights(block)
        if rights is None:
            return _NOT_NOW
        if not _is_trailer(block):
            return self.blocks[block] + _DONE if rights[0] else _NOT_NOW
        trailer = self.blocks[block]
        access = trailer[6:10] if rights[1] else bytes(4)
        return bytes(6) + access + (trailer[10:] if rights[3] else bytes(6)) + _DONE

    def _write(self, block: int, data: bytes) -> bytes:
        rights = self._rights(block)
        if rights is None or block == 0:
            return _NOT_NOW
        if not _is_trailer(block):
            if not rights[1]:
                return _NOT_NOW
            self.blocks[block] = data
            return _DONE
        old = self.blocks[block]
        parts = (
            data[:6] if rights[0] else old[:6],
            data[6:10] if rights[2] else old[6:10],
            data[10:] if rights[4] else old[10:],
        )
        if not any((rights[0], rights[2], rights[4])):
            return _NOT_NOW
        self.blocks[block] = b"".join(parts)
        return _DONE

    def _rights(self, block: int) -> tuple[bool, ...] | None:
        """Which of a block's rights the key in force has; None when its sector isn't open."""
        if self._open is None or block >= len(self.blocks) or self._open[0] != sector_of(block):
            return None
        which = self._open[1]
        trailer_bits = _access_bits(self._trailer(block), 3)
        if which == "B" and _TRAILER[trailer_bits][3]:
            return None  # a key B that can be read is data, no key
        if _is_trailer(block):
            return tuple(which in keys for keys in _TRAILER[trailer_bits])
        place = block - first_block(sector_of(block))
        group = place if block < 128 else place // 5
        return tuple(which in keys for keys in _DATA[_access_bits(self._trailer(block), group)])

    def _trailer(self, block: int) -> bytes:
        return self.blocks[first_block(sector_of(block) + 1) - 1]


def _is_trailer(block: int) -> bool:
    return block == first_block(sector_of(block) + 1) - 1


def _access_bits(trailer: bytes, group: int) -> int:
    """C1 C2 C3 of one of the four groups of blocks, from bytes 7 and 8 of the trailer."""
    first, second = trailer[7], trailer[8]
    return (first >> (4 + group) & 1) << 2 | (second >> group & 1) << 1 | (second >> (4 + group) & 1)
