"""Puts a printer job on paper, dot by dot, as the command reference says, knowing nothing of how slips are laid out."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from tests.printing.escpos_decoder import Decoder, Printed

COLUMN, GLYPH, LINE = 12, 24, 30


@dataclass(frozen=True)
class Cell:
    """Where one character lands: dots from the paper's upper left corner, and whether anything is to be seen there."""

    left: int
    top: int
    width: int
    height: int
    inked: bool


@dataclass(frozen=True)
class Strip:
    """Dots sent as a picture: where it begins, and a 1-bit image in which white is ink."""

    top: int
    picture: Image.Image


class Platen(Decoder):
    """The decoder, with a sheet of paper under it."""

    def __init__(self, data: bytes, columns: int, codec: str = "gbk") -> None:
        super().__init__(data, codec)
        self.width = columns * COLUMN
        self.top = 0
        self.cells: list[Cell] = []
        self.strips: list[Strip] = []

    def end_line(self) -> None:
        super().end_line()
        self.strike(self.roll.lines[-1])

    def strike(self, line: Printed) -> None:
        """Put a line's characters side by side: two-byte ones two columns wide, all multiplied by the chosen size."""
        widths = [COLUMN * line.wide * len(char.encode("gbk" if self.two_byte else self.codec)) for char in line.text]
        rest = self.width - sum(widths)
        assert rest >= 0, f"a line wider than the paper: {line.text}"
        left = {"left": 0, "center": rest // 2 // COLUMN * COLUMN, "right": rest}[line.align]
        if line.align == "center":
            left = rest // 2
        for char, width in zip(line.text, widths, strict=True):
            self.cells.append(Cell(left, self.top, width, GLYPH * line.tall + LINE - GLYPH, char.strip() != ""))
            left += width
        self.top += GLYPH * line.tall + LINE - GLYPH

    def gs(self) -> None:
        if self.data[self.at : self.at + 1] == b"v":
            across = int.from_bytes(self.data[self.at + 3 : self.at + 5], "little")
            down = int.from_bytes(self.data[self.at + 5 : self.at + 7], "little")
            dots = self.data[self.at + 7 : self.at + 7 + across * down]
            self.strips.append(Strip(self.top, Image.frombytes("1", (across * 8, down), dots)))
            self.top += down
        super().gs()

    def esc(self) -> None:
        fed = self.roll.feeds
        super().esc()
        self.top += (self.roll.feeds - fed) * LINE
