"""Money is a whole number of fen; text becomes fen here and nowhere else."""

import re
import unicodedata

from frontdesk.core.errors import FrontdeskError

_AMOUNT = re.compile(r"(\d{1,8})(?:\.(\d{1,2}))?", re.ASCII)


class AmountInvalid(FrontdeskError):
    """The text is not an amount of money; ``text`` holds what was typed."""

    code = "money.invalid"


def _ascii_digit(char: str) -> str:
    # Chinese input methods type full-width digits and marks; other scripts' digits are not meant as money here.
    if "\uff01" <= char <= "\uff5e" or char == "\u3002":
        return "." if char == "\u3002" else unicodedata.normalize("NFKC", char)
    return char


def parse_amount_fen(text: str) -> int:
    """Fen meant by a typed amount such as ``12``, ``12.5`` or ``１２．５０``.

    Raises AmountInvalid for signs, exponents, separators, other scripts' digits, or more than 8 digits of yuan.
    """
    plain = "".join(_ascii_digit(char) for char in text.strip())
    match = _AMOUNT.fullmatch(plain)
    if match is None:
        raise AmountInvalid(text=text[:32])
    whole, fraction = match.group(1), match.group(2) or ""
    return int(whole) * 100 + int(fraction.ljust(2, "0"))


def yuan(fen: int) -> str:
    """Fen as a plain amount: ``-1,234.50``."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), 100)
    return f"{sign}{whole:,}.{rest:02d}"


def yuan_sign(fen: int) -> str:
    """Fen with the currency sign: ``-¥1,234.50``."""
    text = yuan(fen)
    return f"-¥{text[1:]}" if fen < 0 else f"¥{text}"


def share_fen(amount_fen: int, numerator: int, denominator: int) -> int:
    """A fraction of an amount, half a fen rounded away from zero: the program's one rounding rule."""
    product = abs(amount_fen * numerator)
    rounded = (2 * product + denominator) // (2 * denominator)
    return rounded if amount_fen * numerator >= 0 else -rounded
