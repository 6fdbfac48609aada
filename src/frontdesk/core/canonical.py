"""One text for one value: the JSON that hashes and signatures are taken over."""

import hashlib
import json
from dataclasses import asdict, is_dataclass


def canonical_json(value: object) -> str:
    """JSON with sorted keys, no spaces and no escapes; the same value always gives the same text."""
    plain = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256_hex(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, as 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
