"""One record, one request; dues waived"""

import sqlalchemy as sa
from alembic import op

from frontdesk.store.insert_only import protect

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_index(op.f("ix_requests_journal_id"), "requests", ["journal_id"], unique=True)
    op.create_table(
        "due_waivers",
        sa.Column("due_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["due_id"], ["dues.id"], name=op.f("fk_due_waivers_due_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_due_waivers_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_waivers")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_due_waivers_due_id"), "due_waivers", ["due_id"], unique=False)
    op.create_index(op.f("ix_due_waivers_journal_id"), "due_waivers", ["journal_id"], unique=False)
    protect(op.get_bind(), ["due_waivers"])
