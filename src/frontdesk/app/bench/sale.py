"""A sale beside its floor: what the till books, and the very same rows by raw SQL, in turns on one disk (K04)."""

import shutil
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, text

from frontdesk.app.bench.crowd.fill import fill, place_of
from frontdesk.app.bench.crowd.size import Crowd
from frontdesk.app.bench.row import Row, hundredth, judged
from frontdesk.app.bench.site import Site, owner_of
from frontdesk.app.open_database import open_store
from frontdesk.cashier.asked import SaleResult, SellRequest, TenderAsk, goods_line
from frontdesk.cashier.sell import sell
from frontdesk.core.clock import SystemClock
from frontdesk.stock.queries import GoodsRow, articles
from frontdesk.store.store import Store

_SKUS = ("oolong", "sport", "water")
_WARM_UP = 50
_RATIO, _PER_S = 3, 1_000
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "cache_size = -16000",
)
_NEXT_NUMBER = (
    "INSERT INTO sequences (name, last) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET last = sequences.last + 1"
)
_MOVED = (
    "SELECT account, unit, sum(quantity) FROM postings WHERE journal_id = :value GROUP BY 1, 2 HAVING sum(quantity)"
)
_ADD_UP = (
    "INSERT INTO balances (account, unit, quantity) VALUES (?, ?, ?)"
    " ON CONFLICT (account, unit) DO UPDATE SET quantity = balances.quantity + excluded.quantity"
)

Rows = list[tuple[str, list[tuple[Any, ...]]]]
"""Statements in the order the program runs them, each with the values of its rows."""


@dataclass(slots=True)
class Spent:
    """What each sale took, by the clock and of the processor, in ms."""

    clock_ms: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)

    @property
    def per_s(self) -> float:
        """How many a second, over all of them."""
        return 1000 / mean(self.clock_ms)


def measure(site: Site) -> list[Row]:
    """Sales of three lines paid by phone: header, lines, postings, balances, journal, request and slip; durable."""
    ours, raw = _in_turns(site)
    ratio = mean(ours.clock_ms) / mean(raw.clock_ms)
    details = {"p50": hundredth(ours.clock_ms, 50), "p99": hundredth(ours.clock_ms, 99)}
    size = (site.effort.sales, "sales")
    return [
        judged(
            "sale.ratio",
            ratio,
            "×",
            floor=1.0,
            target=_RATIO,
            size=size,
            details={
                "sale_ms": mean(ours.clock_ms),
                "floor_ms": mean(raw.clock_ms),
                "cpu_ratio": mean(ours.cpu_ms) / mean(raw.cpu_ms),
            },
        ),
        judged(
            "sale.per_second",
            ours.per_s,
            "/s",
            floor=raw.per_s,
            target=_PER_S,
            at_least=True,
            size=size,
            details=details,
        ),
    ]


def _in_turns(site: Site) -> tuple[Spent, Spent]:
    """The program's sales and the floor's: each is written by the program, and then by the driver into a copy."""
    path, copy = new_till(site, "sale"), site.folder / "floor.db"
    shutil.copyfile(path, copy)
    store = open_store(place_of(path))
    floor = _Floor(copy)
    actor = owner_of(store)
    goods = goods_on_sale(store)
    ours, raw = Spent(), Spent()
    for at in range(-_WARM_UP, site.effort.sales):
        asked = ask_sale(goods)
        begun_s, cpu_s = time.perf_counter(), time.process_time()
        result = sell(store, actor, asked)
        took_s, took_cpu_s = time.perf_counter() - begun_s, time.process_time() - cpu_s
        with store.read() as connection:
            rows = rows_of(connection, result, asked.key)
        begun_s, cpu_s = time.perf_counter(), time.process_time()
        floor.write(rows)
        if at >= 0:
            raw.clock_ms.append((time.perf_counter() - begun_s) * 1000)
            raw.cpu_ms.append((time.process_time() - cpu_s) * 1000)
            ours.clock_ms.append(took_s * 1000)
            ours.cpu_ms.append(took_cpu_s * 1000)
    floor.close()
    store.close()
    return ours, raw


def new_till(site: Site, name: str) -> Path:
    """A house of its own without members, its counter open; made once and copied."""
    made = site.folder / "till.db"
    if not made.exists():
        fill(made, Crowd(members=0, sales=0, days=1), SystemClock())
    path = site.folder / f"{name}.db"
    shutil.copyfile(made, path)
    return path


def goods_on_sale(store: Store) -> list[GoodsRow]:
    """Three articles that are bought often."""
    with store.read() as connection:
        return list(articles(connection, _SKUS).values())


def ask_sale(goods: list[GoodsRow]) -> SellRequest:
    """One of each, paid by phone."""
    lines = tuple(goods_line(article) for article in goods)
    total_fen = sum(article.price_fen for article in goods)
    return SellRequest(uuid.uuid4().hex, lines, (TenderAsk("wechat", total_fen),))


def rows_of(connection: Connection, result: SaleResult, key: str) -> Rows:
    """Every row a sale wrote, as INSERTs for the driver."""
    sold = text("SELECT journal_id FROM sales WHERE id = :id")
    journal_id = connection.execute(sold, {"id": result.sale_id}).scalar_one()
    moved = [tuple(row) for row in connection.execute(text(_MOVED), {"value": journal_id})]
    found: Rows = [(_NEXT_NUMBER, [(f"receipt/{result.number.rsplit('-', 1)[0]}",)])]
    found += [_insert(connection, table, "journal_id = :value", journal_id) for table in ("entries", "postings")]
    found.append((_ADD_UP, moved))
    for table in ("sales", "sale_lines", "sale_tenders"):
        found.append(_insert(connection, table, "journal_id = :value", journal_id))
    found.append(_insert(connection, "journal", "id = :value", journal_id))
    found.append(_insert(connection, "print_jobs", "document = 'receipt/' || :value", result.number))
    found.append(_insert(connection, "requests", "key = :value", key))
    return found


def _insert(connection: Connection, table: str, where: str, value: Any) -> tuple[str, list[tuple[Any, ...]]]:
    rows = connection.execute(text(f"SELECT * FROM {table} WHERE {where}"), {"value": value})
    names = list(rows.keys())
    places = ", ".join("?" * len(names))
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", [tuple(row) for row in rows]


class _Floor:
    """The driver alone, with the program's pragmas; its own cache keeps the statements prepared."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlcipher.connect(str(path), isolation_level=None, cached_statements=256)
        for pragma in _PRAGMAS:
            self._connection.execute(f"PRAGMA {pragma}")

    def write(self, statements: Rows) -> None:
        """One transaction, one durable commit."""
        cursor = self._connection.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        for sql, rows in statements:
            cursor.executemany(sql, rows)
        cursor.execute("COMMIT")

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()
