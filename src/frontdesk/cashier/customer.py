"""Whom a receipt is for: found by person, visit, key tag or card, with what the pay panel needs to know."""

from dataclasses import dataclass

from sqlalchemy import Connection

from frontdesk.books.dues import OpenDue, outstanding
from frontdesk.books.ledger import units_of
from frontdesk.cards.queries import CardRecord, by_number, by_uid
from frontdesk.cashier.member_price import has_member_price
from frontdesk.core.clock import Clock
from frontdesk.core.text import clean
from frontdesk.custody.queries import holder_of, things_at
from frontdesk.keys.queries import Key, key_by_code, key_by_tag
from frontdesk.members.queries import person
from frontdesk.members.search import holder_of_key
from frontdesk.stock.queries import GoodsRow, articles, by_barcode


@dataclass(frozen=True, slots=True)
class Customer:
    """A member, or a day guest by the visit alone; ``drinks`` are prepaid pieces left by sku (G18)."""

    person_id: int | None
    name: str
    number: str
    member_price: bool
    balance_fen: int
    visit_id: int | None
    key_code: str
    drinks: tuple[tuple[str, int], ...]
    dues: tuple[OpenDue, ...]

    @property
    def owed_fen(self) -> int:
        """Everything still owed."""
        return sum(due.open_fen for due in self.dues)

    def dues_now(self, business_day: str) -> tuple[OpenDue, ...]:
        """The dues that are to be paid by now, not those of later instalments."""
        return tuple(due for due in self.dues if due.due_on is None or due.due_on <= business_day)


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan turned out to be: goods, somebody, or (neither) nothing known."""

    goods: GoodsRow | None = None
    customer: Customer | None = None


def customer(
    connection: Connection,
    clock: Clock,
    *,
    person_id: int | None = None,
    visit_id: int | None = None,
    key_code: str = "",
) -> Customer:
    """Somebody by person, by visit, or both. Raises UnknownPerson."""
    if person_id is None and key_code:
        person_id = _owner_of_tray(connection, key_code) or holder_of_key(connection, key_code)
    card = person(connection, person_id) if person_id is not None else None
    units = units_of(connection, person_id) if person_id is not None else {}
    return Customer(
        person_id,
        card.name if card else "",
        card.number if card else "",
        person_id is not None and has_member_price(connection, person_id, clock),
        units.get("CNY", 0),
        visit_id,
        key_code,
        tuple((unit.removeprefix("drink:"), left) for unit, left in units.items() if unit.startswith("drink:")),
        tuple(outstanding(connection, person_id=person_id, visit_id=visit_id)),
    )


def customer_with_card(connection: Connection, clock: Clock, uid: str) -> Customer | None:
    """The holder of a card, with the key of the visit if one is known; None for an unknown card."""
    return _of_card(connection, clock, by_uid(connection, uid))


def scanned(connection: Connection, clock: Clock, text: str, key_prefix: str) -> Scanned:
    """What was scanned: an article's barcode, a key tag, or a card's number or chip."""
    text = clean(text)
    goods = by_barcode(connection, text)
    if goods is not None:
        return Scanned(goods=goods)
    key = key_by_tag(connection, text) or _prefixed_key(connection, text, key_prefix)
    if key is not None and key.visit_id is not None:
        return Scanned(customer=customer(connection, clock, visit_id=key.visit_id, key_code=key.code))
    card = by_number(connection, text) or by_uid(connection, text.upper())
    return Scanned(customer=_of_card(connection, clock, card))


def drinks_of(connection: Connection, found: Customer) -> dict[str, GoodsRow]:
    """The articles somebody has prepaid."""
    return articles(connection, [sku for sku, _ in found.drinks]) if found.drinks else {}


def _prefixed_key(connection: Connection, text: str, key_prefix: str) -> Key | None:
    if not key_prefix or not text.upper().startswith(key_prefix.upper()):
        return None
    return key_by_code(connection, text[len(key_prefix) :])


def _of_card(connection: Connection, clock: Clock, card: CardRecord | None) -> Customer | None:
    if card is None or card.person_id is None:
        return None
    tray = holder_of(connection, f"card/{card.number}") or ""
    key = key_by_code(connection, tray.removeprefix("tray/")) if tray.startswith("tray/") else None
    return customer(
        connection,
        clock,
        person_id=card.person_id,
        visit_id=key.visit_id if key else None,
        key_code=key.code if key else "",
    )


def _owner_of_tray(connection: Connection, key_code: str) -> int | None:
    for thing in things_at(connection, f"tray/{key_code}"):
        card = by_number(connection, thing.removeprefix("card/"))
        if card is not None:
            return card.person_id
    return None
