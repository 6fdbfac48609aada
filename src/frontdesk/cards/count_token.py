"""What the books write of a token at a tap: counted on, followed, refused."""

from dataclasses import dataclass, replace
from typing import Any

from frontdesk.books.action import Action, action
from frontdesk.cards.card_state import card_in_state, set_state
from frontdesk.cards.errors import TokenMoved, TokenNotShown
from frontdesk.cards.queries import CardRecord
from frontdesk.cards.token_rules import OFF, REQUIRED, TOKENS, TokenBooks, Verdict, judge
from frontdesk.cards.token_state import token_books, token_terms, write_token_event
from frontdesk.core.actor import Actor
from frontdesk.core.i18n import t
from frontdesk.devices.tokens.token import TokenReading
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class TokenSeenRequest:
    """A card was read and is not simply fine: its number, and what the card said."""

    key: str
    number: str
    found: str
    issue: int | None = None
    counter: int | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class TokenSeen:
    """What came of it, as a Verdict, and the count in the books afterwards."""

    verdict: str
    counter: int = 0
    mark: str = ""


def note_token(store: Store, actor: Actor, request: TokenSeenRequest, reading: TokenReading) -> TokenSeen:
    """Let the books follow a card that is one ahead, or refuse and where it must be block one that is false.

    The verdict is found anew on what the books say now: another counter may have been quicker.
    """
    with action(store, actor, "cards.token", request, TokenSeen) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.HAND_OUT_KEY)
        card = card_in_state(act, request.number, "active", "blocked", "lost")
        books = token_books(act.connection, card.id)
        verdict = judge(reading, books, token_terms(act.connection))
        if books is None or verdict in (Verdict.NOT_ASKED, Verdict.FINE):
            known = books or TokenBooks("", 0, 0, 0, "")
            return TokenSeen(verdict.value, known.counter, known.mark)
        if verdict is Verdict.LATE:
            assert reading.identity is not None and reading.count is not None
            issue, counter, mark = reading.identity.issue, reading.count.counter, reading.count.mark
            now = TokenBooks("written", books.sector, issue, counter, mark)
            write_token_event(act, card, "followed", now)
            return act.finish(TokenSeen(verdict.value, counter, mark), card.thing)
        _refuse(act, card, books, verdict, reading)
        return act.finish(TokenSeen(verdict.value, books.counter, books.mark), card.thing)


def count_on(act: Action[Any], card: CardRecord, counter: int, mark: str) -> None:
    """Take what was written on a card at this tap into the books, as part of an arrival; 0 when it was not read.

    Raises TokenMoved when another counter was quicker, and TokenNotShown where a token had to be.
    """
    policy = TOKENS.read(act.connection)
    if policy == OFF:
        return
    books = token_books(act.connection, card.id)
    if not counter:
        # A card that has a token is only taken for itself by it: its number or UID can be typed, scanned and copied.
        if policy == REQUIRED or (books is not None and books.state in ("written", "suspect")):
            raise TokenNotShown(card=card.number)
        return
    if books is None or books.state != "written":
        raise TokenMoved(card=card.number)
    if (books.counter, books.mark) == (counter, mark):
        return  # the books have followed in the meantime, when the card was laid on once more
    if books.counter + 1 != counter:
        raise TokenMoved(card=card.number)
    write_token_event(act, card, "advanced", replace(books, counter=counter, mark=mark))


def _refuse(act: Action[Any], card: CardRecord, books: TokenBooks, verdict: Verdict, reading: TokenReading) -> None:
    now = replace(books, state="suspect") if verdict.blocks else books
    write_token_event(act, card, "refused", now, verdict.value, reading)
    if verdict.blocks and card.state == "active":
        set_state(act, card, "blocked", "blocked", t(f"cards.token.{verdict.value}"))
