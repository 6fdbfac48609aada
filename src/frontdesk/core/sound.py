"""Requests that no desk could mean, refused before anything is asked of the database."""

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from frontdesk.core.errors import FrontdeskError

MOST = 2**53
"""Beyond it a number is no amount, quantity or id, and other programs can't read it exactly."""


class NumberTooLarge(FrontdeskError):
    """A number far beyond anything a desk counts."""

    code = "number.too_large"


class TextUnreadable(FrontdeskError):
    """A text with half a character in it, which no database can store; pasted or scanned, never typed."""

    code = "text.unreadable"


class UnknownCode(FrontdeskError):
    """A code that isn't one of those the program knows, such as a kind or a reason; ``given``."""

    code = "code.unknown"


def refuse_unsound(value: Any) -> None:
    """Look through a request at any depth: numbers, texts, and fields that take one of a few codes (``Literal``).

    Raises NumberTooLarge, TextUnreadable or UnknownCode.
    """
    if isinstance(value, str):
        if not value.isascii() and any("\ud800" <= char <= "\udfff" for char in value):
            raise TextUnreadable()
    elif isinstance(value, int):
        if not -MOST <= value <= MOST:
            raise NumberTooLarge()
    elif isinstance(value, tuple):
        for each in value:
            refuse_unsound(each)
    elif is_dataclass(value) and not isinstance(value, type):
        names, codes = _fields(type(value))
        for name, known in codes.items():
            refuse_unknown(getattr(value, name), known)
        for name in names:
            refuse_unsound(getattr(value, name))


def refuse_unknown(given: str, codes: tuple[str, ...]) -> None:
    """Raise UnknownCode unless a text is one of the codes."""
    if given not in codes:
        raise UnknownCode(given=given[:24])


@cache
def _fields(request_type: Any) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """The names of a request's fields, and the codes of those that take one of a few."""
    hints = get_type_hints(request_type)
    codes = {name: get_args(hint) for name, hint in hints.items() if get_origin(hint) is Literal}
    return tuple(field.name for field in fields(request_type)), codes
