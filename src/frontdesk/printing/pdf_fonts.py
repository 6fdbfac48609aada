"""Fonts inside a PDF: one with Chinese embedded, others filling in rare characters one by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from string import digits

from frontdesk.printing.fonts import FontFile, font_for, fonts_for_pdf

FONT_NOT_EMBEDDED = "printing.pdf.font_not_embedded"
"""Translation key of the warning that the PDF relies on the reader's own Chinese font."""


_MISSING = "〓"

_ANY_DIGIT = str.maketrans(digits, "0" * len(digits))


@dataclass
class PdfFonts:
    """The faces a document may use, registered with reportlab; widths in points."""

    chain: tuple[FontFile, ...]
    main: str
    warnings: tuple[str, ...] = ()
    _plain: set[str] = field(default_factory=set)
    """Characters the main face has: texts made of these need no splitting."""
    _widths: dict[str, float] = field(default_factory=dict)
    """Widths at a size of one point; texts that differ in their digits alone share one where all digits are alike."""

    def runs(self, text: str) -> list[tuple[str, str]]:
        """The text as (font name, part) pairs; nearly always one."""
        if not self.chain or self._plain.issuperset(text):
            return [(self.main, text)]
        found: list[tuple[str, str]] = []
        for given in text:
            name, char = self._name_for(given)
            if found and found[-1][0] == name:
                found[-1] = (name, found[-1][1] + char)
            else:
                found.append((name, char))
        return found

    def width(self, text: str, size: float) -> float:
        """Points a text takes at a size."""
        look = text.translate(_ANY_DIGIT) if self._digits_alike else text
        found = self._widths.get(look)
        if found is None:
            found = self._widths[look] = self._measured(look)
        return found * size

    def _measured(self, text: str) -> float:
        from reportlab.pdfbase.pdfmetrics import stringWidth

        return sum(float(stringWidth(part, name, 1)) for name, part in self.runs(text))

    @cached_property
    def _digits_alike(self) -> bool:
        return len({self._measured(digit) for digit in digits}) == 1

    def fitted(self, text: str, size: float, width: float) -> str:
        """The text, shortened with an ellipsis where it is wider than `width`."""
        if len(text) * size <= width or self.width(text, size) <= width:
            return text
        end = len(text)
        while end > 0 and self.width(text[:end].rstrip() + "…", size) > width:
            end -= 1
        return text[:end].rstrip() + "…"

    def wrapped(self, text: str, size: float, width: float) -> list[str]:
        """The text in lines no wider than `width`; Latin words whole where they fit, Chinese anywhere."""
        if len(text) * size <= width or self.width(text, size) <= width:
            return [text]
        lines = [""]
        for word in _words(text):
            if self.width((lines[-1] + word).rstrip(), size) <= width:
                lines[-1] += word
                continue
            if lines[-1]:
                lines.append("")
            for char in word.lstrip() if len(lines) > 1 else word:
                if lines[-1] and self.width(lines[-1] + char, size) > width:
                    lines.append("")
                lines[-1] += char
        return [line.rstrip() for line in lines]

    def _name_for(self, char: str) -> tuple[str, str]:
        """The face that has a character; one that no face has is shown as the mark for a missing type."""
        if char in self._plain or char == " ":
            return self.main, char
        face = font_for(char, self.chain)
        if face is None:
            return (
                (self.main, "")
                if char == "\u200d"
                else self._name_for(_MISSING)
                if char != _MISSING
                else (self.main, "?")
            )
        if face == self.chain[0]:
            self._plain.add(char)
            return self.main, char
        return _registered(face), char


def pdf_fonts(configured: str = "") -> PdfFonts:
    """The faces for a document: the configured font first, else what the system has, else a CID font with a warning."""
    chain = fonts_for_pdf(configured)
    if chain:
        return PdfFonts(chain, _registered(chain[0]))
    return PdfFonts((), _cid_font(), (FONT_NOT_EMBEDDED,))


@cache
def _registered(face: FontFile) -> str:
    from reportlab.pdfbase import pdfmetrics

    from frontdesk.printing.pdf_face import EmbeddedFace

    name = f"{face.path.stem}-{face.index}"
    pdfmetrics.registerFont(EmbeddedFace(name, str(face.path), subfontIndex=face.index))
    return name


@cache
def _cid_font() -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return "STSong-Light"


def _words(text: str) -> list[str]:
    """Pieces between which a line may break: Latin words with the space before them, single other characters."""
    words: list[str] = []
    for char in text:
        together = words and ord(char) < 0x2E80 and char != " " and ord(words[-1][-1]) < 0x2E80
        if together or (words and char in "，。、；：！？）】》”%"):
            words[-1] += char
        else:
            words.append(char)
    return words
