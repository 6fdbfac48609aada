"""Tokens of cards"""

import sqlalchemy as sa
from alembic import op

from frontdesk.store.insert_only import protect

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "card_tokens",
        sa.Column("card_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sector", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("issue", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counter", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('writing', 'written', 'suspect')", name=op.f("ck_card_tokens_state_known")),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_card_tokens")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_card_tokens_state"), "card_tokens", ["state"], unique=False)
    op.create_table(
        "master_key_events",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("kind IN ('made', 'restored', 'shown')", name=op.f("ck_master_key_events_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_master_key_events")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_master_key_events_journal_id"), "master_key_events", ["journal_id"], unique=False)
    _add_token_events()
    insert_only = [
        "master_key_events",
        "token_events",
    ]
    protect(op.get_bind(), insert_only)


def _add_token_events() -> None:
    op.create_table(
        "token_events",
        sa.Column("card_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sector", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("issue", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counter", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("seen_issue", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("seen_counter", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('prepared', 'written', 'advanced', 'followed', 'refused')",
            name=op.f("ck_token_events_kind_known"),
        ),
        sa.CheckConstraint("state IN ('writing', 'written', 'suspect')", name=op.f("ck_token_events_state_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token_events")),
        sqlite_strict=True,
    )
    op.create_index("ix_token_events_card", "token_events", ["card_id", "id"], unique=False)
    op.create_index(op.f("ix_token_events_journal_id"), "token_events", ["journal_id"], unique=False)
