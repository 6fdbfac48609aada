"""Clips as sound: WAV files read and checked, joined into one stretch of samples.

All sound here is 22,050 samples a second, one channel, signed 16 bit. The standard library reads WAV, no other.
"""

from __future__ import annotations

import array
import sys
import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from frontdesk.devices.voice.clips import CLIPS, VoiceLanguage

RATE_HZ = 22_050
OVERLAP = RATE_HZ * 12 // 1000
"""Neighbouring words run into each other for 12 ms, which sounds less like counting."""
LEAD = RATE_HZ * 60 // 1000
"""Silence before and after: sound systems swallow the first 20 ms of a stream, and amplifiers wake up late."""
PAUSE = RATE_HZ * 160 // 1000
"""Before the next phrase: received … | change … | thanks."""
MOST_S = 5
"""A recording longer than that is no word."""
PHRASES = frozenset(("due", "received", "change", "wechat", "alipay", "bankcard", "balance", "tab", "thanks"))
SUFFIX = ".wav"


class ClipUnreadable(Exception):
    """A clip that can't be played; ``reason`` is ``missing``, ``format``, ``long`` or ``silent``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ClipTrouble:
    """An own recording that is passed over for the program's own: its file name and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """Samples ready to be played, and the own recordings that could not be used."""

    samples: array.array[int]
    troubles: tuple[ClipTrouble, ...]

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / RATE_HZ


def read_clip(path: Path) -> array.array[int]:
    """The samples of a WAV file of 16 bit, any rate and one or two channels. Raises ClipUnreadable."""
    if not path.is_file():
        raise ClipUnreadable("missing")
    try:
        with wave.open(str(path), "rb") as file:
            rate, channels, width, count = (
                file.getframerate(), file.getnchannels(), file.getsampwidth(), file.getnframes(),
            )  # fmt: skip
            if width != 2 or channels not in (1, 2) or not 8_000 <= rate <= 96_000:
                raise ClipUnreadable("format")
            if count > MOST_S * rate:
                raise ClipUnreadable("long")
            found = array.array("h")
            frames = file.readframes(count)
            found.frombytes(frames[: len(frames) // 2 * 2])
    except (OSError, EOFError, wave.Error, ValueError) as error:
        raise ClipUnreadable("format") from error
    if sys.byteorder == "big":
        found.byteswap()
    if channels == 2:
        found = array.array("h", ((left + right) // 2 for left, right in zip(found[::2], found[1::2], strict=False)))
    if not found or max(max(found), -min(found)) < 300:
        raise ClipUnreadable("silent")
    return found if rate == RATE_HZ else _at_our_rate(found, rate)


def _at_our_rate(samples: array.array[int], rate: int) -> array.array[int]:
    """Straight lines between samples: good enough for a voice."""
    last = len(samples) - 1
    made = array.array("h")
    for place in range(len(samples) * RATE_HZ // rate):
        before, part = divmod(place * rate, RATE_HZ)
        here = samples[min(before, last)]
        made.append(here + (samples[min(before + 1, last)] - here) * part // RATE_HZ)
    return made


class ClipShelf:
    """The clips of one language: own recordings first, file by file, else the program's; each is read once."""

    def __init__(self, ours: Path, own: Path | None, language: VoiceLanguage) -> None:
        self.language: VoiceLanguage = language
        self._ours, self._own = ours, own
        self._read: dict[str, array.array[int]] = {}
        self._troubles: dict[str, ClipTrouble] = {}

    def clip(self, name: str) -> array.array[int]:
        """A clip's samples. Raises ClipUnreadable when the program's own is broken, too."""
        if name not in self._read:
            self._read[name] = self._find(name)
        return self._read[name]

    def _find(self, name: str) -> array.array[int]:
        if self._own is not None:
            try:
                return read_clip(self._own / f"{name}{SUFFIX}")
            except ClipUnreadable as error:
                if error.reason != "missing":
                    self._troubles[name] = ClipTrouble(f"{name}{SUFFIX}", error.reason)
        return read_clip(self._ours / f"{name}{SUFFIX}")

    def troubles(self) -> tuple[ClipTrouble, ...]:
        """Own recordings found broken so far."""
        return tuple(self._troubles[name] for name in sorted(self._troubles))

    def look_through(self) -> tuple[ClipTrouble, ...]:
        """Read every clip, and say which own recordings are broken."""
        for name in CLIPS[self.language]:
            self.clip(name)
        return self.troubles()

    def speak(self, clips: Sequence[str], volume_percent: int) -> Spoken:
        """Join clips into one stretch. Raises ClipUnreadable when one of the program's own is broken."""
        quiet = array.array("h", [0] * LEAD)
        return Spoken(quiet + joined(clips, self.clip, volume_percent) + quiet, self.troubles())


def joined(clips: Sequence[str], read: Callable[[str], array.array[int]], volume_percent: int) -> array.array[int]:
    """Words overlap a little, phrases are set apart; loudness as the ear hears it, from 0 to 100."""
    made = array.array("h")
    for name in clips:
        samples = read(name)
        if made and name in PHRASES:
            made.extend([0] * PAUSE)
            made.extend(samples)
        else:
            shared = min(OVERLAP, len(made), len(samples))
            start = len(made) - shared
            for place in range(shared):
                made[start + place] = _limited(made[start + place] + samples[place])
            made.extend(samples[shared:])
    # The ear hears steps of a percentage evenly when the samples follow its square.
    factor = (max(0, min(100, volume_percent)) / 100) ** 2
    return made if factor == 1 else array.array("h", (int(sample * factor) for sample in made))


def _limited(sample: int) -> int:
    return max(-32_768, min(32_767, sample))
