"""Fonts that hold Chinese, found where each system keeps them, and which characters each of them has."""

from __future__ import annotations

import os
import struct
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

# (file name, subfont of a collection), best first. Later ones fill in what the earlier lack.
_FOR_DOTS = (
    ("wqy-microhei.ttc", 1),  # its second face has half-width Latin, as printers' own fonts do
    ("msyh.ttc", 0),
    ("simsun.ttc", 0),
    ("notosanscjk-regular.ttc", 2),
    ("wqy-zenhei.ttc", 0),
    ("droidsansfallbackfull.ttf", 0),
    ("droidsansfallback.ttf", 0),
    ("dejavusansmono.ttf", 0),
    ("simsunb.ttf", 0),
    ("hanamina.ttf", 0),
    ("hanaminb.ttf", 0),
    ("symbola.ttf", 0),
    ("notoemoji-regular.ttf", 0),
    ("seguisym.ttf", 0),
    ("seguiemj.ttf", 0),
    ("dejavusans.ttf", 0),
)
# PDF embeds TrueType outlines only; fonts with CFF outlines (Noto Sans CJK) are left out by what they are.
_FOR_PDF = (
    ("msyh.ttc", 0),
    ("simsun.ttc", 0),
    ("wqy-microhei.ttc", 0),
    ("droidsansfallbackfull.ttf", 0),
    ("droidsansfallback.ttf", 0),
    ("wqy-zenhei.ttc", 0),
    ("simsunb.ttf", 0),
    ("hanamina.ttf", 0),
    ("hanaminb.ttf", 0),
    ("symbola.ttf", 0),
    ("dejavusans.ttf", 0),
)
_PROBE = "中"


@dataclass(frozen=True)
class FontFile:
    """One face of a font file."""

    path: Path
    index: int = 0

    def covers(self, char: str) -> bool:
        """Whether the face has a glyph of its own for a character."""
        code = ord(char)
        at = bisect_right(self._starts, code) - 1
        return at >= 0 and code <= self._ends[at]

    @cached_property
    def is_truetype(self) -> bool:
        """Whether the outlines are TrueType, which a PDF can embed, and not CFF."""
        return b"glyf" in self._tables

    @cached_property
    def _ranges(self) -> list[tuple[int, int]]:
        return _merged(_cmap_ranges(self._bytes, self._tables[b"cmap"]))

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _end in self._ranges]

    @cached_property
    def _ends(self) -> list[int]:
        return [end for _start, end in self._ranges]

    @cached_property
    def _bytes(self) -> bytes:
        return self.path.read_bytes()

    @cached_property
    def _tables(self) -> dict[bytes, int]:
        data = self._bytes
        start = 0
        if data[:4] == b"ttcf":
            (start,) = struct.unpack_from(">I", data, 12 + 4 * self.index)
        (count,) = struct.unpack_from(">H", data, start + 4)
        records = (struct.unpack_from(">4sIII", data, start + 12 + 16 * at) for at in range(count))
        return {tag: offset for tag, _sum, offset, _length in records}


_configured = ""


def use_font_file(path: str) -> None:
    """Put a font of the user's own in front of the system's; empty for none. Called once at start."""
    global _configured
    _configured = path
    _dots_chain.cache_clear()
    _pdf_chain.cache_clear()


def fonts_for_dots() -> tuple[FontFile, ...]:
    """The chain for slips and pictures: the configured font first, then what the system has."""
    return _dots_chain(_configured)


def fonts_for_pdf(configured: str = "") -> tuple[FontFile, ...]:
    """The chain for PDFs: TrueType outlines only, the first one with Chinese in front; may be empty."""
    return _pdf_chain(configured or _configured)


@cache
def _dots_chain(configured: str) -> tuple[FontFile, ...]:
    return tuple(_chain(configured, _FOR_DOTS))


@cache
def _pdf_chain(configured: str) -> tuple[FontFile, ...]:
    found = [font for font in _chain(configured, _FOR_PDF) if font.is_truetype]
    chinese = [font for font in found if font.covers(_PROBE)]
    return tuple(chinese + [font for font in found if font not in chinese]) if chinese else ()


def font_for(char: str, chain: tuple[FontFile, ...]) -> FontFile | None:
    """The first face that has the character, or None."""
    return next((font for font in chain if font.covers(char)), None)


def _chain(configured: str, names: tuple[tuple[str, int], ...]) -> Iterator[FontFile]:
    if configured:
        yield from _readable(FontFile(Path(configured)))
    files = _font_files()
    for name, index in names:
        if name in files:
            yield from _readable(FontFile(files[name], index))


def _readable(font: FontFile) -> Iterator[FontFile]:
    try:
        font.covers(_PROBE)
    except (OSError, KeyError, struct.error):
        return  # a damaged or foreign file must not keep the desk from printing
    yield font


@cache
def _font_files() -> dict[str, Path]:
    """Every font file of the system by its name in small letters."""
    found: dict[str, Path] = {}
    for folder in _font_folders():
        for place, _folders, names in os.walk(folder):
            for name in sorted(names):
                if name.lower().endswith((".ttf", ".ttc", ".otf")):
                    found.setdefault(name.lower(), Path(place) / name)
    return found


def _font_folders() -> list[Path]:
    if sys.platform == "win32":
        windows = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "Fonts"
        return [windows, Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"]
    home = Path.home()
    return [home / ".fonts", home / ".local/share/fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _cmap_ranges(data: bytes, cmap: int) -> list[tuple[int, int]]:
    """Runs of characters that have a glyph, from the Unicode subtables (formats 4 and 12) of a ``cmap`` table."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    ranges: list[tuple[int, int]] = []
    for at in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * at)
        if platform not in (0, 3) or (platform == 3 and encoding not in (1, 10)):
            continue
        (form,) = struct.unpack_from(">H", data, cmap + offset)
        if form == 12:
            ranges += _format_12(data, cmap + offset)
        elif form == 4:
            ranges += _format_4(data, cmap + offset)
    return ranges


def _format_12(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">I", data, at + 12)
    for start, end, glyph in struct.iter_unpack(">III", data[at + 16 : at + 16 + 12 * count]):
        yield (start, end) if glyph else (start + 1, end)


def _format_4(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    (doubled,) = struct.unpack_from(">H", data, at + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", data, at + 16 + 2 * doubled)
    offsets_at = at + 16 + 3 * doubled
    offsets = struct.unpack_from(f">{count}H", data, offsets_at)
    for segment in range(count):
        start, end = starts[segment], ends[segment]
        if start == 0xFFFF:
            continue
        if offsets[segment] == 0:
            yield start, end
            continue
        glyphs_at = offsets_at + 2 * segment + offsets[segment]
        glyphs = struct.unpack_from(f">{end - start + 1}H", data, glyphs_at)
        for step, glyph in enumerate(glyphs):
            if glyph and (glyph + deltas[segment]) & 0xFFFF:
                yield start + step, start + step
