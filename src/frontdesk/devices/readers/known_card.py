"""How a keyboard reader writes, worked out from what it wrote for cards whose UIDs are known."""

import re
from dataclasses import dataclass

from frontdesk.core.device_settings import WedgeReaderSettings
from frontdesk.devices.readers.uid_form import UidForm
from frontdesk.devices.readers.wedge import uid_written_by

_DECIMAL_DIGITS = 10
_SHORT_BYTES = 4


@dataclass(frozen=True, slots=True)
class Writing:
    """One way in which a reader may be writing."""

    prefix: str
    suffix: str
    form: UidForm
    length: int
    """Characters between prefix and suffix; 0 for any."""

    def named(self, name: str) -> WedgeReaderSettings:
        """A reader that writes so."""
        return WedgeReaderSettings(name, self.prefix, self.suffix, self.length, self.form.value)


def writings(text: str, uid: str) -> tuple[Writing, ...]:
    """Every way in which ``text`` may stand for the card ``uid`` (upper-case hex); none, if it is of another card.

    More than one for a UID that reads the same in two byte orders, say: then a second card decides.
    """
    found: dict[Writing, None] = {}
    for form, written, length in _renderings(bytes.fromhex(uid)):
        for match in re.finditer(re.escape(written), text, re.IGNORECASE):
            prefix, suffix = text[: match.start()], text[match.end() :]
            if form in _DECIMALS and (prefix[-1:].isdigit() or suffix[:1].isdigit()):
                continue  # the middle of a longer number
            found[Writing(prefix, suffix, form, length)] = None
    return tuple(found)


def still_possible(before: tuple[Writing, ...], now: tuple[Writing, ...]) -> tuple[Writing, ...]:
    """What is left of the ways after another card."""
    return tuple(each for each in before if any(_alike(each, other) for other in now))


def clash(
    wanted: WedgeReaderSettings, others: tuple[WedgeReaderSettings, ...], text: str
) -> WedgeReaderSettings | None:
    """A reader kept already that would read ``text``, written by the wanted one, as another card; None if none."""
    uid = uid_written_by(wanted, text)
    for other in others:
        read = uid_written_by(other, text)
        if other.name != wanted.name and read and read != uid:
            return other
    return None


_DECIMALS = (UidForm.DECIMAL, UidForm.DECIMAL_REVERSED)


def _renderings(uid: bytes) -> list[tuple[UidForm, str, int]]:
    """What a reader of each form writes for a UID; and how long that always is, 0 where UIDs differ in it."""
    found = [(UidForm.HEX, uid.hex(), 0), (UidForm.HEX_REVERSED, uid[::-1].hex(), 0)]
    if len(uid) != _SHORT_BYTES:
        return found
    for form, data in ((UidForm.DECIMAL, uid), (UidForm.DECIMAL_REVERSED, uid[::-1])):
        number = str(int.from_bytes(data, "big"))
        found.append((form, number.zfill(_DECIMAL_DIGITS), _DECIMAL_DIGITS))
        if len(number) < _DECIMAL_DIGITS:
            found.append((form, number, 0))
    return found


def _alike(one: Writing, other: Writing) -> bool:
    return (one.prefix, one.suffix, one.form) == (other.prefix, other.suffix, other.form) and (
        one.length == other.length or 0 in (one.length, other.length)
    )
