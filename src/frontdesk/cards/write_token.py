"""Giving a card its token: journalled before the card is written, and again once it was read back."""

from dataclasses import dataclass

from frontdesk.books.action import action
from frontdesk.cards.card_state import card_in_state
from frontdesk.cards.errors import TokenMoved, TokenWornOut
from frontdesk.cards.token_rules import TOKEN_SECTOR, TokenBooks
from frontdesk.cards.token_state import token_books, token_terms, write_token_event
from frontdesk.core.actor import Actor
from frontdesk.devices.tokens.layout import MOST_ISSUES
from frontdesk.devices.tokens.token import new_mark
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class WriteTokenRequest:
    """The card by its printed number."""

    key: str
    number: str


@dataclass(frozen=True, slots=True)
class PreparedToken:
    """What is to be written on which chip."""

    uid: str
    number: str
    house: int
    sector: int
    issue: int
    counter: int
    mark: str


@dataclass(frozen=True, slots=True)
class TokenWritten:
    """The card, and how often its token has been written."""

    number: str
    issue: int


def prepare_token(store: Store, actor: Actor, request: WriteTokenRequest) -> PreparedToken:
    """Say in the books what is about to be written on a card; until it is confirmed, no accident on the card counts
    against it. Raises UnknownCard, WrongState, TokenWornOut."""
    with action(store, actor, "cards.prepare_token", request, PreparedToken) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.ISSUE_CARD)
        card = card_in_state(act, request.number, "active")
        before = token_books(act.connection, card.id)
        # Prepared and never confirmed: the card may carry it or not, so the number is not used a second time.
        issue = before.issue + 1 if before is not None else 1
        if issue > MOST_ISSUES:
            raise TokenWornOut(card=card.number)
        counter = before.counter + 1 if before is not None else 1
        now = TokenBooks("writing", TOKEN_SECTOR.read(act.connection), issue, counter, new_mark())
        write_token_event(act, card, "prepared", now)
        house = token_terms(act.connection).house
        prepared = PreparedToken(card.uid, card.number, house, now.sector, issue, counter, now.mark)
        return act.finish(prepared, card.thing)


def confirm_token(store: Store, actor: Actor, request: WriteTokenRequest, prepared: PreparedToken) -> TokenWritten:
    """The card was written and read back. Raises TokenMoved when something else was prepared in the meantime."""
    with action(store, actor, "cards.write_token", request, TokenWritten) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.ISSUE_CARD)
        card = card_in_state(act, request.number, "active")
        books = token_books(act.connection, card.id)
        expected = (prepared.issue, prepared.counter, prepared.mark)
        if books is None or (books.issue, books.counter, books.mark) != expected:
            raise TokenMoved(card=card.number)
        if books.state != "writing":
            return TokenWritten(card.number, books.issue)  # a tap in between has found it on the card
        written = TokenBooks("written", books.sector, books.issue, books.counter, books.mark)
        write_token_event(act, card, "written", written)
        return act.finish(TokenWritten(card.number, books.issue), card.thing)
