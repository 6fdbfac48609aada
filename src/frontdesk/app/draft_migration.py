"""Drafting the next migration: ``python -m frontdesk.app.draft_migration "what changes"`` (for developers).

Compares a database at the newest migration with the models and writes the difference as the next file, which a person
then reads: Alembic sees neither a changed CHECK nor a trigger, and a rebuilt table loses its triggers.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from frontdesk.app.migrate import migration_config, run_migrations
from frontdesk.app.schema import known_revisions, load_all_tables
from frontdesk.core.clock import SystemClock
from frontdesk.store.base import insert_only_tables
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store


def draft(message: str) -> Path:
    """Write the next migration and return its path."""
    from alembic import command
    from alembic.operations.ops import CreateTableOp
    from alembic.script import Script

    protected = {str(table.__tablename__) for table in insert_only_tables()}
    made: list[str] = []

    def note_new_tables(_context: Any, _revision: Any, directives: list[Any]) -> None:
        steps = directives[0].upgrade_ops.ops
        made.extend(step.table_name for step in steps if isinstance(step, CreateTableOp))

    number = f"{len(known_revisions()) + 1:04d}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        store = Store(f"sqlite:///{path / 'draft.db'}", SystemClock(), FileSecrets(path))
        with store.write() as tx:
            if known_revisions():
                run_migrations(tx.connection, "head")
            config = migration_config(tx.connection)
            config.attributes["process_revision_directives"] = note_new_tables
            script = command.revision(config, message, autogenerate=True, rev_id=number)
        store.close()
    assert isinstance(script, Script)
    written = Path(script.path)
    _add_triggers(written, sorted(protected.intersection(made)))
    return written


def _add_triggers(path: Path, tables: list[str]) -> None:
    """Alembic doesn't know triggers: protect the insert-only tables a migration makes."""
    text = "".join(line for line in path.read_text().splitlines(keepends=True) if "# ###" not in line)
    if tables:
        text = text.replace(
            "from alembic import op\n", "from alembic import op\n\nfrom frontdesk.store.insert_only import protect\n"
        )
        names = "".join(f'        "{name}",\n' for name in tables)
        text = text.rstrip() + f"\n    insert_only = [\n{names}    ]\n    protect(op.get_bind(), insert_only)\n"
    path.write_text(text)


if __name__ == "__main__":
    load_all_tables()
    print(draft(sys.argv[1]))
