"""Nothing the desk asks is read from end to end"""

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
    held_deposit = sa.text("account LIKE 'deposit/key/%' AND quantity < 0")
    op.create_index(
        op.f("ix_balances_held_deposits"),
        "balances",
        ["account"],
        unique=False,
        sqlite_where=held_deposit,
        postgresql_where=held_deposit,
    )
    op.create_index(op.f("ix_shifts_counter"), "shifts", ["counter", "id"], unique=False)
    op.create_index(op.f("ix_shifts_previous_shift_id"), "shifts", ["previous_shift_id"], unique=False)
    op.create_index(op.f("ix_approvals_business_day"), "approvals", ["business_day"], unique=False)
    op.create_index(op.f("ix_card_events_person_id"), "card_events", ["person_id"], unique=False)
    op.create_index(op.f("ix_print_jobs_counter"), "print_jobs", ["counter", "id"], unique=False)
