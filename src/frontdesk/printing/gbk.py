"""Text as a receipt printer can take it: the characters it knows, the columns they take, where a line breaks.

A Chinese printer in GBK mode gives a character as many columns as it has bytes in GBK; display-width tables
disagree with that for 446 characters. GB18030's four-byte codes print as rubbish, so they are never sent.
Control characters survive GBK encoding, so they are taken out of every text before anything else: a member's
name must not drive the cash drawer.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property

# Whitespace that would move the print head becomes a space, so that no name can begin a line of its own.
_SPACES = re.compile("[\t\n\x0b\x0c\r\x1c-\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]")
# Control, soft hyphen, Arabic letter mark, zero-width and bidi marks (the joiner U+200D stays), byte order
# mark, interlinear marks, language tags, surrogates, non-characters.
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
# Characters with an exact stand-in inside GBK. U+00A5 is the one that python's GB18030 turns into four bytes.
_STAND_INS = str.maketrans({"¥": "￥", "•": "·", "−": "-", "‑": "-", "‐": "-"})
_NO_LINE_START = frozenset("，。、；：！？）】》”’…％,.;:!?)]}%")
_ELLIPSIS = "…"


def printable(text: str) -> str:
    """`text` without what no printer may receive: controls, bidi marks, lone surrogates. One line, always."""
    return text if text.isascii() and text.isprintable() else without_controls(text).translate(_STAND_INS)


def without_controls(text: str) -> str:
    """`text` on one line, without controls, bidi marks and lone surrogates, otherwise as it is."""
    if text.isascii() and text.isprintable():
        return text
    return _FORBIDDEN.sub("", _SPACES.sub(" ", text))


@dataclass(frozen=True)
class Charset:
    """The characters a printer's own font holds.

    `codec` is Python's name for it; `page` the number for `ESC t`, or None for the Chinese (two-byte) mode.
    """

    codec: str
    page: int | None = None
    _widths: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _encode(self) -> codecs._Encoder:
        return codecs.getencoder(self.codec)

    @property
    def is_chinese(self) -> bool:
        return self.page is None

    def encode(self, text: str) -> bytes | None:
        """The bytes of a printable text, or None if the printer's font lacks one of its characters."""
        try:
            return self._encode(text)[0]
        except UnicodeEncodeError:
            return None

    def width(self, text: str) -> int:
        """How many columns a printable text takes at normal width."""
        if text.isascii():
            return len(text)
        data = self.encode(text)
        return len(data) if data is not None else sum(map(self.char_width, text))

    def char_width(self, char: str) -> int:
        """Columns of one character: its bytes here, else (drawn as dots) 0, 1 or 2 by Unicode's rules."""
        width = self._widths.get(char)
        if width is None:
            data = self.encode(char)
            width = len(data) if data is not None else _drawn_width(char)
            if len(self._widths) < 20_000:
                self._widths[char] = width
        return width


def _drawn_width(char: str) -> int:
    if char == "\u200d" or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


GBK = Charset("gbk")
PC437 = Charset("cp437", 0)
PC850 = Charset("cp850", 2)
PC858 = Charset("cp858", 19)
WPC1252 = Charset("cp1252", 16)
CHARSETS = {each.codec: each for each in (GBK, PC437, PC850, PC858, WPC1252)}


def shorten(text: str, columns: int, charset: Charset = GBK) -> str:
    """A printable text cut to `columns`, with an ellipsis where something is missing."""
    if charset.width(text) <= columns:
        return text
    mark = _ELLIPSIS if charset.width(_ELLIPSIS) < columns else ""
    return _head(text, columns - charset.width(mark), charset)[0].rstrip() + mark


def wrap(text: str, columns: int, charset: Charset = GBK) -> list[str]:
    """A printable text broken into lines of at most `columns`.

    Latin words stay whole where they can; Chinese breaks anywhere, but no line begins with a closing mark.
    """
    lines = []
    rest = text.rstrip(" ")
    while charset.width(rest) > columns:
        # At least one character a line, even where the paper is narrower than that: this must come to an end.
        at = _better_break(rest, max(1, _head(rest, columns, charset)[1]))
        lines.append(rest[:at].rstrip(" "))
        rest = rest[at:].lstrip(" ")
    lines.append(rest)
    return lines


def _head(text: str, columns: int, charset: Charset) -> tuple[str, int]:
    used = 0
    for at, char in enumerate(text):
        used += charset.char_width(char)
        if used > columns:
            return text[:at], at
    return text, len(text)


def _better_break(text: str, at: int) -> int:
    """The last good place to break at or before `at`, never 0."""
    best = at
    if text[at] != " " and _is_word(text[at]) and _is_word(text[at - 1]):
        start = at - 1
        while start > 0 and _is_word(text[start - 1]):
            start -= 1
        best = start if start > 0 else at
    while best > 1 and _glued(text[best - 1], text[best]):
        best -= 1
    return best if best > 1 or at == 1 else at


def _glued(before: str, after: str) -> bool:
    return after in _NO_LINE_START or _drawn_width(after) == 0 or before == "\u200d"


def _is_word(char: str) -> bool:
    return char.isalnum() and ord(char) < 0x2E80
