"""What the customer may see at this moment, as one value: the same for the window, the pole and the voice.

Goods, plans and amounts only. Nothing of a person: no name, number, key, date or balance (K04, G20).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BasketLine:
    """One line of the receipt being made, in both languages."""

    name_zh: str
    name_en: str
    quantity: int
    amount_fen: int

    def name(self, language: str) -> str:
        """The name in a language."""
        return self.name_zh if language == "zh" else self.name_en


@dataclass(frozen=True, slots=True)
class Idle:
    """Nobody is being served."""


@dataclass(frozen=True, slots=True)
class Basket:
    """Lines are being put on the receipt; there is at least one."""

    lines: tuple[BasketLine, ...]
    total_fen: int


@dataclass(frozen=True, slots=True)
class Due:
    """The clerk has begun to take money; this much is still to be paid."""

    due_fen: int


@dataclass(frozen=True, slots=True)
class Paid:
    """All is covered. ``booked`` says whether the receipt is made: before, another tender may still be taken.

    ``tenders`` are kinds (``cash``, ``wechat``, ``tab`` …), each once, in the order they were taken; their words are
    ``cashier.tender.<kind>``. Of ``tab`` nothing was received: it is owed.
    """

    due_fen: int
    received_fen: int
    change_fen: int
    tenders: tuple[str, ...]
    booked: bool


@dataclass(frozen=True, slots=True)
class Thanks:
    """The customer has been served."""


CustomerView = Idle | Basket | Due | Paid | Thanks
