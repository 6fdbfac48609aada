"""Triggers that refuse to change or delete a row of the books."""

from sqlalchemy import Connection, text

_SQLITE = """CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, 'insert-only: {table}'); END"""

_POSTGRES_FUNCTION = """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'insert-only: %', TG_TABLE_NAME; END $$"""

_POSTGRES = """CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"""


def statements(dialect: str, tables: list[str]) -> list[str]:
    """The DDL that makes the named tables insert-only on ``sqlite`` or ``postgresql``."""
    if dialect == "sqlite":
        verbs, template, before = ["update", "delete"], _SQLITE, []
    else:
        verbs, template, before = ["update", "delete", "truncate"], _POSTGRES, [_POSTGRES_FUNCTION]
    return before + [template.format(table=table, verb=verb, VERB=verb.upper()) for table in tables for verb in verbs]


def protect(connection: Connection, tables: list[str]) -> None:
    """Make the named tables insert-only."""
    for statement in statements(connection.dialect.name, tables):
        connection.execute(text(statement))
