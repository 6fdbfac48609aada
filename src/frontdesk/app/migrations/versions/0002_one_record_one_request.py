"""One record, one request"""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_index(op.f("ix_requests_journal_id"), "requests", ["journal_id"], unique=True)
