"""What SQLite builds as a row's text is byte for byte what Python hashed when the row was written."""

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Engine, Integer, MetaData, Table, Text, create_engine, insert

from frontdesk.books.journal import row_text
from frontdesk.books.row_texts import RowTexts
from frontdesk.core.canonical import canonical_json

ROWS = Table(
    "rows", MetaData(), Column("id", Integer), Column("b_text", Text), Column("Number", Integer), Column("a", Text)
)
TEXTS = st.none() | st.text(st.characters(exclude_categories=["Cs"])) | st.text('\x00\x1f\x7f"\\/\b\f\n\r\t\u2028é中😀')
WHOLE = st.integers(-(2**63), 2**63 - 1)


@pytest.fixture(scope="module")
def engine() -> Engine:
    found = create_engine("sqlite://", module=sqlcipher)
    ROWS.metadata.create_all(found)
    return found


@given(TEXTS, st.none() | WHOLE, TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_row_gives_the_same_text(engine: Engine, b: str | None, whole: int | None, a: str | None) -> None:
    row = {"id": 7, "b_text": b, "Number": whole, "a": a}
    with engine.connect() as connection:
        connection.execute(insert(ROWS), row)
        named = RowTexts(ROWS, "id", ("id",), named=True).between(connection, 0, 9)
        bare = RowTexts(ROWS, "id", ("b_text",), of=["id", "b_text", "a"]).between(connection, 0, 9)
        connection.rollback()
    assert named == [(7, row_text("rows", row).encode())]
    del row["Number"]
    assert bare == [(None if b is None else b.encode(), canonical_json(row).encode())]
