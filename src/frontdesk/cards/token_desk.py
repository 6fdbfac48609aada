"""Tokens at one counter: between its card readers and the books. Everything here waits for a card: never call it in
the window's thread."""

import uuid
from collections.abc import Callable
from concurrent.futures import TimeoutError as NoAnswer
from dataclasses import dataclass
from time import sleep
from typing import Any

from sqlalchemy import Connection

from frontdesk.cards.count_token import TokenSeenRequest, note_token
from frontdesk.cards.errors import NoReaderForTokens, TokenUnreadable
from frontdesk.cards.master_key import MasterKeyRequest, keys_here, make_master_key
from frontdesk.cards.queries import CardRecord, by_uid
from frontdesk.cards.token_rules import OFF, TOKENS, TokenBooks, TokenTerms, Verdict, before_reading, judge
from frontdesk.cards.token_state import token_books, token_terms
from frontdesk.cards.write_token import PreparedToken, TokenWritten, WriteTokenRequest, confirm_token, prepare_token
from frontdesk.core.actor import Actor
from frontdesk.devices.cards import CardKind, CardPresented
from frontdesk.devices.readers.reader import CardReader
from frontdesk.devices.readers.session import CardPulled, CardRefused, Work
from frontdesk.devices.tokens.keys import TokenKeys
from frontdesk.devices.tokens.layout import Count, Identity
from frontdesk.devices.tokens.token import (
    CardMoved,
    TokenReading,
    TokenUnwritten,
    new_mark,
    read_token,
    write_count,
    write_token,
)
from frontdesk.store.store import Store

PATIENCE_S = 4.0
"""How long a reader may take; a whole token is written in some 0.2 s."""
_WRITABLE = frozenset({CardKind.MIFARE_CLASSIC_1K, CardKind.MIFARE_CLASSIC_4K, CardKind.MIFARE_PLUS, CardKind.UNKNOWN})
AGAIN_AFTER_S = 0.5
"""After which a card that was gone is looked for once more."""
Inside = Callable[[Connection, int], bool]
"""Whether a person is in the house: then a tap is no arrival."""


@dataclass(frozen=True, slots=True)
class TokenTap:
    """What a tap's token came to; ``counter`` and ``mark`` are on the card by now and go into the books with the
    arrival, 0 when nothing was written."""

    uid: str
    verdict: Verdict
    card_number: str = ""
    counter: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    terms: TokenTerms
    card: CardRecord | None = None
    books: TokenBooks | None = None
    inside: bool = False


class TokenDesk:
    """Checks and writes the tokens of cards that lie on this counter's readers."""

    def __init__(self, store: Store, reader: CardReader, inside: Inside, again_after_s: float = AGAIN_AFTER_S) -> None:
        self._store = store
        self._reader = reader
        self._inside = inside
        self._again_after_s = again_after_s
        self._keys: TokenKeys | None = None
        self._last: dict[str, CardPresented] = {}

    def saw(self, card: CardPresented) -> None:
        """A card was laid on a reader; kept so that a form that knows its UID can have it written."""
        self._last = {card.uid: card}

    def wanted(self) -> bool:
        """Whether this house writes tokens."""
        with self._store.read() as connection:
            return TOKENS.read(connection) != OFF

    def saw_last(self, uid: str) -> bool:
        """Whether this card was the last one laid on a reader."""
        return uid in self._last

    def can_write(self, uid: str) -> bool:
        """Whether a card is of a kind that takes a token, as far as a reader has seen it."""
        seen = self._last.get(uid)
        return seen is None or seen.kind in _WRITABLE

    def forget_keys(self) -> None:
        """The master key was restored: read it anew."""
        self._keys = None

    def check(self, actor: Actor, card: CardPresented) -> TokenTap:
        """Read a tapped card's token and, unless its holder is in the house, count it on.

        One write for each tap that may become an arrival. What isn't simply fine is in the books before this returns:
        a card that is one ahead is followed, a false one refused and blocked. Raises what the books and the keyring
        raise.
        """
        found = self._try(actor, card)
        if found.verdict is Verdict.PULLED:
            # Lifted and laid down again between two looks of the driver (0.4 s) it is no new card to anybody.
            sleep(self._again_after_s)
            found = self._try(actor, card)
        return found

    def _try(self, actor: Actor, card: CardPresented) -> TokenTap:
        known = self._known(card.uid)
        tap = TokenTap(card.uid, Verdict.NOT_ASKED, known.card.number if known.card is not None else "")
        if known.card is None or known.card.state != "active" or card.uid_is_random:
            return tap
        early = before_reading(known.books, known.terms)
        if early is not None:
            return _with(tap, early)
        keys = self._have_keys()
        if keys is None:
            return _with(tap, Verdict.UNABLE)
        try:
            return self._check(actor, card, known.card, known, keys)
        except (CardPulled, CardMoved, TokenUnwritten, CardRefused, NoAnswer):
            return _with(tap, Verdict.PULLED)

    def write(self, actor: Actor, number: str, uid: str) -> TokenWritten:
        """Write a card's token: prepare in the books, write and read back, confirm in the books.

        Raises NoReaderForTokens, TokenUnreadable when the card was taken away (to be tried again), SectorInUse,
        and what ``prepare_token`` raises.
        """
        make_master_key(self._store, actor, MasterKeyRequest(uuid.uuid4().hex))
        keys = self._have_keys()
        presented = self._last.get(uid)
        if presented is None or keys is None:
            raise NoReaderForTokens()
        prepared = prepare_token(self._store, actor, WriteTokenRequest(uuid.uuid4().hex, number))
        if prepared.uid != uid:
            raise NoReaderForTokens()
        self._write(presented, keys, prepared)
        return confirm_token(self._store, actor, WriteTokenRequest(uuid.uuid4().hex, number), prepared)

    def _write(self, presented: CardPresented, keys: TokenKeys, prepared: PreparedToken) -> None:
        identity = Identity(prepared.house, prepared.issue, prepared.number)
        count = Count(prepared.counter, prepared.mark)
        try:
            self._with_card(presented, lambda session: write_token(session, keys, prepared.sector, identity, count))
        except (CardPulled, TokenUnwritten, NoAnswer) as error:
            raise TokenUnreadable(card=prepared.number) from error
        except CardRefused as refused:
            if refused.data["what"] == "load_key":
                raise NoReaderForTokens() from refused
            raise TokenUnreadable(card=prepared.number) from refused

    def _check(self, actor: Actor, card: CardPresented, record: CardRecord, known: _Known, keys: TokenKeys) -> TokenTap:
        assert known.books is not None
        sector, books = known.books.sector, known.books
        reading = self._with_card(card, lambda session: read_token(session, keys, sector))
        verdict = judge(reading, books, known.terms)
        counter = books.counter
        tap = TokenTap(card.uid, verdict, record.number)
        if verdict not in (Verdict.FINE, Verdict.NOT_ASKED):
            seen = note_token(self._store, actor, _seen(record.number, reading), reading)
            tap, counter = _with(tap, Verdict(seen.verdict)), seen.counter
        if tap.verdict not in (Verdict.FINE, Verdict.LATE) or known.inside:
            return tap
        count = Count(counter + 1, new_mark())
        self._with_card(card, lambda session: write_count(session, keys, sector, reading, count))
        return TokenTap(tap.uid, tap.verdict, tap.card_number, count.counter, count.mark)

    def _known(self, uid: str) -> _Known:
        with self._store.read() as connection:
            if TOKENS.read(connection) == OFF:
                return _Known(TokenTerms(OFF, 0))
            terms, card = token_terms(connection), by_uid(connection, uid)
            if card is None or card.person_id is None:
                return _Known(terms)
            books = token_books(connection, card.id)
            return _Known(terms, card, books, self._inside(connection, card.person_id))

    def _have_keys(self) -> TokenKeys | None:
        # The keyring answers over a message bus: too slow to be asked at every tap.
        if self._keys is None:
            self._keys = keys_here(self._store)
        return self._keys

    def _with_card(self, card: CardPresented, work: Work[Any]) -> Any:
        return self._reader.with_card(card.reader, card.uid, work).result(PATIENCE_S)


def _seen(number: str, reading: TokenReading) -> TokenSeenRequest:
    identity, count = reading.identity, reading.count
    return TokenSeenRequest(
        uuid.uuid4().hex,
        number,
        reading.found.value,
        identity.issue if identity is not None else None,
        count.counter if count is not None else None,
        count.mark if count is not None else "",
    )


def _with(tap: TokenTap, verdict: Verdict) -> TokenTap:
    return TokenTap(tap.uid, verdict, tap.card_number)
