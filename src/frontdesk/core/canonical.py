"""One text for one value: the JSON that hashes and signatures are taken over."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any


def canonical_json(value: object) -> str:
    """JSON with sorted keys, no spaces and no escapes; the same value always gives the same text.

    Dataclasses, at any depth, become objects of their fields, and bytes become hex digits.
    """
    return _ENCODER.encode(value)


def sha256_hex(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, as 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    if is_dataclass(value):
        kind: Any = type(value)
        return {name: getattr(value, name) for name in _names(kind)}
    raise TypeError(type(value).__name__)


@cache
def _names(dataclass: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(dataclass))


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain)
