"""A second reading of ESC/POS, written from the command reference and not from the renderer.

It accepts only the commands a receipt may hold; anything else, a stray control byte first of all, is an AssertionError.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Printed:
    """One line as the printer would put it on paper; `dots` counts the rows of a line sent as a picture."""

    text: str
    align: str = "left"
    bold: bool = False
    wide: int = 1
    tall: int = 1
    dots: int = 0


@dataclass
class Roll:
    """What came out."""

    lines: list[Printed] = field(default_factory=list)
    qr_codes: list[str] = field(default_factory=list)
    barcodes: list[str] = field(default_factory=list)
    feeds: int = 0
    cuts: int = 0
    drawer_pulses: int = 0


class Decoder:
    """Reads one job from its first byte to its last."""

    def __init__(self, data: bytes, codec: str = "gbk") -> None:
        self.data = data
        self.at = 0
        self.codec = codec
        self.roll = Roll()
        self.reset()
        self.two_byte = False
        self.text = bytearray()
        self.qr = b""

    def reset(self) -> None:
        self.align, self.bold, self.wide, self.tall = "left", False, 1, 1

    def take(self, count: int) -> bytes:
        taken = self.data[self.at : self.at + count]
        assert len(taken) == count, "the job ends inside a command"
        self.at += count
        return taken

    def byte(self) -> int:
        return self.take(1)[0]

    def word(self) -> int:
        low, high = self.take(2)
        return low + 256 * high

    def run(self) -> Roll:
        while self.at < len(self.data):
            lead = self.byte()
            if lead == 0x0A:
                self.end_line()
            elif lead in (0x1B, 0x1C, 0x1D):
                assert not self.text, f"a command in the middle of a line at {self.at}"
                {0x1B: self.esc, 0x1C: self.fs, 0x1D: self.gs}[lead]()
            elif lead >= 0x80 and self.two_byte:
                second = self.byte()
                assert 0x40 <= second <= 0xFE and second != 0x7F, "not a GBK pair (GB18030 has four bytes)"
                self.text += bytes((lead, second))
            else:
                assert lead >= 0x20 and lead != 0x7F, f"control byte {lead:#x} at {self.at - 1}"
                self.text.append(lead)
        assert not self.text, "the last line was not ended"
        return self.roll

    def end_line(self) -> None:
        text = bytes(self.text).decode("gbk" if self.two_byte else self.codec)
        self.text.clear()
        self.roll.lines.append(Printed(text, self.align, self.bold, self.wide, self.tall))

    def esc(self) -> None:
        name = chr(self.byte())
        if name == "@":
            self.reset()
            self.two_byte = False
        elif name == "a":
            self.align = ("left", "center", "right")[self.byte()]
        elif name == "E":
            self.bold = {0: False, 1: True}[self.byte()]
        elif name == "d":
            self.roll.feeds += self.byte()
        elif name == "t":
            assert not self.two_byte, "a code page chosen in two-byte mode"
            self.byte()
        elif name == "p":
            self.take(3)
            self.roll.drawer_pulses += 1
        else:
            raise AssertionError(f"ESC {name}")

    def fs(self) -> None:
        self.two_byte = {"&": True, ".": False}[chr(self.byte())]

    def gs(self) -> None:
        name = chr(self.byte())
        if name == "!":
            size = self.byte()
            self.wide, self.tall = (size >> 4) + 1, (size & 7) + 1
        elif name == "V":
            assert self.byte() == 66
            self.byte()
            self.roll.cuts += 1
        elif name == "v":
            assert self.take(2) == b"0\0"
            across, down = self.word(), self.word()
            self.take(across * down)
            self.roll.lines.append(Printed("", dots=down))
        elif name == "(":
            self.symbol()
        elif name == "k":
            assert self.byte() == 73
            coded = self.take(self.byte())
            assert coded[:2] == b"{B"
            self.roll.barcodes.append(coded[2:].decode("ascii").replace("{{", "{"))
        elif name in "Hwh":
            self.byte()
        else:
            raise AssertionError(f"GS {name}")

    def symbol(self) -> None:
        assert self.byte() == ord("k")
        body = self.take(self.word())
        assert body[0] == 49
        if body[1] == 80:
            self.qr = body[3:]
        elif body[1] == 81:
            self.roll.qr_codes.append(self.qr.decode())


def decode(data: bytes, codec: str = "gbk") -> Roll:
    """What a printer would make of one job."""
    return Decoder(data, codec).run()
