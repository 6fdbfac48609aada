"""Text typed by people, made safe to store, show and print."""

import re
import unicodedata
from collections.abc import Iterator

from frontdesk.core.errors import FrontdeskError

_ZERO_WIDTH_JOINER = "\u200d"
_DIGIT_GROUPS = re.compile(r"\d+(?:[ -]\d+)*", re.ASCII)
_CARD_DIGITS = range(13, 20)


class TextTooLong(FrontdeskError):
    """More characters than the field holds; ``limit`` says how many fit."""

    code = "text.too_long"


class CardNumberRefused(FrontdeskError):
    """The text holds what looks like a bank card number, which is never stored."""

    code = "text.card_number"


def clean(text: str) -> str:
    """The text without control, surrogate and direction characters and without what is no character at all (U+FFFE at
    its head would make a window read it byte-swapped), otherwise as typed (ZWJ is kept for emoji)."""
    return "".join(c for c in text if c == _ZERO_WIDTH_JOINER or _is_text(c)).strip()


def _is_text(char: str) -> bool:
    code = ord(char)
    is_noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return not is_noncharacter and unicodedata.category(char) not in ("Cc", "Cf", "Cs")


def contains_card_number(text: str) -> bool:
    """Whether 13 to 19 digits in the text pass the Luhn check of ISO/IEC 7812, in groups or whatever stands beside."""
    return len(text) >= _CARD_DIGITS.start and any(
        _luhn(digits)
        for run in _DIGIT_GROUPS.finditer(text if text.isascii() else _plain_digits(text))
        for digits in _joined(re.split("[ -]", run.group()))
        if len(digits) in _CARD_DIGITS
    )


def field(text: str, limit: int) -> str:
    """A typed text ready to store. Raises TextTooLong or CardNumberRefused."""
    cleaned = clean(text)
    if len(cleaned) > limit:
        raise TextTooLong(limit=limit)
    if contains_card_number(cleaned):
        raise CardNumberRefused()
    return cleaned


def _plain_digits(text: str) -> str:
    """The text with every script's digits, full-width ones first of all, and spaces and dashes as plain ones."""
    return "".join(
        " " if char.isspace() else "-" if unicodedata.category(char) == "Pd" else str(unicodedata.decimal(char, char))
        for char in text
    )


def _joined(groups: list[str]) -> Iterator[str]:
    """Neighbouring groups of digits taken together, as many as a card number may have."""
    for first in range(len(groups)):
        digits = ""
        for group in groups[first:]:
            digits += group
            if len(digits) >= _CARD_DIGITS.stop:
                break
            yield digits


def _luhn(digits: str) -> bool:
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
