"""Making a new database and knowing which revision one is at."""

from sqlalchemy import Connection, inspect, text

from frontdesk.store.base import Base, insert_only_tables
from frontdesk.store.insert_only import protect

REVISION_TABLE = "alembic_version"


def create_all(connection: Connection, revision: str) -> None:
    """Make every imported table with its triggers and mark the database as being at ``revision``."""
    if connection.dialect.name == "postgresql":
        _share_conditions()
    Base.metadata.create_all(connection)
    protect(connection, [str(table.__tablename__) for table in insert_only_tables()])
    columns = "\tversion_num VARCHAR(32) NOT NULL, \n\tCONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)"
    connection.execute(text(f"CREATE TABLE {REVISION_TABLE} (\n{columns}\n)"))
    connection.execute(text(f"INSERT INTO {REVISION_TABLE} VALUES (:revision)"), {"revision": revision})


def revision(connection: Connection) -> str | None:
    """The revision a database is at, or None for an empty one."""
    if not inspect(connection).has_table(REVISION_TABLE):
        return None
    return connection.execute(text(f"SELECT version_num FROM {REVISION_TABLE}")).scalar()


def _share_conditions() -> None:
    """Give partial indexes their condition on a server, too: in the model it would load that dialect at every start."""
    for table in Base.metadata.tables.values():
        for index in table.indexes:
            index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]
