"""What a handover sheet says, line by line, as plain values."""

from dataclasses import dataclass

from frontdesk.handover.cash import Pieces
from frontdesk.handover.compare import CASH


@dataclass(frozen=True, slots=True)
class SheetTender:
    """One tender reckoned: ``outcome`` as in the books (``even``, ``over``, ``owed``, ``accepted``)."""

    tender: str
    expected_fen: int
    counted_fen: int
    outcome: str
    operator: str
    explanation: str

    @property
    def difference_fen(self) -> int:
        """More (+) or less (−) than expected."""
        return self.counted_fen - self.expected_fen


@dataclass(frozen=True, slots=True)
class SheetCount:
    """One count of the drawer; ``at`` a stored UTC text."""

    number: int
    cash_fen: int
    at: str


@dataclass(frozen=True, slots=True)
class SheetThings:
    """Keys or tray cards of a zone."""

    what: str
    name_zh: str
    name_en: str
    expected: int
    counted: int


@dataclass(frozen=True, slots=True)
class SheetMissing:
    """A missing key or card, and who had it last; ``last_moved_at`` a stored UTC text."""

    thing: str
    last_name: str
    last_number: str
    last_moved_at: str


@dataclass(frozen=True, slots=True)
class SheetCarried:
    """An unfinished thing; ``seen_by`` who has acknowledged it, empty for nobody yet."""

    kind: str
    ref: str
    quantity: int | None
    text: str
    seen_by: str


@dataclass(frozen=True, slots=True)
class Receipts:
    """The receipts of a shift: how many, from which number to which; empty numbers for none."""

    number: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class HandoverSheet:
    """A closed shift as it stands in the books. ``kind`` is ``handover`` or ``night``; times are stored UTC texts.

    ``cash_in_fen`` and ``cash_out_fen`` are the drawer's trade: expected cash = float + in − out. ``takings`` are
    (category, fen) of what was sold and collected, refunds deducted.
    """

    shift_id: int
    number: str
    counter: str
    business_day: str
    kind: str
    opened_at: str
    closed_at: str
    operator: str
    closed_by: str
    receiver: str
    next_number: str
    float_fen: int
    cash_in_fen: int
    cash_out_fen: int
    handed_in_fen: int
    cash_receiver: str
    float_left_fen: int
    pieces: Pieces
    counts: tuple[SheetCount, ...]
    tenders: tuple[SheetTender, ...]
    float_check: SheetTender | None
    takings: tuple[tuple[str, int], ...]
    receipts: Receipts
    things: tuple[SheetThings, ...]
    missing: tuple[SheetMissing, ...]
    carried: tuple[SheetCarried, ...]
    journal_id: int
    head: str
    key_fingerprint: str

    @property
    def cash(self) -> SheetTender:
        """The reckoning of the drawer."""
        return next(line for line in self.tenders if line.tender == CASH)

    @property
    def difference_fen(self) -> int:
        """All differences together."""
        return sum(line.difference_fen for line in self.tenders)

    @property
    def takings_fen(self) -> int:
        """All takings together (G14)."""
        return sum(amount for _, amount in self.takings)
