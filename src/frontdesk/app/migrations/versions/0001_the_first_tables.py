"""The first tables"""

import sqlalchemy as sa
from alembic import op

from frontdesk.store.insert_only import protect

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "account_events",
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("active", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("credential", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('added', 'role', 'password', 'disabled', 'enabled', 'unlocked')",
            name=op.f("ck_account_events_kind_known"),
        ),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_account_events_active_yes_no")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_events")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_account_events_account_id"), "account_events", ["account_id"], unique=False)
    op.create_index(op.f("ix_account_events_journal_id"), "account_events", ["journal_id"], unique=False)
    op.create_table(
        "accounts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("active", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("misses", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "role IN ('cashier', 'shift_lead', 'manager', 'owner')", name=op.f("ck_accounts_role_known")
        ),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_accounts_active_yes_no")),
        sa.CheckConstraint("misses >= 0", name=op.f("ck_accounts_misses_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("username", name=op.f("uq_accounts_username")),
        sqlite_strict=True,
    )
    op.create_table(
        "approvals",
        sa.Column("approver_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counter", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_approvals_journal_id"), "approvals", ["journal_id"], unique=False)
    op.create_index(op.f("ix_approvals_request_hash"), "approvals", ["request_hash"], unique=False)
    op.create_table(
        "balances",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "account NOT LIKE 'member/%' OR quantity <= 0", name=op.f("ck_balances_member_not_overdrawn")
        ),
        sa.PrimaryKeyConstraint("account", "unit", name=op.f("pk_balances")),
        sqlite_strict=True,
    )
    op.create_table(
        "card_events",
        sa.Column("card_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('issued', 'lost', 'found', 'blocked', 'unblocked', 'replaced', 'returned')",
            name=op.f("ck_card_events_kind_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_events")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_card_events_card_id"), "card_events", ["card_id"], unique=False)
    op.create_index(op.f("ix_card_events_journal_id"), "card_events", ["journal_id"], unique=False)
    op.create_table(
        "cards",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("plan_code", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('active', 'lost', 'blocked', 'returned')", name=op.f("ck_cards_state_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cards")),
        sa.UniqueConstraint("number", name=op.f("uq_cards_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_cards_uid")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_cards_person_id"), "cards", ["person_id"], unique=False)
    op.create_table(
        "day_ends",
        sa.Column("business_day", sa.Text(), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_ends")),
        sa.UniqueConstraint("business_day", name=op.f("uq_day_ends_business_day")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_day_ends_journal_id"), "day_ends", ["journal_id"], unique=False)
    op.create_table(
        "desk_events",
        sa.Column("counter", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("before_account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('signed_in', 'switched', 'locked', 'signed_out', 'missed')",
            name=op.f("ck_desk_events_kind_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_events")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_desk_events_counter"), "desk_events", ["counter"], unique=False)
    op.create_index(op.f("ix_desk_events_journal_id"), "desk_events", ["journal_id"], unique=False)
    op.create_table(
        "dues",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("key_code", sa.Text(), nullable=True),
        sa.Column("revenue", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_dues_amount_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dues")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_dues_journal_id"), "dues", ["journal_id"], unique=False)
    op.create_index(op.f("ix_dues_person_id"), "dues", ["person_id"], unique=False)
    op.create_index(op.f("ix_dues_visit_id"), "dues", ["visit_id"], unique=False)
    op.create_table(
        "entries",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Text(), nullable=False),
        sa.Column("counter", sa.Text(), nullable=False),
        sa.Column("shift_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reverses_entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["reverses_entry_id"], ["entries.id"], name=op.f("fk_entries_reverses_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint("reverses_entry_id", name=op.f("uq_entries_reverses_entry_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_entries_business_day"), "entries", ["business_day"], unique=False)
    op.create_index(op.f("ix_entries_journal_id"), "entries", ["journal_id"], unique=False)
    op.create_index(op.f("ix_entries_shift_id"), "entries", ["shift_id"], unique=False)
    op.create_table(
        "goods",
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("change_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("barcode", sa.Text(), nullable=True),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("price_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_price_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("tile", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("minimum", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counted", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("active", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("sku", name=op.f("pk_goods")),
        sa.UniqueConstraint("barcode", name=op.f("uq_goods_barcode")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_goods_tile"), "goods", ["tile"], unique=False)
    op.create_table(
        "goods_changes",
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("barcode", sa.Text(), nullable=True),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("price_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_price_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("tile", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("minimum", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counted", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("active", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_goods_changes_active_flag")),
        sa.CheckConstraint("counted IN (0, 1)", name=op.f("ck_goods_changes_counted_flag")),
        sa.CheckConstraint(
            "member_price_fen BETWEEN 0 AND price_fen", name=op.f("ck_goods_changes_member_price_within")
        ),
        sa.CheckConstraint("minimum >= 0", name=op.f("ck_goods_changes_minimum_not_negative")),
        sa.CheckConstraint("price_fen >= 0", name=op.f("ck_goods_changes_price_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_changes")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_goods_changes_journal_id"), "goods_changes", ["journal_id"], unique=False)
    op.create_index("ix_goods_changes_sku", "goods_changes", ["sku", "id"], unique=False)
    op.create_table(
        "goods_terms",
        sa.Column("term", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("term", "sku", name=op.f("pk_goods_terms")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_goods_terms_sku"), "goods_terms", ["sku"], unique=False)
    op.create_table(
        "holdings",
        sa.Column("thing", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("move_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("thing", name=op.f("pk_holdings")),
        sqlite_strict=True,
    )
    op.create_index("ix_holdings_holder", "holdings", ["holder"], unique=False)
    op.create_table(
        "journal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Text(), nullable=False),
        sa.Column("counter", sa.Text(), nullable=False),
        sa.Column("shift_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("approver_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("row_marks", sa.Text(), nullable=False),
        sa.Column("rows_digest", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_journal_business_day"), "journal", ["business_day"], unique=False)
    op.create_table(
        "moves",
        sa.Column("thing", sa.Text(), nullable=False),
        sa.Column("from_holder", sa.Text(), nullable=False),
        sa.Column("to_holder", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moves")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_moves_journal_id"), "moves", ["journal_id"], unique=False)
    op.create_index("ix_moves_thing", "moves", ["thing", "id"], unique=False)
    op.create_index(op.f("ix_moves_to_holder"), "moves", ["to_holder"], unique=False)
    op.create_index(op.f("ix_moves_visit_id"), "moves", ["visit_id"], unique=False)
    op.create_table(
        "notes",
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("commitment", name=op.f("pk_notes")),
        sqlite_strict=True,
    )
    op.create_table(
        "person_events",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('enrolled', 'edited', 'blocked', 'unblocked', 'photo')", name=op.f("ck_person_events_kind_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_events")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_person_events_journal_id"), "person_events", ["journal_id"], unique=False)
    op.create_index(op.f("ix_person_events_person_id"), "person_events", ["person_id"], unique=False)
    op.create_table(
        "persons",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("joined_on", sa.Text(), nullable=False),
        sa.Column("consultant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("photo_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("blocked", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("block_note", sa.Text(), nullable=True),
        sa.Column("last_seen_at", sa.Text(), nullable=False),
        sa.CheckConstraint("sex IN ('m', 'f', '')", name=op.f("ck_persons_sex_known")),
        sa.CheckConstraint("blocked IN (0, 1)", name=op.f("ck_persons_blocked_flag")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
        sa.UniqueConstraint("number", name=op.f("uq_persons_number")),
        sqlite_strict=True,
    )
    op.create_index("ix_persons_phone", "persons", ["phone"], unique=False)
    op.create_table(
        "plans",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("price_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("months", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("days", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("visits", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sessions", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("zones", sa.Text(), nullable=False),
        sa.Column("times", sa.Text(), nullable=False),
        sa.Column("reentry_minutes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("on_sale", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("months >= 0 AND days >= 0 AND months + days > 0", name=op.f("ck_plans_validity_positive")),
        sa.CheckConstraint("on_sale IN (0, 1)", name=op.f("ck_plans_on_sale_flag")),
        sa.CheckConstraint("price_fen >= 0", name=op.f("ck_plans_price_not_negative")),
        sa.CheckConstraint("visits >= 0 AND sessions >= 0", name=op.f("ck_plans_units_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_plans_code"), "plans", ["code"], unique=False)
    op.create_index(op.f("ix_plans_journal_id"), "plans", ["journal_id"], unique=False)
    op.create_table(
        "policies",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_policies")),
        sqlite_strict=True,
    )
    op.create_table(
        "policy_changes",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_changes")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_policy_changes_journal_id"), "policy_changes", ["journal_id"], unique=False)
    op.create_table(
        "print_jobs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("copy", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("counter", sa.Text(), nullable=False),
        sa.Column("printer", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("slip", sa.Text(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("attempts", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("sending_at", sa.Text(), nullable=False),
        sa.Column("finished_at", sa.Text(), nullable=False),
        sa.CheckConstraint("answer IN ('', 'came_out', 'printed_again')", name=op.f("ck_print_jobs_answer_known")),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'done', 'unconfirmed', 'refused', 'uncertain', 'cancelled')",
            name=op.f("ck_print_jobs_state_known"),
        ),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_print_jobs_attempts_not_negative")),
        sa.CheckConstraint("copy >= 0", name=op.f("ck_print_jobs_copy_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_jobs")),
        sa.UniqueConstraint("document", "copy", name=op.f("uq_print_jobs_document_copy")),
        sqlite_strict=True,
    )
    op.create_index("ix_print_jobs_counter_state", "print_jobs", ["counter", "state"], unique=False)
    op.create_table(
        "requests",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("row_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_requests")),
        sqlite_strict=True,
    )
    op.create_table(
        "seals",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("previous_signature", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seals")),
        sa.UniqueConstraint("journal_id", name=op.f("uq_seals_journal_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "search_terms",
        sa.Column("kind", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("term", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("kind", "term", "person_id", name=op.f("pk_search_terms")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_search_terms_person_id"), "search_terms", ["person_id"], unique=False)
    op.create_table(
        "sequences",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("last", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("last >= 0", name=op.f("ck_sequences_last_not_negative")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sequences")),
        sqlite_strict=True,
    )
    op.create_table(
        "shifts",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("counter", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Text(), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("float_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("previous_shift_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("float_fen >= 0", name=op.f("ck_shifts_float_not_negative")),
        sa.ForeignKeyConstraint(["previous_shift_id"], ["shifts.id"], name=op.f("fk_shifts_previous_shift_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shifts")),
        sa.UniqueConstraint("number", name=op.f("uq_shifts_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_shifts_business_day"), "shifts", ["business_day"], unique=False)
    op.create_index(op.f("ix_shifts_journal_id"), "shifts", ["journal_id"], unique=False)
    op.create_table(
        "signing_keys",
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("counter", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_keys")),
        sa.UniqueConstraint("public_key", name=op.f("uq_signing_keys_public_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_signing_keys_journal_id"), "signing_keys", ["journal_id"], unique=False)
    op.create_table(
        "stock_changes",
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("quantity <> 0", name=op.f("ck_stock_changes_quantity_not_zero")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_changes")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_stock_changes_journal_id"), "stock_changes", ["journal_id"], unique=False)
    op.create_index(op.f("ix_stock_changes_sku"), "stock_changes", ["sku"], unique=False)
    op.create_table(
        "unknown_misses",
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("misses", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("who", name=op.f("pk_unknown_misses")),
        sqlite_strict=True,
    )
    op.create_table(
        "visits",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("contract_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("guarantee", sa.Text(), nullable=False),
        sa.Column("deposit_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deposit_tender", sa.Text(), nullable=False),
        sa.Column("name_note", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "deposit_fen >= 0 AND (deposit_fen > 0) = (guarantee = 'deposit')", name=op.f("ck_visits_deposit_positive")
        ),
        sa.CheckConstraint("guarantee IN ('', 'deposit', 'document')", name=op.f("ck_visits_guarantee_known")),
        sa.CheckConstraint("kind = 'guest' OR person_id IS NOT NULL", name=op.f("ck_visits_member_known")),
        sa.CheckConstraint("kind IN ('member', 'guest')", name=op.f("ck_visits_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_visits_business_day"), "visits", ["business_day"], unique=False)
    op.create_index(op.f("ix_visits_journal_id"), "visits", ["journal_id"], unique=False)
    op.create_index("ix_visits_person", "visits", ["person_id", "id"], unique=False)
    op.create_table(
        "zone_versions",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("place", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("sex IN ('m', 'f', '')", name=op.f("ck_zone_versions_sex_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zone_versions")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_zone_versions_code"), "zone_versions", ["code"], unique=False)
    op.create_index(op.f("ix_zone_versions_journal_id"), "zone_versions", ["journal_id"], unique=False)
    op.create_table(
        "zones",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("place", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("sex IN ('m', 'f', '')", name=op.f("ck_zones_sex_known")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_zones")),
        sqlite_strict=True,
    )
    op.create_table(
        "approval_uses",
        sa.Column("approval_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["approval_id"], ["approvals.id"], name=op.f("fk_approval_uses_approval_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_uses")),
        sa.UniqueConstraint("approval_id", name=op.f("uq_approval_uses_approval_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_approval_uses_journal_id"), "approval_uses", ["journal_id"], unique=False)
    op.create_table(
        "carried_items",
        sa.Column("shift_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.id"], name=op.f("fk_carried_items_shift_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carried_items")),
        sa.UniqueConstraint("shift_id", "kind", "ref", name=op.f("uq_carried_items_shift_id_kind_ref")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_carried_items_journal_id"), "carried_items", ["journal_id"], unique=False)
    op.create_table(
        "contracts",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("price_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sold_on", sa.Text(), nullable=False),
        sa.Column("sold_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("price_fen >= 0", name=op.f("ck_contracts_price_not_negative")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_contracts_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contracts")),
        sa.UniqueConstraint("number", name=op.f("uq_contracts_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_contracts_journal_id"), "contracts", ["journal_id"], unique=False)
    op.create_index(op.f("ix_contracts_person_id"), "contracts", ["person_id"], unique=False)
    op.create_table(
        "counter_shifts",
        sa.Column("counter", sa.Text(), nullable=False),
        sa.Column("shift_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.id"], name=op.f("fk_counter_shifts_shift_id")),
        sa.PrimaryKeyConstraint("counter", name=op.f("pk_counter_shifts")),
        sa.UniqueConstraint("shift_id", name=op.f("uq_counter_shifts_shift_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "counts",
        sa.Column("shift_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cash_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("purpose IN ('open', 'close')", name=op.f("ck_counts_purpose_known")),
        sa.CheckConstraint("cash_fen >= 0", name=op.f("ck_counts_cash_not_negative")),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.id"], name=op.f("fk_counts_shift_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counts")),
        sa.UniqueConstraint("shift_id", "purpose", "number", name=op.f("uq_counts_shift_id_purpose_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_counts_journal_id"), "counts", ["journal_id"], unique=False)
    op.create_table(
        "drawer_openings",
        sa.Column("counter", sa.Text(), nullable=False),
        sa.Column("shift_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.id"], name=op.f("fk_drawer_openings_shift_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drawer_openings")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_drawer_openings_journal_id"), "drawer_openings", ["journal_id"], unique=False)
    op.create_index(op.f("ix_drawer_openings_shift_id"), "drawer_openings", ["shift_id"], unique=False)
    op.create_table(
        "hand_ins",
        sa.Column("shift_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("float_left_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("receiver_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("amount_fen >= 0", name=op.f("ck_hand_ins_amount_not_negative")),
        sa.CheckConstraint("float_left_fen >= 0", name=op.f("ck_hand_ins_float_not_negative")),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.id"], name=op.f("fk_hand_ins_shift_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_ins")),
        sa.UniqueConstraint("shift_id", name=op.f("uq_hand_ins_shift_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_hand_ins_journal_id"), "hand_ins", ["journal_id"], unique=False)
    op.create_table(
        "key_events",
        sa.Column("key_code", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("zone_code", sa.Text(), nullable=False),
        sa.Column("tag_code", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("place", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("due_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "event IN ('registered', 'lost', 'found', 'out_of_use', 'in_use', 'retagged')",
            name=op.f("ck_key_events_known"),
        ),
        sa.CheckConstraint("state IN ('normal', 'lost', 'out_of_use')", name=op.f("ck_key_events_state_known")),
        sa.ForeignKeyConstraint(["due_id"], ["dues.id"], name=op.f("fk_key_events_due_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_events")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_key_events_journal_id"), "key_events", ["journal_id"], unique=False)
    op.create_index("ix_key_events_key", "key_events", ["key_code", "id"], unique=False)
    op.create_table(
        "key_tags",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("zone_code", sa.Text(), nullable=False),
        sa.Column("tag_code", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("place", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("state IN ('normal', 'lost', 'out_of_use')", name=op.f("ck_key_tags_state_known")),
        sa.ForeignKeyConstraint(["zone_code"], ["zones.code"], name=op.f("fk_key_tags_zone_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_key_tags")),
        sa.UniqueConstraint("tag_code", name=op.f("uq_key_tags_tag_code")),
        sqlite_strict=True,
    )
    op.create_index("ix_key_tags_zone", "key_tags", ["zone_code", "place"], unique=False)
    op.create_table(
        "missing_things",
        sa.Column("shift_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("thing", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("last_visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("last_moved_at", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.id"], name=op.f("fk_missing_things_shift_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missing_things")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_missing_things_journal_id"), "missing_things", ["journal_id"], unique=False)
    op.create_index(op.f("ix_missing_things_shift_id"), "missing_things", ["shift_id"], unique=False)
    op.create_table(
        "open_visits",
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("key_code", sa.Text(), nullable=False),
        sa.Column("card_number", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_open_visits_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_open_visits")),
        sa.UniqueConstraint("key_code", name=op.f("uq_open_visits_key_code")),
        sa.UniqueConstraint("person_id", name=op.f("uq_open_visits_person_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_open_visits_card_number"), "open_visits", ["card_number"], unique=False)
    op.create_table(
        "photos",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.Column("taken_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_photos_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photos")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_photos_person_id"), "photos", ["person_id"], unique=False)
    op.create_table(
        "pins",
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("computer", sa.Text(), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_pins_account_id")),
        sa.PrimaryKeyConstraint("account_id", "computer", name=op.f("pk_pins")),
        sqlite_strict=True,
    )
    op.create_table(
        "postings",
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("quantity <> 0", name=op.f("ck_postings_quantity_not_zero")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_postings_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postings")),
        sqlite_strict=True,
    )
    op.create_index("ix_postings_account", "postings", ["account", "entry_id"], unique=False)
    op.create_index(op.f("ix_postings_entry_id"), "postings", ["entry_id"], unique=False)
    op.create_index(op.f("ix_postings_journal_id"), "postings", ["journal_id"], unique=False)
    op.create_table(
        "sales",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("counter", sa.Text(), nullable=False),
        sa.Column("shift_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("business_day", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("key_code", sa.Text(), nullable=True),
        sa.Column("total_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("refunds_sale_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(kind = 'refund') = (refunds_sale_id IS NOT NULL)", name=op.f("ck_sales_refund_of_something")
        ),
        sa.CheckConstraint("kind IN ('sale', 'tab', 'refund')", name=op.f("ck_sales_kind_known")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_sales_entry_id")),
        sa.ForeignKeyConstraint(["refunds_sale_id"], ["sales.id"], name=op.f("fk_sales_refunds_sale_id")),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.id"], name=op.f("fk_sales_shift_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales")),
        sa.UniqueConstraint("number", name=op.f("uq_sales_number")),
        sqlite_strict=True,
    )
    op.create_index("ix_sales_counter_day", "sales", ["business_day", "counter", "id"], unique=False)
    op.create_index(op.f("ix_sales_journal_id"), "sales", ["journal_id"], unique=False)
    op.create_index(op.f("ix_sales_person_id"), "sales", ["person_id"], unique=False)
    op.create_index(op.f("ix_sales_refunds_sale_id"), "sales", ["refunds_sale_id"], unique=False)
    op.create_index(op.f("ix_sales_shift_id"), "sales", ["shift_id"], unique=False)
    op.create_index(op.f("ix_sales_visit_id"), "sales", ["visit_id"], unique=False)
    op.create_table(
        "shift_ends",
        sa.Column("shift_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("received_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("kind IN ('handover', 'night')", name=op.f("ck_shift_ends_kind_known")),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.id"], name=op.f("fk_shift_ends_shift_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_ends")),
        sa.UniqueConstraint("shift_id", name=op.f("uq_shift_ends_shift_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_shift_ends_journal_id"), "shift_ends", ["journal_id"], unique=False)
    op.create_table(
        "visit_events",
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key_code", sa.Text(), nullable=False),
        sa.Column("card_number", sa.Text(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("other_card", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "card IN ('', 'slot', 'none', 'given_back', 'left', 'missing')", name=op.f("ck_visit_events_card_known")
        ),
        sa.CheckConstraint(
            "kind IN ('arrived', 'returned', 'swapped', 'key_lost', 'wrong_card', 'left', 'card_collected')",
            name=op.f("ck_visit_events_kind_known"),
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_visit_events_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_events")),
        sqlite_strict=True,
    )
    op.create_index("ix_visit_events_day", "visit_events", ["business_day", "id"], unique=False)
    op.create_index(op.f("ix_visit_events_journal_id"), "visit_events", ["journal_id"], unique=False)
    op.create_index("ix_visit_events_visit", "visit_events", ["visit_id", "id"], unique=False)
    op.create_table(
        "carried_seen",
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["carried_items.id"], name=op.f("fk_carried_seen_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carried_seen")),
        sa.UniqueConstraint("item_id", name=op.f("uq_carried_seen_item_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_carried_seen_journal_id"), "carried_seen", ["journal_id"], unique=False)
    op.create_table(
        "contract_events",
        sa.Column("contract_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("from_day", sa.Text(), nullable=True),
        sa.Column("to_day", sa.Text(), nullable=True),
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('sold', 'opened', 'frozen', 'unfrozen', 'visit_spent', 'visit_returned')",
            name=op.f("ck_contract_events_kind_known"),
        ),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], name=op.f("fk_contract_events_contract_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_events")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_contract_events_contract_id"), "contract_events", ["contract_id"], unique=False)
    op.create_index(op.f("ix_contract_events_journal_id"), "contract_events", ["journal_id"], unique=False)
    op.create_table(
        "contract_states",
        sa.Column("contract_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=True),
        sa.Column("valid_until", sa.Text(), nullable=True),
        sa.Column("frozen_from", sa.Text(), nullable=True),
        sa.Column("frozen_until", sa.Text(), nullable=True),
        sa.Column("visits_left", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("status IN ('unopened', 'open', 'frozen')", name=op.f("ck_contract_states_status_known")),
        sa.CheckConstraint(
            "visits_left IS NULL OR visits_left >= 0", name=op.f("ck_contract_states_visits_not_negative")
        ),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], name=op.f("fk_contract_states_contract_id")),
        sa.PrimaryKeyConstraint("contract_id", name=op.f("pk_contract_states")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_contract_states_person_id"), "contract_states", ["person_id"], unique=False)
    op.create_index(op.f("ix_contract_states_valid_until"), "contract_states", ["valid_until"], unique=False)
    op.create_table(
        "counted_pieces",
        sa.Column("count_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("denomination_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pieces", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("pieces > 0", name=op.f("ck_counted_pieces_pieces_positive")),
        sa.ForeignKeyConstraint(["count_id"], ["counts.id"], name=op.f("fk_counted_pieces_count_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counted_pieces")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_counted_pieces_count_id"), "counted_pieces", ["count_id"], unique=False)
    op.create_index(op.f("ix_counted_pieces_journal_id"), "counted_pieces", ["journal_id"], unique=False)
    op.create_table(
        "counted_tenders",
        sa.Column("count_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tender", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["count_id"], ["counts.id"], name=op.f("fk_counted_tenders_count_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counted_tenders")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_counted_tenders_count_id"), "counted_tenders", ["count_id"], unique=False)
    op.create_index(op.f("ix_counted_tenders_journal_id"), "counted_tenders", ["journal_id"], unique=False)
    op.create_table(
        "counted_things",
        sa.Column("count_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("expected", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counted", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["count_id"], ["counts.id"], name=op.f("fk_counted_things_count_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counted_things")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_counted_things_count_id"), "counted_things", ["count_id"], unique=False)
    op.create_index(op.f("ix_counted_things_journal_id"), "counted_things", ["journal_id"], unique=False)
    op.create_table(
        "invoices",
        sa.Column("sale_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("tax_number", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["sale_id"], ["sales.id"], name=op.f("fk_invoices_sale_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoices")),
        sa.UniqueConstraint("sale_id", name=op.f("uq_invoices_sale_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_invoices_journal_id"), "invoices", ["journal_id"], unique=False)
    op.create_table(
        "reckonings",
        sa.Column("shift_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("count_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tender", sa.Text(), nullable=False),
        sa.Column("expected_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counted_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("due_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(outcome = 'even') = (expected_fen = counted_fen)", name=op.f("ck_reckonings_even_when_equal")
        ),
        sa.CheckConstraint("outcome IN ('even', 'over', 'owed', 'accepted')", name=op.f("ck_reckonings_outcome_known")),
        sa.ForeignKeyConstraint(["count_id"], ["counts.id"], name=op.f("fk_reckonings_count_id")),
        sa.ForeignKeyConstraint(["due_id"], ["dues.id"], name=op.f("fk_reckonings_due_id")),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.id"], name=op.f("fk_reckonings_shift_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reckonings")),
        sa.UniqueConstraint("shift_id", "tender", name=op.f("uq_reckonings_shift_id_tender")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_reckonings_journal_id"), "reckonings", ["journal_id"], unique=False)
    op.create_table(
        "sale_lines",
        sa.Column("sale_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=True),
        sa.Column("goods_change_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("due_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_price_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("discount_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("refunds_line_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("restocked", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("kind IN ('goods', 'due', 'top_up', 'draw')", name=op.f("ck_sale_lines_kind_known")),
        sa.CheckConstraint(
            "amount_fen = quantity * unit_price_fen - discount_fen", name=op.f("ck_sale_lines_amount_follows")
        ),
        sa.CheckConstraint("restocked IN (0, 1)", name=op.f("ck_sale_lines_restocked_flag")),
        sa.ForeignKeyConstraint(["due_id"], ["dues.id"], name=op.f("fk_sale_lines_due_id")),
        sa.ForeignKeyConstraint(["goods_change_id"], ["goods_changes.id"], name=op.f("fk_sale_lines_goods_change_id")),
        sa.ForeignKeyConstraint(["refunds_line_id"], ["sale_lines.id"], name=op.f("fk_sale_lines_refunds_line_id")),
        sa.ForeignKeyConstraint(["sale_id"], ["sales.id"], name=op.f("fk_sale_lines_sale_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale_lines")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_sale_lines_due_id"), "sale_lines", ["due_id"], unique=False)
    op.create_index(op.f("ix_sale_lines_journal_id"), "sale_lines", ["journal_id"], unique=False)
    op.create_index(op.f("ix_sale_lines_refunds_line_id"), "sale_lines", ["refunds_line_id"], unique=False)
    op.create_index(op.f("ix_sale_lines_sale_id"), "sale_lines", ["sale_id"], unique=False)
    op.create_table(
        "tender_corrections",
        sa.Column("sale_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("shift_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("from_kind", sa.Text(), nullable=False),
        sa.Column("to_kind", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reversal_entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_tender_corrections_entry_id")),
        sa.ForeignKeyConstraint(
            ["reversal_entry_id"], ["entries.id"], name=op.f("fk_tender_corrections_reversal_entry_id")
        ),
        sa.ForeignKeyConstraint(["sale_id"], ["sales.id"], name=op.f("fk_tender_corrections_sale_id")),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.id"], name=op.f("fk_tender_corrections_shift_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tender_corrections")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_tender_corrections_journal_id"), "tender_corrections", ["journal_id"], unique=False)
    op.create_index(op.f("ix_tender_corrections_sale_id"), "tender_corrections", ["sale_id"], unique=False)
    op.create_index(op.f("ix_tender_corrections_shift_id"), "tender_corrections", ["shift_id"], unique=False)
    op.create_table(
        "invoices_given",
        sa.Column("invoice_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoices.id"], name=op.f("fk_invoices_given_invoice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoices_given")),
        sa.UniqueConstraint("invoice_id", name=op.f("uq_invoices_given_invoice_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_invoices_given_journal_id"), "invoices_given", ["journal_id"], unique=False)
    op.create_table(
        "sale_tenders",
        sa.Column("sale_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("received_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("approval_code", sa.Text(), nullable=False),
        sa.Column("notes_checked", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("correction_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('cash', 'wechat', 'alipay', 'bankcard', 'balance', 'tab')",
            name=op.f("ck_sale_tenders_kind_known"),
        ),
        sa.CheckConstraint("length(approval_code) <= 12", name=op.f("ck_sale_tenders_approval_code_short")),
        sa.CheckConstraint("notes_checked IN (0, 1)", name=op.f("ck_sale_tenders_notes_checked_flag")),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["tender_corrections.id"], name=op.f("fk_sale_tenders_correction_id")
        ),
        sa.ForeignKeyConstraint(["sale_id"], ["sales.id"], name=op.f("fk_sale_tenders_sale_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale_tenders")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_sale_tenders_journal_id"), "sale_tenders", ["journal_id"], unique=False)
    op.create_index(op.f("ix_sale_tenders_sale_id"), "sale_tenders", ["sale_id"], unique=False)
    insert_only = [
        "account_events",
        "approval_uses",
        "approvals",
        "card_events",
        "carried_items",
        "carried_seen",
        "contract_events",
        "contracts",
        "counted_pieces",
        "counted_tenders",
        "counted_things",
        "counts",
        "day_ends",
        "desk_events",
        "drawer_openings",
        "dues",
        "entries",
        "goods_changes",
        "hand_ins",
        "invoices",
        "invoices_given",
        "journal",
        "key_events",
        "missing_things",
        "moves",
        "person_events",
        "plans",
        "policy_changes",
        "postings",
        "reckonings",
        "requests",
        "sale_lines",
        "sale_tenders",
        "sales",
        "seals",
        "shift_ends",
        "shifts",
        "signing_keys",
        "stock_changes",
        "tender_corrections",
        "visit_events",
        "visits",
        "zone_versions",
    ]
    protect(op.get_bind(), insert_only)
