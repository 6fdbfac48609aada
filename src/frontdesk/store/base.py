"""What every table has in common."""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Integer, LargeBinary, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

BigInt = BigInteger().with_variant(Integer, "sqlite")

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """A table of whole numbers, text and bytes; STRICT on SQLite, which would otherwise store anything anywhere."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {int: BigInt, str: Text(), bytes: LargeBinary()}

    @declared_attr.directive
    def __table_args__(cls) -> Any:
        return ({"sqlite_strict": True},)


class InsertOnly:
    """Marks a table whose rows a trigger keeps from being changed or deleted."""


class BookRow(InsertOnly):
    """A row of the books: written once by one journalled action, never changed or deleted.

    Every column's value enters the journal's digest, so free and personal text has no place here: see
    ``Action.note``.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    journal_id: Mapped[int] = mapped_column(index=True)


def strict(*constraints: Any) -> Any:
    """``__table_args__`` of a table with constraints of its own, keeping it STRICT."""
    return (*constraints, {"sqlite_strict": True})


def is_book(table: type[Base]) -> bool:
    """Whether a mapped class is one of the books' hashed tables."""
    return issubclass(table, BookRow)


def book_tables() -> list[type[Base]]:
    """The mapped classes of the books that have been imported, by table name."""
    return [table for table in insert_only_tables() if issubclass(table, BookRow)]


def insert_only_tables() -> list[type[Base]]:
    """Every imported mapped class that triggers protect, by table name."""
    mapped: list[type[Base]] = [mapper.class_ for mapper in Base.registry.mappers]
    found = [table for table in mapped if issubclass(table, InsertOnly)]
    return sorted(found, key=lambda table: str(table.__tablename__))
