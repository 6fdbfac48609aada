"""Splits a stream of ESC/POS bytes into whole commands and runs of text, as the simulated printer needs it."""

from __future__ import annotations

# Bytes after the two of the command's name, for commands of fixed length.
_ESC = {
    0x40: 0,
    0x32: 0,
    0x33: 1,
    0x61: 1,
    0x45: 1,
    0x64: 1,
    0x4A: 1,
    0x74: 1,
    0x52: 1,
    0x4D: 1,
    0x2D: 1,
    0x21: 1,
    0x70: 3,
}
_GS = {0x21: 1, 0x42: 1, 0x48: 1, 0x68: 1, 0x77: 1, 0x66: 1, 0x72: 1, 0x61: 1, 0x4C: 2, 0x57: 2}
_FS = {0x26: 0, 0x2E: 0, 0x21: 1}
_DLE = {0x04: 1, 0x05: 1}


class CommandReader:
    """Feed it bytes as they come; it gives back what is complete and keeps the rest."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[bytes]:
        """The commands and runs of text that `data` completes, in order."""
        self._rest += data
        found = []
        at = 0
        while at < len(self._rest):
            length = _length(self._rest, at)
            if length == 0 or at + length > len(self._rest):
                break
            found.append(self._rest[at : at + length])
            at += length
        self._rest = self._rest[at:]
        return found


def _length(data: bytes, at: int) -> int:
    """How long the command or run at `at` is; 0 if that can't be told yet."""
    lead = data[at]
    if lead not in (0x10, 0x1B, 0x1C, 0x1D):
        end = at
        while end < len(data) and data[end] not in (0x10, 0x1B, 0x1C, 0x1D):
            end += 1
        return end - at
    if at + 1 >= len(data):
        return 0
    name = data[at + 1]
    if lead == 0x1B:
        return 2 + _ESC.get(name, 0)
    if lead == 0x1C:
        return 2 + _FS.get(name, 0)
    if lead == 0x10:
        return 5 if name == 0x14 else 2 + _DLE.get(name, 0)
    return _gs_length(data, at, name)


def _gs_length(data: bytes, at: int, name: int) -> int:
    head = data[at : at + 8]
    if name == 0x28:  # GS ( x pL pH …
        return 5 + int.from_bytes(head[3:5], "little") if len(head) >= 5 else 0
    if name == 0x76:  # GS v 0 m xL xH yL yH dots
        return 8 + int.from_bytes(head[4:6], "little") * int.from_bytes(head[6:8], "little") if len(head) == 8 else 0
    if name == 0x56:  # GS V m (n)
        return 0 if len(head) < 3 else 4 if head[2] in (65, 66) else 3
    if name == 0x6B:  # GS k m n data
        return 4 + head[3] if len(head) >= 4 else 0
    return 2 + _GS.get(name, 0)
