"""One random change to a file's rows, past all triggers and rules, and what verification must say of it."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from frontdesk.books.verify import Verdict
from frontdesk.store.base import insert_only_tables
from frontdesk.store.store import table_of

HASHED = {str(table.__tablename__): table_of(table) for table in insert_only_tables()}
KEPT = {
    "balances": ("account", "unit", "quantity"),
    "policies": ("name", "value"),
    "counter_shifts": ("counter", "shift_id"),
    "cards": ("uid", "person_id", "state"),
    "holdings": ("thing", "holder", "move_id"),
    "zones": ("code", "name_zh", "name_en", "sex", "place"),
    "key_tags": ("code", "zone_code", "tag_code", "state", "place"),
    "persons": ("name", "sex", "phone", "remark", "consultant_id", "blocked"),
    "photos": ("jpeg",),
    "contract_states": ("person_id", "status", "valid_from", "valid_until", "visits_left"),
    "accounts": ("role", "active", "password_hash"),
    "goods": ("sku", "barcode", "name_zh", "category", "price_fen", "member_price_fen", "tile", "active"),
    "open_visits": ("visit_id", "person_id", "key_code", "card_number"),
    "notes": ("commitment", "salt", "text"),
}
"""Tables of present states and personal texts, with the columns that the rows of the books vouch for."""


@dataclass(frozen=True, slots=True)
class Tampering:
    """What was done, the number of the first record it touched (0 where no record is touched), and the row's table."""

    what: str
    number: int
    table: str

    def is_named_by(self, verdict: Verdict) -> bool:
        """Whether the first thing found is the first record touched or, for a state, its very table."""
        if not verdict.findings:
            return False
        if self.number:
            return verdict.findings[0].journal_id == self.number
        return any(found.place.startswith(self.table + "/") for found in verdict.findings)


class Tamperer:
    """Somebody with a database tool and a die."""

    def __init__(self, connection: Connection, seed: int) -> None:
        self._connection = connection
        self._chance = random.Random(seed)
        self._rows = {name: self._count(name) for name in (*HASHED, *KEPT)}
        self._hashed = [name for name in HASHED if self._rows[name]]
        self._kept = [name for name in KEPT if self._rows[name]]

    def tamper(self) -> Tampering:
        """One change; what the database itself refuses is thrown again."""
        ways = (self._edit, self._edit, self._edit, self._damage, self._delete, self._swap_fields, self._swap_rows)
        states: tuple[Callable[[], Tampering | None], ...] = (self._edit_kept, self._edit_kept, self._delete_kept)
        while True:
            way = self._chance.choice(states if self._chance.random() < 0.25 else (*ways, self._double))
            try:
                with self._connection.begin_nested():
                    done = way()
            except DBAPIError:
                continue
            if done is not None:
                return done

    def _count(self, name: str) -> int:
        return int(self._run(f"SELECT count(*) FROM {name}")[0][0])

    def _run(self, sql: str, *values: Any) -> list[Any]:
        found = self._connection.exec_driver_sql(sql, values)
        return list(found.all()) if found.returns_rows else [found.rowcount]

    def _row(self, name: str) -> dict[str, Any]:
        sql = f"SELECT rowid AS rowid_, * FROM {name} LIMIT 1 OFFSET {self._chance.randrange(self._rows[name])}"
        return dict(self._connection.exec_driver_sql(sql).mappings().one())

    def _set(self, name: str, row: dict[str, Any], column: str, value: Any) -> None:
        assert self._run(f"UPDATE {name} SET {column} = ? WHERE rowid = ?", value, row["rowid_"]) == [1]

    def _edit(self) -> Tampering | None:
        name = self._chance.choice(self._hashed)
        row = self._row(name)
        column = self._chance.choice(list(HASHED[name].columns)).name
        new = self._other(row[column])
        self._set(name, row, column, new)
        number = row[_number(name)]
        first = min(number, new) if column == _number(name) and isinstance(new, int) else number
        return Tampering(f"{name}.{column} of record {number}: {row[column]!r} became {new!r}", first, name)

    def _damage(self) -> Tampering | None:
        """Bytes that are no text at all, as a bad sector leaves them."""
        name = self._chance.choice(self._hashed)
        row = self._row(name)
        texts = [key for key, value in row.items() if isinstance(value, str) and value]
        if not texts:
            return None
        column = self._chance.choice(texts)
        self._spoil(name, row, column)
        return Tampering(f"{name}.{column} of record {row[_number(name)]} damaged", row[_number(name)], name)

    def _spoil(self, name: str, row: dict[str, Any], column: str) -> None:
        self._run(f"UPDATE {name} SET {column} = CAST(x'ff00fe' AS TEXT) || {column} WHERE rowid = ?", row["rowid_"])

    def _delete(self) -> Tampering | None:
        name = self._chance.choice(self._hashed)
        row = self._row(name)
        self._run(f"DELETE FROM {name} WHERE rowid = ?", row["rowid_"])
        return Tampering(f"{name} of record {row[_number(name)]} deleted", row[_number(name)], name)

    def _double(self) -> Tampering | None:
        name = self._chance.choice([each for each in self._hashed if "id" in HASHED[each].columns])
        row = self._row(name)
        values = {column.name: row[column.name] for column in HASHED[name].columns}
        values["id"] = self._chance.choice((0, -7, self._run(f"SELECT max(id) + 1 FROM {name}")[0][0]))
        places = ", ".join("?" * len(values))
        self._run(f"INSERT INTO {name} ({', '.join(values)}) VALUES ({places})", *values.values())
        return Tampering(f"{name} of record {row[_number(name)]} doubled", values[_number(name)], name)

    def _swap_fields(self) -> Tampering | None:
        name = self._chance.choice(self._hashed)
        one, other = self._row(name), self._row(name)
        column = self._chance.choice([each.name for each in HASHED[name].columns if each.name != "id"])
        if one[column] == other[column]:
            return None
        self._set(name, one, column, self._free(one[column]))
        self._set(name, other, column, one[column])
        self._set(name, one, column, other[column])
        first = min(one[_number(name)], other[_number(name)])
        return Tampering(f"{name}.{column} of records from {first} on swapped", first, name)

    def _swap_rows(self) -> Tampering | None:
        name = self._chance.choice([each for each in self._hashed if "id" in HASHED[each].columns])
        one, other = self._row(name), self._row(name)
        if one["id"] == other["id"]:
            return None
        self._run(f"UPDATE {name} SET id = ? WHERE id = ?", -(10**9), one["id"])
        self._run(f"UPDATE {name} SET id = ? WHERE id = ?", one["id"], other["id"])
        self._run(f"UPDATE {name} SET id = ? WHERE id = ?", other["id"], -(10**9))
        first = min(one[_number(name)], other[_number(name)])
        return Tampering(f"{name}: rows of records from {first} on swapped", first, name)

    def _edit_kept(self) -> Tampering | None:
        name = self._chance.choice(self._kept)
        row = self._row(name)
        column = self._chance.choice(KEPT[name])
        if row.get("quantity") == 0 and column != "quantity":
            return None  # A balance of nothing says nothing, whatever it is called.
        if isinstance(row[column], str) and self._chance.random() < 0.2:
            self._spoil(name, row, column)
        else:
            self._set(name, row, column, self._other(row[column]))
        return Tampering(f"{name}.{column}: {row[column]!r} changed", 0, name)

    def _delete_kept(self) -> Tampering | None:
        # A photo or a text may be erased at a person's wish; that is not tampering.
        name = self._chance.choice([each for each in self._kept if each not in ("notes", "photos")])
        row = self._row(name)
        if row.get("quantity") == 0:
            return None  # A balance of nothing says the same when it is not there.
        self._run(f"DELETE FROM {name} WHERE rowid = ?", row["rowid_"])
        return Tampering(f"{name}: {row} deleted", 0, name)

    def _other(self, value: Any) -> Any:
        """Something near: a bit flipped, a digit more, a letter changed, or nothing at all."""
        chance = self._chance
        if value is None:
            return chance.choice((0, 1, 3, "x", ""))
        if isinstance(value, int):
            return chance.choice((value + 1, value - 1, -value or 5, value ^ 64, value * 10 or 7, None))
        if isinstance(value, bytes):
            return value[:-1] + bytes([value[-1] ^ 1])
        at = chance.randrange(len(value) + 1)
        changed = (value + "0", value[:at] + chance.choice("0 é,\x7f") + value[at:], value[:-1], value.swapcase(), None)
        return chance.choice([each for each in changed if each != value])

    def _free(self, value: Any) -> Any:
        return -(10**9) if isinstance(value, int) else f"{value} of nobody"


def _number(name: str) -> str:
    return "id" if name == "journal" else "journal_id"
