"""The table of roles: what each may do, and up to which limit alone. Data, so that it can be read at a glance."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is at this desk, from least to most."""

    CASHIER = "cashier"
    SHIFT_LEAD = "shift_lead"
    MANAGER = "manager"
    OWNER = "owner"


class Right(StrEnum):
    """Something a use case asks for before it does anything."""

    SELL = "sell"
    TOP_UP = "top_up"
    REFUND = "refund"
    CORRECT_TENDER = "correct_tender"
    OPEN_DRAWER = "open_drawer"
    COLLECT_DUE = "collect_due"
    WAIVE_DUE = "waive_due"
    HAND_OUT_KEY = "hand_out_key"
    MANAGE_KEYS = "manage_keys"
    SEE_MEMBER = "see_member"
    EDIT_MEMBER = "edit_member"
    BLOCK_MEMBER = "block_member"
    SELL_CONTRACT = "sell_contract"
    FREEZE_CONTRACT = "freeze_contract"
    MANAGE_PLANS = "manage_plans"
    ISSUE_CARD = "issue_card"
    RECEIVE_STOCK = "receive_stock"
    ADJUST_STOCK = "adjust_stock"
    MANAGE_GOODS = "manage_goods"
    OPEN_SHIFT = "open_shift"
    CLOSE_SHIFT = "close_shift"
    CLOSE_DAY = "close_day"
    RECEIVE_CASH = "receive_cash"
    PRINT_AGAIN = "print_again"
    APPROVE = "approve"
    SEE_REPORTS = "see_reports"
    SETTINGS = "settings"
    MANAGE_STAFF = "manage_staff"
    EXPORT = "export"
    IMPORT = "import"
    ERASE_PERSON = "erase_person"
    BACKUP = "backup"
    RESTORE = "restore"
    VERIFY = "verify"


class Limit(StrEnum):
    """How far a role may go alone; beyond it a second person approves (K08)."""

    REFUND_FEN = "refund_fen"
    DISCOUNT_FEN = "discount_fen"
    TENDER_CORRECTION_FEN = "tender_correction_fen"
    KEYED_AMOUNT_FEN = "keyed_amount_fen"
    """An amount typed by hand where the contract says another (G22)."""
    WAIVE_DUE_FEN = "waive_due_fen"
    BALANCE_ADJUSTMENT_FEN = "balance_adjustment_fen"
    CASH_DIFFERENCE_FEN = "cash_difference_fen"
    DRAWER_OPENINGS = "drawer_openings"
    """Openings of the drawer without a sale; a use case asks for 1."""
    STOCK_ADJUSTMENT_PIECES = "stock_adjustment_pieces"
    CLOCK_SET_BACK_S = "clock_set_back_s"
    """How far a clock may have been set back for somebody to say alone that it is right."""
    RESTORES = "restores"
    """Putting an older copy of the data in place; a use case asks for 1."""
    SUSPECT_CARDS = "suspect_cards"
    """Letting a card go that was blocked because there are two of it; a use case asks for 1."""


UNLIMITED = 10**15

_CASHIER = frozenset(
    {
        Right.SELL,
        Right.TOP_UP,
        Right.REFUND,
        Right.CORRECT_TENDER,
        Right.OPEN_DRAWER,
        Right.COLLECT_DUE,
        Right.HAND_OUT_KEY,
        Right.SEE_MEMBER,
        Right.EDIT_MEMBER,
        Right.SELL_CONTRACT,
        Right.FREEZE_CONTRACT,
        Right.ISSUE_CARD,
        Right.RECEIVE_STOCK,
        Right.OPEN_SHIFT,
        Right.CLOSE_SHIFT,
        Right.CLOSE_DAY,
        Right.PRINT_AGAIN,
    }
)
_SHIFT_LEAD = _CASHIER | {
    Right.WAIVE_DUE,
    Right.BLOCK_MEMBER,
    Right.ADJUST_STOCK,
    Right.RECEIVE_CASH,
    Right.APPROVE,
    Right.SEE_REPORTS,
}
_MANAGER = _SHIFT_LEAD | {
    Right.MANAGE_KEYS,
    Right.MANAGE_PLANS,
    Right.MANAGE_GOODS,
    Right.SETTINGS,
    Right.MANAGE_STAFF,
    Right.EXPORT,
    Right.IMPORT,
    Right.ERASE_PERSON,
    Right.BACKUP,
    Right.VERIFY,
}
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.CASHIER: _CASHIER,
    Role.SHIFT_LEAD: _SHIFT_LEAD,
    Role.MANAGER: _MANAGER,
    Role.OWNER: frozenset(Right),
}

LIMITS: dict[Limit, dict[Role, int]] = {
    limit: dict(zip(Role, values, strict=True))
    for limit, values in {
        # cashier, shift lead, manager, owner
        Limit.REFUND_FEN: (0, 50_000, 200_000, UNLIMITED),
        Limit.DISCOUNT_FEN: (0, 10_000, 100_000, UNLIMITED),
        Limit.TENDER_CORRECTION_FEN: (20_000, 100_000, UNLIMITED, UNLIMITED),
        Limit.KEYED_AMOUNT_FEN: (0, 0, UNLIMITED, UNLIMITED),
        Limit.WAIVE_DUE_FEN: (0, 5_000, 50_000, UNLIMITED),
        Limit.BALANCE_ADJUSTMENT_FEN: (0, 0, 50_000, UNLIMITED),
        Limit.CASH_DIFFERENCE_FEN: (1_000, 5_000, 50_000, UNLIMITED),
        Limit.DRAWER_OPENINGS: (0, 1, 1, 1),
        Limit.STOCK_ADJUSTMENT_PIECES: (0, 20, UNLIMITED, UNLIMITED),
        Limit.CLOCK_SET_BACK_S: (0, UNLIMITED, UNLIMITED, UNLIMITED),
        Limit.RESTORES: (0, 0, 0, 1),
        Limit.SUSPECT_CARDS: (0, 1, 1, 1),
    }.items()
}

MANAGING_ROLES = frozenset({Role.MANAGER, Role.OWNER})


def role_includes(role: str, right: Right) -> bool:
    """Whether a role has a right; a role nobody knows has none."""
    return role in set(Role) and right in RIGHTS[Role(role)]
