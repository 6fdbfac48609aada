"""Keyboard readers and scanners: telling a scan from typing by the times of the keys.

A scan is a run of characters with an average gap of at most 35 ms that ends in Enter or Tab. The times are those the
keyboard events carry, not when the program got round to them, so that a stalled window changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from frontdesk.core.device_settings import WedgeReaderSettings
from frontdesk.core.text import clean
from frontdesk.devices.readers.uid_form import UidForm, UidInvalid, normalise_uid

ENDS = frozenset("\r\n\t")
_BARCODE_LENGTHS = (8, 12, 13, 14)
_DECIMAL_UID_LENGTH = 10


@dataclass(frozen=True, slots=True)
class WedgeSettings:
    """What is taken for a scan, and what its text means."""

    average_gap_ms: int = 35
    longest_gap_ms: int = 50
    """A longer pause ends a run; also how long keys are held back in fields where no scan may land."""
    minimum_length: int = 4
    """Shorter runs are typing: nobody can tell ``118`` from quick fingers."""
    minimum_length_held: int = 3
    """The same where no scan may land: a bare key tag must not become an amount, and three digits with Enter within a
    tenth of a second are nobody's fingers."""
    key_tag_prefix: str = "K"
    """What key tags say before the number; empty when the tags carry none."""
    uid_form: UidForm = UidForm.HEX
    """How the readers write that aren't named."""
    readers: tuple[WedgeReaderSettings, ...] = ()
    """Those that are; asked in this order, before ``uid_form``."""
    longest_key_number: int = 4


@dataclass(frozen=True, slots=True)
class KeyPress:
    """One character key: when it went down by the event's own clock, and the character."""

    at_ms: int
    character: str
    repeated: bool = False
    """Whether the keyboard repeats it by itself because it is held down; scanners never do that."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A recognised burst: its text without the ending."""

    text: str


@dataclass(slots=True)
class BurstRecogniser:
    """Fed with every character key in order; remembers only the run under way."""

    settings: WedgeSettings = field(default_factory=WedgeSettings)
    _run: list[KeyPress] = field(default_factory=list)

    @property
    def length(self) -> int:
        """How many characters the run under way has."""
        return len(self._run)

    @property
    def text(self) -> str:
        """The characters of the run under way."""
        return "".join(press.character for press in self._run)

    def continues(self, press: KeyPress) -> bool:
        """Whether this key would belong to the run under way."""
        if not self._run or press.repeated:
            return False
        gap_ms = press.at_ms - self._run[-1].at_ms
        return 0 <= gap_ms <= self.settings.longest_gap_ms

    def ends_a_scan(self, press: KeyPress, held: bool = False) -> bool:
        """Whether this key is the Enter or Tab that makes the run under way a scan; changes nothing. ``held``: the run
        is kept from a field where no scan may land."""
        minimum = self.settings.minimum_length_held if held else self.settings.minimum_length
        return self.length >= minimum and self.ends_a_burst(press)

    def ends_a_burst(self, press: KeyPress) -> bool:
        """Whether this key ends a run, however short, that is too quick for fingers; changes nothing."""
        if press.character not in ENDS or not self.continues(press):
            return False
        return press.at_ms - self._run[0].at_ms <= self.settings.average_gap_ms * self.length

    def feed(self, press: KeyPress, held: bool = False) -> Scan | None:
        """Take in a key; the scan, if this key completes one. An event without a time of its own (0) is typing."""
        if press.character in ENDS:
            scan = Scan(self.text) if self.ends_a_scan(press, held) else None
            self._run.clear()
            return scan
        if not self.continues(press):
            self._run.clear()
        if press.at_ms > 0 and not press.repeated:
            self._run.append(press)
        return None

    def interrupt(self) -> None:
        """Forget the run: a key that is no character, the mouse or another window came between."""
        self._run.clear()


class Hold(StrEnum):
    """What became of a key that completed no scan."""

    HELD = "held"
    PASSED = "passed"
    """It is typing and may go on to its field at once."""


Key = TypeVar("Key")


@dataclass(slots=True)
class KeyHold(Generic[Key]):
    """Keys held back where no scan may land: in amounts, passwords and on buttons.

    ``Key`` is whatever the caller needs to press the key later.
    """

    recogniser: BurstRecogniser
    release: Callable[[Key], None]
    """Called for each held key, in order, once it is known to be typed."""
    _held: list[Key] = field(default_factory=list)

    @property
    def holding(self) -> bool:
        """Whether a key waits."""
        return bool(self._held)

    def press(self, press: KeyPress, key: Key) -> Scan | Hold:
        """Take in a key; a Scan when this key completes one: then nothing of it reaches the field."""
        if not self.recogniser.continues(press):
            self.let_go()
        scan = self.recogniser.feed(press, held=self.holding)
        if scan is not None:
            return scan
        if self.recogniser.length == 0:
            self.let_go()
            return Hold.PASSED
        self._held.append(key)
        return Hold.HELD

    def follow(self, key: Key) -> bool:
        """Keep a key's release behind what is held; False when nothing is held and it may go on."""
        if self._held:
            self._held.append(key)
        return bool(self._held)

    def drop(self) -> list[Key]:
        """Forget what is held, because it was a scan; what that was."""
        held, self._held = self._held, []
        return held

    def let_go(self) -> None:
        """No more keys came in time: what is held was typed."""
        for key in self.drop():
            self.release(key)


class Origin(StrEnum):
    """How a text came to the search box."""

    SCANNED = "scanned"
    TYPED = "typed"


class Meaning(StrEnum):
    """What a text may do."""

    KEY_TAG = "key-tag"
    """A key tag is in somebody's hand: it may be handed out or taken back."""
    KEY_SHOWN = "key-shown"
    """A bare number: only shows the key, since anybody may have typed it."""
    CARD = "card"
    """A card's UID from a keyboard reader."""
    TEXT = "text"
    """A barcode, a name, anything else: to be looked up."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text means; ``value`` is the key's number, the UID in the books' form, or the text."""

    meaning: Meaning
    value: str
    possible_uid: str = ""
    """Set on a TEXT of 8 or 14 digits that is more likely a barcode, but could be a card's UID: look that up next."""


def understand(text: str, origin: Origin, settings: WedgeSettings) -> Understood:
    """What a scanned text, or one typed and finished with Enter, means."""
    text = clean(text)
    prefix = settings.key_tag_prefix
    rest = text[len(prefix) :]
    if prefix and text[: len(prefix)].upper() == prefix.upper() and _is_key_number(rest, settings):
        return Understood(Meaning.KEY_TAG, rest)
    if _is_key_number(text, settings):
        return Understood(Meaning.KEY_SHOWN, text)
    if origin is Origin.TYPED:
        return Understood(Meaning.TEXT, text)
    marked, uid = _uid_of_named(text, settings.readers)
    uid = uid or _uid_in(text, settings.uid_form)
    if uid and not marked and text.isdigit() and len(text) in _BARCODE_LENGTHS:
        return Understood(Meaning.TEXT, text, uid)
    return Understood(Meaning.CARD, uid) if uid else Understood(Meaning.TEXT, text)


def _is_key_number(text: str, settings: WedgeSettings) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= settings.longest_key_number


def _uid_of_named(text: str, readers: tuple[WedgeReaderSettings, ...]) -> tuple[bool, str]:
    """The UID that the first fitting reader wrote, and whether a prefix or suffix marks it as one; else empty."""
    for reader in readers:
        uid = uid_written_by(reader, text)
        if uid:
            return bool(reader.prefix or reader.suffix), uid
    return False, ""


def uid_written_by(reader: WedgeReaderSettings, text: str) -> str:
    """The UID in the books' form, if this reader may have written the text; else empty."""
    end = len(text) - len(reader.suffix)
    if end < len(reader.prefix) or not (text.startswith(reader.prefix) and text.endswith(reader.suffix)):
        return ""
    written = text[len(reader.prefix) : end]
    if reader.length and len(written) != reader.length:
        return ""
    try:
        return normalise_uid(written, reader.form)
    except UidInvalid:
        return ""


def _uid_in(text: str, form: UidForm) -> str:
    if form in (UidForm.DECIMAL, UidForm.DECIMAL_REVERSED) and len(text) != _DECIMAL_UID_LENGTH:
        return ""
    try:
        return normalise_uid(text, form)
    except UidInvalid:
        return ""
