"""How the house's slips look: logo, lines at the head, what is left out; business settings, kept simple."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection

from frontdesk.books.policies import Policy, read_together
from frontdesk.printing.house import HOUSE_NAME, PRINT_LANGUAGE, RECEIPT_FOOTER
from frontdesk.printing.slip import Barcode, Element, Feed, Image, Qr, Text

SLIP_LOGO = Policy("slip.logo", "")
"""A PNG in base64, as ``printing.logo`` makes it; empty for none."""
SLIP_HEADER = Policy("slip.header", "")
"""A line below the house's name, such as its address; empty for none."""
SLIP_PHONE = Policy("slip.phone", "")
"""Another, such as a telephone number."""
SLIP_HIDDEN = Policy("slip.hidden", "barcode")
"""The parts left out, of PARTS, with commas between."""
SLIP_QR = Policy("slip.qr", "")
"""What a QR code at the foot says, such as the address of the house's page; empty for none."""

PARTS = ("clerk", "member", "key", "balance", "barcode")
"""What may be left out. Number, time, lines, tenders and the journal's mark never are: they make it a receipt."""


@dataclass(frozen=True, slots=True)
class SlipLook:
    """The settings above, read together; ``language`` is that of the slips, ``logo`` a PNG or empty."""

    language: str = "zh"
    house: str = ""
    footer: str = ""
    logo: bytes = b""
    header: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    qr: str = ""

    def shows(self, part: str) -> bool:
        """Whether a part is printed."""
        return part not in self.hidden


PLAIN = SlipLook()
"""Nothing of the house on it."""


def read_look(connection: Connection) -> SlipLook:
    """How slips look now; one query."""
    policies = (
        PRINT_LANGUAGE,
        HOUSE_NAME,
        RECEIPT_FOOTER,
        SLIP_LOGO,
        SLIP_HEADER,
        SLIP_PHONE,
        SLIP_HIDDEN,
        SLIP_QR,
    )
    return look_of(*read_together(connection, *policies))


@lru_cache(maxsize=8)
def look_of(
    language: str, house: str, footer: str, logo: str, header: str, phone: str, hidden: str, qr: str
) -> SlipLook:
    """The look that these values make; a logo that is no base64 is none."""
    # Kept: this is asked for in every sale's transaction.
    return SlipLook(
        language=language,
        house=house,
        footer=footer,
        logo=_decoded(logo),
        header=tuple(line for line in (header, phone) if line),
        hidden=frozenset(hidden.split(",")) & frozenset(PARTS),
        qr=qr,
    )


def head_of(look: SlipLook) -> list[Element]:
    """The slip's first lines: logo, name, address."""
    found: list[Element] = []
    if look.logo:
        found.append(Image(look.logo))
    if look.house:
        found.append(Text(look.house, align="center", bold=True, size="tall"))
    found += (Text(line, align="center") for line in look.header)
    return found


def foot_of(look: SlipLook, number: str) -> list[Element]:
    """The codes and the line at the foot; ``number`` is what the barcode says."""
    found: list[Element] = []
    if look.shows("barcode") and number:
        found += [Feed(), Barcode(number)]
    if look.qr:
        found += [Feed(), Qr(look.qr)]
    if look.footer:
        found.append(Text(look.footer, align="center"))
    return found


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
