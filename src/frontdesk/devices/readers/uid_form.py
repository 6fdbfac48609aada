"""The ways keyboard readers write a UID, brought to the one way the books keep it: hex in the card's own order."""

import re
from enum import StrEnum

from frontdesk.core.errors import FrontdeskError

UID_BYTE_LENGTHS = (4, 7, 8, 10)
"""ISO 14443-3 single, double and triple size; 8 is FeliCa and ISO 15693."""
_SHORT_BYTES = 4
_SEPARATORS = re.compile(r"[\s:.-]+")


class UidForm(StrEnum):
    """How a reader writes a UID; a setting of each reader."""

    HEX = "hex"
    """Hex digits in the card's order, of any UID length."""
    HEX_REVERSED = "hex-reversed"
    """Hex digits, last byte first."""
    DECIMAL = "decimal"
    """The first four bytes as one number, usually ten digits with leading zeros."""
    DECIMAL_REVERSED = "decimal-reversed"
    """The same number made from the bytes last byte first (the commonest keyboard reader)."""


class UidInvalid(FrontdeskError):
    """``text`` is no UID in the form ``form``."""

    code = "devices.uid_invalid"


def normalise_uid(text: str, form: UidForm | str = UidForm.HEX) -> str:
    """A UID as upper-case hex in the card's own order, from what a reader of this form wrote. Raises UidInvalid."""
    form = UidForm(form)
    bare = _SEPARATORS.sub("", text)
    if not bare.isascii():
        raise UidInvalid(text=text, form=form.value)
    if form in (UidForm.DECIMAL, UidForm.DECIMAL_REVERSED):
        data = _decimal_bytes(bare)
    else:
        data = _hex_bytes(bare)
    if data is None:
        raise UidInvalid(text=text, form=form.value)
    if form in (UidForm.HEX_REVERSED, UidForm.DECIMAL_REVERSED):
        data = data[::-1]
    return data.hex().upper()


def _hex_bytes(bare: str) -> bytes | None:
    if not re.fullmatch(r"[0-9A-Fa-f]+", bare) or len(bare) % 2 or len(bare) // 2 not in UID_BYTE_LENGTHS:
        return None
    return bytes.fromhex(bare)


def _decimal_bytes(bare: str) -> bytes | None:
    if not re.fullmatch(r"[0-9]{1,10}", bare):
        return None
    number = int(bare)
    return number.to_bytes(_SHORT_BYTES, "big") if 0 < number < 1 << (8 * _SHORT_BYTES) else None
