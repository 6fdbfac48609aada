"""What may be typed about a person and a contract, made ready to store."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from frontdesk.core.canonical import canonical_json
from frontdesk.core.text import TextTooLong, clean, field
from frontdesk.members.errors import DayInvalid, NameMissing, PhoneInvalid, ReasonMissing, SexInvalid

NAME_LENGTH = 60
REMARK_LENGTH = 500
REASON_LENGTH = 200
STROKES_LENGTH = 50_000
_PHONE = re.compile(r"\+?\d{5,15}", re.ASCII)
_CHINESE_MOBILE = re.compile(r"(?:\+?86)(1[3-9]\d{9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class PersonFields:
    """What is typed about a person; ``sex`` is ``m``, ``f`` or empty (ask), the phone may be empty."""

    name: str
    sex: str = ""
    phone: str = ""
    remark: str = ""
    consultant_id: int | None = None


def checked(typed: PersonFields) -> PersonFields:
    """The fields ready to store. Raises the errors of ``fields``."""
    return PersonFields(
        name=name(typed.name),
        sex=sex(typed.sex),
        phone=phone(typed.phone),
        remark=remark(typed.remark),
        consultant_id=typed.consultant_id,
    )


def version_text(person: PersonFields) -> str:
    """The text that a version of a person's record is committed to by."""
    return canonical_json(person)


def name(text: str) -> str:
    """A person's name, kept as typed but for spaces around it. Raises NameMissing or the errors of ``text.field``."""
    found = " ".join(field(text, NAME_LENGTH).split())
    if not found:
        raise NameMissing()
    return found


def sex(text: str) -> str:
    """``m``, ``f`` or empty. Raises SexInvalid."""
    if text not in ("m", "f", ""):
        raise SexInvalid()
    return text


def phone(text: str) -> str:
    """A phone number's digits, a foreign one with its ``+``; spaces, hyphens and 86 are taken off; may be empty.

    Raises PhoneInvalid.
    """
    plain = re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", text))
    if not plain:
        return ""
    mobile = _CHINESE_MOBILE.fullmatch(plain)
    plain = mobile.group(1) if mobile else plain
    if not _PHONE.fullmatch(plain):
        raise PhoneInvalid(phone=field(text[:40], 40))
    return plain


def remark(text: str) -> str:
    """A free remark, possibly empty."""
    return field(text, REMARK_LENGTH)


def reason(text: str) -> str:
    """A reason, which must be given. Raises ReasonMissing."""
    found = field(text, REASON_LENGTH)
    if not found:
        raise ReasonMissing()
    return found


def strokes(text: str) -> str:
    """A signature as pen strokes; no card number is looked for, since coordinates pass for one. Raises TextTooLong."""
    found = clean(text)
    if len(found) > STROKES_LENGTH:
        raise TextTooLong(limit=STROKES_LENGTH)
    return found


def day(text: str) -> date:
    """A calendar day of the form ``2026-11-23``. Raises DayInvalid."""
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as error:
        raise DayInvalid(day=text[:20]) from error
