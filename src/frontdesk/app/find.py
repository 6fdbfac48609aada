"""What the search box and a scan find: members, keys, goods, cards."""

from collections.abc import Sequence

from sqlalchemy import Connection

from frontdesk.app.window.model import SearchRow
from frontdesk.cards.queries import CardRecord, by_number, by_uid
from frontdesk.core.i18n import language, t
from frontdesk.core.money import yuan_sign
from frontdesk.devices.readers.wedge import Meaning, Origin, Understood, WedgeSettings, understand
from frontdesk.keys.queries import key_by_code, key_by_tag
from frontdesk.members.search import Hit, find
from frontdesk.stock.queries import find_goods
from frontdesk.store.store import Store

SEARCH_ROWS = 8


def search(store: Store, text: str) -> list[SearchRow]:
    """Members by anything they are known by, a key by its number, goods by name or barcode."""
    with store.read() as connection:
        rows = [_key_row(connection, text)]
        rows += [_member_row(hit) for hit in find(connection, text, SEARCH_ROWS)]
        if len(rows) < SEARCH_ROWS:
            rows += _goods_rows(connection, text)
    return [row for row in rows if row is not None][:SEARCH_ROWS]


def route_scan(store: Store, text: str, wedge: WedgeSettings) -> SearchRow | None:
    """Where a scan leads that no page used: a key, a card's holder, an article."""
    said = understand(text, Origin.SCANNED, wedge)
    with store.read() as connection:
        key = key_by_tag(connection, text.strip())
        if key is None and said.meaning in (Meaning.KEY_TAG, Meaning.KEY_SHOWN):
            key = key_by_code(connection, said.value)
        if key is not None:
            return SearchRow(key.code, icon="keys", page="reception", args={"key_code": key.code})
        # A text that is more likely a barcode is one, unless no article has it and a card's chip does.
        goods = _goods_rows(connection, text) if said.meaning is Meaning.TEXT else ()
        if len(goods) == 1:
            return goods[0]
        card = _card_meant(connection, said)
    if card is not None and card.person_id is not None:
        args = {"person_id": card.person_id, "card_number": card.number}
        return SearchRow(card.number, icon="card", page="members", args=args)
    return None


def _card_meant(connection: Connection, said: Understood) -> CardRecord | None:
    uid = said.value if said.meaning is Meaning.CARD else said.possible_uid
    return (by_uid(connection, uid) if uid else None) or by_number(connection, said.value)


def _member_row(hit: Hit) -> SearchRow:
    known = [hit.number, t("app.search.card", number=hit.card_number) if hit.card_number else ""]
    known.append(t("app.search.phone", tail=hit.phone_tail) if hit.phone_tail else "")
    note = " · ".join(part for part in known if part)
    return SearchRow(hit.name, note, hit.key_code, "user", "members", {"person_id": hit.person_id})


def _key_row(connection: Connection, text: str) -> SearchRow | None:
    key = key_by_code(connection, text.strip())
    if key is None:
        return None
    note = t("app.search.key_out") if key.visit_id is not None else t("app.search.key")
    return SearchRow(key.code, note, "", "keys", "reception", {"key_code": key.code})


def _goods_rows(connection: Connection, text: str) -> Sequence[SearchRow]:
    return [
        SearchRow(
            found.goods.name(language()),
            yuan_sign(found.goods.price_fen),
            "",
            "bottle",
            "cashier",
            {"sku": found.goods.sku},
        )
        for found in find_goods(connection, text, 3)
    ]
