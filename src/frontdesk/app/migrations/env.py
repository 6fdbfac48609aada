"""Alembic's entry: it is always given an open connection, so that an upgrade is one transaction of ours."""

from alembic import context

from frontdesk.app.schema import load_all_tables
from frontdesk.store.base import Base

load_all_tables()
attributes = context.config.attributes
context.configure(
    connection=attributes["connection"],
    target_metadata=Base.metadata,
    process_revision_directives=attributes.get("process_revision_directives"),
)
with context.begin_transaction():
    context.run_migrations()
