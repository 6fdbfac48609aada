"""What the house says of itself to customers; settings of the business, read in the background."""

from dataclasses import dataclass

from frontdesk.books.policies import Policy, read_together
from frontdesk.printing.look import read_look
from frontdesk.store.store import Store

COURTESY_ZH = Policy("display.courtesy_zh", "")
"""A courtesy line for the customer's window and pole; empty for the usual welcome."""
COURTESY_EN = Policy("display.courtesy_en", "")
OPENING_HOURS = Policy("display.hours", "")
"""Opening hours on the idle window, such as ``6:30 – 22:30``; empty for none."""


@dataclass(frozen=True, slots=True)
class HouseSign:
    """Name, courtesy line, hours and logo (a PNG as slips have it), in the language that customers are spoken to."""

    language: str = "zh"
    house: str = ""
    courtesy: str = ""
    hours: str = ""
    logo: bytes = b""


def read_sign(store: Store) -> HouseSign:
    """The present sign."""
    with store.read() as connection:
        zh, en, hours = read_together(connection, COURTESY_ZH, COURTESY_EN, OPENING_HOURS)
        look = read_look(connection)
    return HouseSign(look.language, look.house, en if look.language == "en" else zh, hours, look.logo)
