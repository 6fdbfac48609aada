"""What strains a page: names of 40 characters, rare characters, hundreds of rows, the largest amounts, no database."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from sqlalchemy import update

from frontdesk.app.demo import bustle as customers
from frontdesk.books.action import action
from frontdesk.books.dues import write_due
from frontdesk.books.ledger import available
from frontdesk.books.policies import set_policy
from frontdesk.cashier import tenders
from frontdesk.cashier.asked import LineAsk, SellRequest, TenderAsk, top_up_line
from frontdesk.cashier.pricing import BALANCE_MOST_FEN, MOST_PIECES
from frontdesk.cashier.sell import sell
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.keys.key_state import SetKeyStateRequest, set_key_state
from frontdesk.keys.register_keys import SetZoneRequest, set_zone
from frontdesk.members.enrol import EnrolRequest, EnrolResult, enrol, enrol_within
from frontdesk.members.fields import PersonFields
from frontdesk.printing.house import HOUSE_NAME
from frontdesk.staff.tables import Account
from frontdesk.stock.keep_goods import MOST_PRICE_FEN, Article, KeepGoodsRequest, keep_goods
from frontdesk.store.errors import DatabaseBusy
from frontdesk.store.store import Store

LATIN_NAME = "Bartholomew Maximilian Featherstonehaugh"
LONG_NAME = "阿卜杜热西提·买买提依明江·吐尔逊阿依·努尔麦麦提·古丽巴哈尔·艾合买提江·热娜"
RARE_NAME = "𬱖䶮·𠮷田👨‍👩‍👧‍👦"
"""Ideographs of the extensions B and E, a middle dot, and a family of four joined by ZWJ."""
assert len(LATIN_NAME) == len(LONG_NAME) == 40
LARGEST_FEN = 99_999_999_99
LARGEST = ("largest", MOST_PRICE_FEN, MOST_PIECES), ("largest-rest", MOST_PRICE_FEN - 1, 1)
"""SKU, price and pieces of two articles that come to ¥99,999,999.99 together, the most a basket's total can show."""
BUSY_KEY = "150"
ROUNDS = 60


def crowd(store: Store, clock: ManualClock, owner: Actor, person_id: int) -> None:
    """Long names wherever a name stands, hundreds of rows, and amounts that fill their columns.

    ``person_id`` becomes who has the largest balance and the largest debt.
    """
    _fill_lists(store, clock, owner)
    _name_everything(store, owner)
    _move_fortunes(store, owner, person_id)


def _key() -> str:
    return uuid.uuid4().hex


def _name_everything(store: Store, owner: Actor) -> None:
    with action(store, owner, "members.enrol", EnrolRequest(_key(), PersonFields(LATIN_NAME)), EnrolResult) as act:
        set_policy(act, HOUSE_NAME, LONG_NAME)
        set_policy(act, BALANCE_MOST_FEN, LARGEST_FEN)
        act.finish(enrol_within(act, PersonFields(LATIN_NAME, "m", "", RARE_NAME), True), "sample")
    with store.write() as tx:
        for account_id, name in ((1, LONG_NAME), (2, LATIN_NAME), (3, RARE_NAME)):
            tx.connection.execute(update(Account).where(Account.id == account_id).values(name=name))
        tx.commit()
    set_zone(
        store,
        owner,
        SetZoneRequest(_key(), "men", "男宾区（二层东侧更衣室与淋浴间之间）", "Men's upper east lockers", "m"),
    )
    articles = tuple(
        Article(sku, LONG_NAME, LATIN_NAME, "bar", price_fen, tile=1, counted=0) for sku, price_fen, _ in LARGEST
    )
    keep_goods(store, owner, KeepGoodsRequest(_key(), articles))


def _fill_lists(store: Store, clock: ManualClock, owner: Actor) -> None:
    with mock.patch.object(customers, "SEED", 2):  # others than those of the morning
        bustle = customers.Bustle(store, clock, owner.counter)
    bustle.arrivals(owner, 45)
    bustle.sales(owner, 150)
    for _ in range(ROUNDS):
        set_key_state(store, owner, SetKeyStateRequest(_key(), BUSY_KEY, "out_of_use", LONG_NAME))
        set_key_state(store, owner, SetKeyStateRequest(_key(), BUSY_KEY, "normal"))
        clock.advance(seconds=7)


def _move_fortunes(store: Store, owner: Actor, person_id: int) -> None:
    with store.read() as connection:
        top_up_fen = LARGEST_FEN - available(connection, person_id)
    lines = tuple(LineAsk("goods", price_fen, pieces, sku) for sku, price_fen, pieces in LARGEST)
    requests = (
        SellRequest(_key(), lines, (TenderAsk("wechat", LARGEST_FEN),)),
        SellRequest(_key(), (top_up_line(top_up_fen),), (TenderAsk("alipay", top_up_fen),), person_id),
    )
    # A tender stops at ¥100,000; a year of them does not.
    with mock.patch.object(tenders, "MOST_RECEIVED_FEN", LARGEST_FEN):
        for request in requests:
            sell(store, owner, request)
    with action(store, owner, "sample.due", KeepGoodsRequest(_key(), ()), EnrolResult) as act:
        write_due(act, "contract", LARGEST_FEN, "contract", person_id=person_id)
        act.finish(EnrolResult(person_id, ""), "sample")


def without_contract(store: Store, owner: Actor) -> int:
    """Somebody on record who bought nothing yet."""
    return enrol(store, owner, EnrolRequest(_key(), PersonFields("新来的"))).person_id


@contextmanager
def no_database(store: Store) -> Iterator[None]:
    """While this lasts, every question to the database and every write to it is refused."""

    @contextmanager
    def refuse() -> Iterator[None]:
        raise DatabaseBusy()
        yield

    with mock.patch.object(store, "read", refuse), mock.patch.object(store, "write", refuse):
        yield
