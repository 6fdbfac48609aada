"""``frontdesk card read``: what a tapped card is."""

import argparse
import json
import sys

from frontdesk.app.open_database import exists, find_place, opened
from frontdesk.cards.queries import by_uid
from frontdesk.cards.token_words import token_of
from frontdesk.core.i18n import t
from frontdesk.devices.cards import CardPresented, CardUnreadable, ReaderCondition, ReaderEvent, ReaderState
from frontdesk.devices.identify import card_record, reader_words, unreadable_words, wait_for_card
from frontdesk.devices.readers.reader import CardReader
from frontdesk.members.queries import person

DEFAULT_WAIT_S = 10.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``read`` with how long to wait."""
    parser.add_argument("what", choices=("read",), help=t("app.card.read"))
    parser.add_argument("--wait", type=float, default=DEFAULT_WAIT_S, metavar="S", help=t("app.card.wait"))
    parser.add_argument("--json", action="store_true", help=t("app.card.json"))


def run(arguments: argparse.Namespace) -> int:
    """Print the card's UID, kind and holder; 1 when no card came in time."""
    tokens: list[str | None] = []
    card = wait_for_card(
        arguments.wait, on_event=_say_why, then=lambda reader, card: tokens.append(_token(arguments, reader, card))
    )
    if card is None:
        print(t("app.card.none"), file=sys.stderr)
        return 1
    facts = card_record(card, token=tokens[0], member=_holder(arguments, card))
    if arguments.json:
        print(json.dumps(facts, ensure_ascii=False))
    else:
        for name, value in facts.items():
            print(f"{name}: {value if value is not None else '-'}")
    return 0


def _say_why(event: ReaderEvent) -> None:
    words: tuple[str, str] | None = None
    if isinstance(event, ReaderState) and event.condition is not ReaderCondition.READY:
        words = reader_words(event)
    elif isinstance(event, CardUnreadable):
        words = unreadable_words(event)
    if words is not None:
        print(*words, sep="\n", file=sys.stderr)


def _holder(arguments: argparse.Namespace, card: CardPresented) -> str | None:
    """The holder's member number, where there is a database that knows the card."""
    place = find_place(arguments.data, arguments.db)
    if not exists(place):
        return None
    with opened(place) as store, store.read() as connection:
        found = by_uid(connection, card.uid)
        if found is None or found.person_id is None:
            return None
        return person(connection, found.person_id).number


def _token(arguments: argparse.Namespace, reader: CardReader, card: CardPresented) -> str | None:
    """What the card's token says, where this computer has the key to read it."""
    place = find_place(arguments.data, arguments.db)
    if not exists(place):
        return None
    with opened(place) as store:
        return token_of(store, reader, card)
