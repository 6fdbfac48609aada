"""Account paths and units. Debits are positive: cash and claims are assets, members' values and revenue are credits."""

CNY = "CNY"
VISIT = "visit"
OVER_SHORT = "over-short"
HANDED_IN = "finance/handed-in"
SAFE = "cash/safe"
STOCK_SHELF = "stock/shelf"
STOCK_SOLD = "stock/sold"
STOCK_RECEIVED = "stock/received"
STOCK_ADJUSTED = "stock/adjusted"
KEY_DEPOSITS = "deposit/key"
"""What every visit's deposit begins with; alone, the deposits taken before each had an account of its own."""


def drawer(shift_id: int) -> str:
    """The cash of one shift's drawer, float included."""
    return f"cash/drawer/{shift_id}"


def tender(kind: str) -> str:
    """Money taken through an outside service: ``wechat``, ``alipay``, ``bankcard``."""
    return f"tender/{kind}"


def member(person_id: int) -> str:
    """What the house owes a member, in any unit."""
    return f"member/{person_id}"


def due(due_id: int) -> str:
    """What is still owed of one due."""
    return f"due/{due_id}"


def key_deposit(visit_id: int) -> str:
    """What the house holds of a day guest's deposit for a key."""
    return f"{KEY_DEPOSITS}/{visit_id}"


def revenue(category: str) -> str:
    """Income by category, such as ``bar`` or ``membership``."""
    return f"revenue/{category}"


def issued(unit: str) -> str:
    """The other side of units given to members."""
    return f"issued/{unit}"


def goods(sku: str) -> str:
    """The unit in which one article is counted."""
    return f"goods:{sku}"
