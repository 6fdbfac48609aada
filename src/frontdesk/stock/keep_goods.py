"""Adding articles and changing their names, prices and places."""

import re
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import delete, select

from frontdesk.books.action import Action, action
from frontdesk.core.actor import Actor
from frontdesk.core.text import field
from frontdesk.staff.rights import Right, require
from frontdesk.stock.errors import BarcodeTaken, GoodsInvalid
from frontdesk.stock.tables import Goods, GoodsChange, GoodsTerm
from frontdesk.stock.terms import terms_of
from frontdesk.store.store import Store

MOST_PRICE_FEN = 100_000_00
_SKU = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,31}", re.ASCII)
_BARCODE = re.compile(r"[0-9A-Za-z-]{3,32}", re.ASCII)
_CATEGORY = re.compile(r"[a-z][a-z_]{0,23}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Article:
    """What an article is to be; see ``GoodsChange`` for the fields. Names are for people, codes for machines."""

    sku: str
    name_zh: str
    name_en: str
    category: str
    price_fen: int
    barcode: str | None = None
    member_price_fen: int | None = None
    tile: int | None = None
    minimum: int = 0
    counted: int = 1
    active: int = 1


@dataclass(frozen=True, slots=True)
class KeepGoodsRequest:
    """Articles to add, or to give a new version."""

    key: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class KeepGoodsResult:
    """How many articles changed; those given as they already were don't count."""

    changed: int


def keep_goods(store: Store, actor: Actor, request: KeepGoodsRequest) -> KeepGoodsResult:
    """Add or change articles (right MANAGE_GOODS).

    Raises GoodsInvalid, BarcodeTaken, TextTooLong or CardNumberRefused.
    """
    with action(store, actor, "stock.keep_goods", request, KeepGoodsResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.MANAGE_GOODS)
        return act.finish(KeepGoodsResult(write_goods(act, request.articles)), "goods")


def write_goods(act: Action[Any], articles: tuple[Article, ...]) -> int:
    """The same within another action; returns how many articles changed."""
    return sum(_write(act, _checked(article)) for article in articles)


def _write(act: Action[Any], article: Article) -> bool:
    values = asdict(article)
    present = act.connection.execute(select(Goods.__table__).where(Goods.sku == article.sku)).mappings().first()
    if present is not None and all(present[name] == value for name, value in values.items()):
        return False
    if article.barcode is not None:
        taken = select(Goods.sku).where(Goods.barcode == article.barcode, Goods.sku != article.sku)
        other = act.connection.execute(taken).scalar()
        if other is not None:
            raise BarcodeTaken(barcode=article.barcode, sku=other)
    values["change_id"] = act.insert(GoodsChange, **values)
    statement = act.tx.upsert(Goods).values(**values)
    act.connection.execute(statement.on_conflict_do_update(index_elements=[Goods.sku], set_=values))
    act.connection.execute(delete(GoodsTerm).where(GoodsTerm.sku == article.sku))
    terms = terms_of(article.sku, article.barcode, article.name_zh, article.name_en)
    act.tx.insert_many(GoodsTerm, [{"term": term, "sku": article.sku} for term in sorted(terms)])
    return True


def _checked(article: Article) -> Article:
    values = asdict(article) | {"name_zh": field(article.name_zh, 40), "name_en": field(article.name_en, 60)}
    fitting = {
        "sku": _SKU.fullmatch(article.sku) is not None,
        "barcode": article.barcode is None or _BARCODE.fullmatch(article.barcode) is not None,
        "category": _CATEGORY.fullmatch(article.category) is not None,
        "name_zh": bool(values["name_zh"]),
        "name_en": bool(values["name_en"]),
        "price_fen": 0 <= article.price_fen <= MOST_PRICE_FEN,
        "member_price_fen": article.member_price_fen is None or 0 <= article.member_price_fen <= article.price_fen,
        "tile": article.tile is None or 0 <= article.tile < 1000,
        "minimum": 0 <= article.minimum <= 100_000,
        "counted": article.counted in (0, 1),
        "active": article.active in (0, 1),
    }
    for name, fits in fitting.items():
        if not fits:
            raise GoodsInvalid(field=name)
    return Article(**values)
