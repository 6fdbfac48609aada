"""The texts that the hashes of stored rows are taken over, read for a stretch of the journal at a time."""

from collections.abc import Collection, Sequence
from functools import cache, cached_property
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    Table,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
    select,
)
from sqlalchemy.sql import ColumnElement

from frontdesk.books.journal import row_text
from frontdesk.core.canonical import canonical_json
from frontdesk.store.prepared import Prepared


class RowTexts:
    """A table's rows by the journal's number they belong to, each as some of its columns and its canonical text.

    The text is that of the columns named in ``of``, else of all, with the table's name before when ``named``. SQLite
    builds it itself: its ``json_object`` writes byte for byte what ``canonical_json`` does, at a third of the price,
    and takes text that is no UTF-8 as it is, so that such damage shows as a changed row. That holds for whole numbers,
    text and NULL alone: ``json_object`` writes fractions otherwise and takes no bytes.
    """

    def __init__(
        self, table: Table, number: str, columns: Sequence[str], of: Collection[str] = (), named: bool = False
    ) -> None:
        self.table = table.name
        self._number = table.c[number]
        self._order = [self._number, *([table.c.id] if "id" in table.c and number != "id" else [])]
        self._columns = [table.c[name] for name in columns]
        whole = of or table.columns.keys()
        self._whole = [table.c[name] for name in sorted(whole)]
        if not all(isinstance(column.type, Integer | Text) for column in self._whole):
            raise TypeError(f"{table.name}: a row's text is made of whole numbers and texts alone")
        self._named = named

    def between(self, connection: Connection, first: int, last: int) -> list[tuple[Any, ...]]:
        """Rows whose number is from ``first`` to ``last``, in order: the columns, then the text.

        Text comes as UTF-8 bytes, in the columns too.
        """
        if connection.dialect.name == "sqlite":
            return self._with_text.all(connection, first=first, last=last)
        count = len(self._columns)
        rows = self._with_values.all(connection, first=first, last=last)
        return [(*map(_bytes_of, row[:count]), self._text_of(row[count:])) for row in rows]

    @cached_property
    def _with_text(self) -> Prepared:
        pairs: list[tuple[ColumnElement[Any], ...]] = [
            (literal_column(f"'{column.name}'"), column) for column in self._whole
        ]
        text = func.json_object(*[part for pair in pairs for part in pair])
        text = func.json_array(literal_column(f"'{self.table}'"), text) if self._named else text
        return self._stretch([*map(_as_bytes, self._columns), cast(text, LargeBinary)])

    @cached_property
    def _with_values(self) -> Prepared:
        return self._stretch([*self._columns, *self._whole])

    def _stretch(self, columns: Sequence[ColumnElement[Any]]) -> Prepared:
        found = select(*columns).where(self._number >= bindparam("first"), self._number <= bindparam("last"))
        return Prepared(found.order_by(*self._order))

    def _text_of(self, values: Sequence[Any]) -> bytes:
        row = {column.name: value for column, value in zip(self._whole, values, strict=True)}
        return (row_text(self.table, row) if self._named else canonical_json(row)).encode("utf-8", "surrogatepass")


def all_but(table: Table, left_out: str) -> list[str]:
    """The names of a table's columns without one: its hash over the others."""
    return [name for name in table.columns.keys() if name != left_out]  # noqa: SIM118 - keyed by name


@cache
def book_row_texts(table: Table) -> RowTexts:
    """The rows of one table of the books: number, id and the text that the journal's digest is taken over."""
    return RowTexts(table, "journal_id", ("journal_id", "id"), named=True)


def _as_bytes(column: Column[Any]) -> ColumnElement[Any]:
    return cast(column, LargeBinary) if isinstance(column.type, Text) else column


def _bytes_of(value: Any) -> Any:
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
