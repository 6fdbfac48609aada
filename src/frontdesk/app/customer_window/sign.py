"""What the house says of itself to customers; settings of the business, read in the background."""

from dataclasses import dataclass

from frontdesk.books.policies import Policy, read_together
from frontdesk.printing.house import HOUSE_NAME, PRINT_LANGUAGE
from frontdesk.store.store import Store

COURTESY_ZH = Policy("display.courtesy_zh", "")
"""A courtesy line for the customer's window and pole; empty for the usual welcome."""
COURTESY_EN = Policy("display.courtesy_en", "")
OPENING_HOURS = Policy("display.hours", "")
"""Opening hours on the idle window, such as ``6:30 – 22:30``; empty for none."""


@dataclass(frozen=True, slots=True)
class HouseSign:
    """Name, courtesy line and hours, in the language that customers are spoken to."""

    language: str = "zh"
    house: str = ""
    courtesy: str = ""
    hours: str = ""


def read_sign(store: Store) -> HouseSign:
    """The present sign."""
    with store.read() as connection:
        language, house, zh, en, hours = read_together(
            connection, PRINT_LANGUAGE, HOUSE_NAME, COURTESY_ZH, COURTESY_EN, OPENING_HOURS
        )
    return HouseSign(language, house, en if language == "en" else zh, hours)
