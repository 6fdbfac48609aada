"""What a card's token says, for ``frontdesk card read``."""

from concurrent.futures import TimeoutError as NoAnswer

from frontdesk.cards.errors import MasterKeyMissing, MasterKeyOther
from frontdesk.cards.master_key import keys_here
from frontdesk.cards.queries import by_uid
from frontdesk.cards.token_rules import TOKEN_SECTOR
from frontdesk.cards.token_state import token_books
from frontdesk.devices.cards import CardPresented
from frontdesk.devices.readers.reader import CardReader
from frontdesk.devices.readers.session import CardPulled, CardRefused
from frontdesk.devices.tokens.layout import VERSION
from frontdesk.devices.tokens.token import Found, TokenReading, read_token
from frontdesk.store.store import Store

_PATIENCE_S = 4.0


def token_of(store: Store, reader: CardReader, card: CardPresented) -> str | None:
    """A stable line such as ``v1 card=1011 issue=2 count=17``, or what is wrong: ``closed``, ``false``, ``newer``,
    ``no_count``. None for a card without a token, and where this computer can't read it. Nothing is written."""
    with store.read() as connection:
        found = by_uid(connection, card.uid)
        books = token_books(connection, found.id) if found is not None else None
        sector = books.sector if books is not None else TOKEN_SECTOR.read(connection)
    try:
        keys = keys_here(store)
        if keys is None:
            return None
        work = reader.with_card(card.reader, card.uid, lambda session: read_token(session, keys, sector))
        return _line(work.result(_PATIENCE_S), bool(books))
    except (MasterKeyMissing, MasterKeyOther, CardPulled, CardRefused, NoAnswer):
        return None


def _line(reading: TokenReading, expected: bool) -> str | None:
    if reading.identity is not None and reading.count is not None:
        identity = reading.identity
        return f"v{VERSION} card={identity.number} issue={identity.issue} count={reading.count.counter}"
    if reading.found in (Found.BLANK, Found.UNABLE) or (reading.found is Found.CLOSED and not expected):
        return None
    return reading.found.value
