"""Open dues at once"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    open_due = sa.text("account LIKE 'due/%' AND quantity > 0")
    op.create_index(
        op.f("ix_balances_open_dues"),
        "balances",
        ["account"],
        unique=False,
        sqlite_where=open_due,
        postgresql_where=open_due,
    )
