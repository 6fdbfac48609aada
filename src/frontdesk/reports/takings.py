"""The money of a business day, entry by entry from the ledger: what it was paid with and what it was paid for.

Every entry sums to zero, so both sides of a payment come out equal unless an account is on neither (``other``).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, func, select

from frontdesk.books import accounts
from frontdesk.books.dues import all_outstanding
from frontdesk.books.tables import Due, Entry, Posting

TENDERS = ("cash", "wechat", "alipay", "bankcard", "balance")
"""What a payment comes in, or goes back in; ``balance`` is the member's own money in the house."""
NOT_TRADE = ("float", "over_short", "hand_in")
"""Cash that only moves between drawers, the safe and finance, and differences found in a count."""
RECEIPT_KINDS = ("sale", "refund", "correct_tender")
"""The entries that receipts point at, and those that put their tenders right."""
CHARGED = "due"
"""The kind of an entry that charges somebody; it moves no money yet."""
TOP_UP, DEPOSIT, OTHER = "top_up", "deposit", "other"


@dataclass(frozen=True, slots=True)
class Money:
    """What came in and what was given back under one name, in fen; both are positive numbers."""

    name: str
    taken_fen: int
    given_back_fen: int

    @property
    def net_fen(self) -> int:
        """What is left."""
        return self.taken_fen - self.given_back_fen


@dataclass(frozen=True, slots=True)
class DueLine:
    """Dues of one kind: charged, collected and taken off that day, and open at its end, all in fen but the number."""

    kind: str
    charged_fen: int
    collected_fen: int
    taken_off_fen: int
    open_fen: int
    open_number: int


@dataclass(frozen=True, slots=True)
class Takings:
    """One day's payments from both sides; ``other`` holds what is on no known account and ought to be nothing.

    ``receipt_tenders`` and ``receipt_categories`` are the net sums (name, fen) of those entries alone that have a
    receipt, to be held against the receipts.
    """

    tenders: tuple[Money, ...]
    categories: tuple[Money, ...]
    top_ups: Money
    deposits: Money
    other: Money
    dues: tuple[DueLine, ...]
    entries: int
    receipt_tenders: tuple[tuple[str, int], ...]
    receipt_categories: tuple[tuple[str, int], ...]

    @property
    def taken_fen(self) -> int:
        """Everything that came in, by the tenders."""
        return sum(money.taken_fen for money in self.tenders)

    @property
    def given_back_fen(self) -> int:
        """Everything that went back, by the tenders."""
        return sum(money.given_back_fen for money in self.tenders)

    @property
    def net_fen(self) -> int:
        """What remained."""
        return self.taken_fen - self.given_back_fen

    @property
    def paid_for(self) -> tuple[Money, ...]:
        """What was paid for: categories, and top-ups, deposits and the rest where there were any."""
        rest = (self.top_ups, self.deposits, self.other)
        return (*self.categories, *(money for money in rest if money.taken_fen or money.given_back_fen))


def takings(connection: Connection, business_day: str) -> Takings:
    """The payments and dues of a business day."""
    rows = connection.execute(_POSTINGS.where(Entry.business_day == business_day)).all()
    dues = {_number(row.account) for row in rows if row.account.startswith("due/")}
    sums = _Sums(_dues_in(connection, dues))
    entries = 0
    for (_, kind, reverses), legs in groupby(rows, key=itemgetter(0, 1, 2)):
        entries += 1
        sums.take(kind, reverses is not None, [(leg.account, leg.quantity) for leg in legs])
    return Takings(
        tuple(sums.money("tender", name) for name in TENDERS),
        tuple(sums.money("category", name) for name in sums.categories()),
        sums.money("top_up", TOP_UP),
        sums.money("deposit", DEPOSIT),
        sums.money("other", OTHER),
        _due_lines(connection, business_day, sums),
        entries,
        sums.by_receipts(("tender",)),
        sums.by_receipts(("category", "top_up")),
    )


def is_giving_back(kind: str) -> bool:
    """Whether entries of a kind pay out to somebody what was taken before."""
    return kind.startswith("refund") or kind.endswith("_returned")


@dataclass(frozen=True, slots=True)
class _DueFacts:
    kind: str
    revenue: str


class _Sums:
    """Sums by side and name while the entries go by; index 0 is taken, 1 given back."""

    def __init__(self, dues: Mapping[int, _DueFacts]) -> None:
        self._dues = dues
        self._found: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        self._with_receipt: defaultdict[tuple[str, str], int] = defaultdict(int)
        self.charged: defaultdict[str, int] = defaultdict(int)
        self.collected: defaultdict[str, int] = defaultdict(int)
        self.taken_off: defaultdict[str, int] = defaultdict(int)

    def money(self, side: str, name: str) -> Money:
        taken, given_back = self._found.get((side, name), (0, 0))
        return Money(name, taken, -given_back)

    def categories(self) -> list[str]:
        """Those something was paid for, the largest first."""
        named = [(sum(both), name) for (side, name), both in self._found.items() if side == "category" and any(both)]
        return [name for _, name in sorted(named, key=lambda found: (-found[0], found[1]))]

    def take(self, kind: str, is_reversal: bool, legs: Sequence[tuple[str, int]]) -> None:
        """Add one entry with its legs of (account, fen)."""
        if kind == CHARGED:
            self._dues_moved(self.charged, legs, 1)
            return
        heads = {account.partition("/")[0] for account, _ in legs}
        if not heads & _MONEY and not ("member" in heads and heads & _PAID_FOR):
            self._dues_moved(self.taken_off, legs, -1)
            return
        self._dues_moved(self.collected, legs, -1)
        giving_back = is_giving_back(kind)
        # A tender keyed wrongly is reversed and booked anew: that is neither taken twice nor given back.
        undoing = is_reversal and not giving_back
        for account, fen in legs:
            side, name, amount = self._place(account, fen, giving_back or undoing)
            self._found[side, name][int(giving_back)] += amount
            if kind in RECEIPT_KINDS:
                self._with_receipt[side, name] += amount

    def by_receipts(self, sides: Sequence[str]) -> tuple[tuple[str, int], ...]:
        """Names and net sums of some sides, of entries with a receipt only."""
        found = [(name, fen) for (side, name), fen in self._with_receipt.items() if side in sides and fen]
        return tuple(sorted(found))

    def _dues_moved(self, sums: defaultdict[str, int], legs: Sequence[tuple[str, int]], sign: int) -> None:
        for account, fen in legs:
            if account.startswith("due/"):
                sums[self._dues[_number(account)].kind] += sign * fen

    def _place(self, account: str, fen: int, outgoing: bool) -> tuple[str, str, int]:
        """Side, name and amount of a leg: tenders by their debits, what was paid for by its credits."""
        head, _, tail = account.partition("/")
        if account.startswith("cash/drawer/"):
            return "tender", "cash", fen
        if head == "tender":
            return "tender", tail, fen
        if head == "member":
            # Off a member's account something is paid, onto it money is put; giving back turns both round.
            return ("tender", "balance", fen) if (fen > 0) != outgoing else ("top_up", TOP_UP, -fen)
        if head == "revenue":
            return "category", tail, -fen
        if head == "due":
            return "category", self._dues[_number(account)].revenue, -fen
        if account == accounts.OVER_SHORT:
            return "category", account, -fen
        return ("deposit", DEPOSIT, -fen) if head == "deposit" else ("other", OTHER, -fen)


def _dues_in(connection: Connection, due_ids: set[int]) -> dict[int, _DueFacts]:
    found: dict[int, _DueFacts] = {}
    numbers = sorted(due_ids)
    for start in range(0, len(numbers), _AT_ONCE):
        few = select(Due.id, Due.kind, Due.revenue).where(Due.id.in_(numbers[start : start + _AT_ONCE]))
        found.update({row.id: _DueFacts(row.kind, row.revenue) for row in connection.execute(few)})
    return found


def _due_lines(connection: Connection, business_day: str, sums: _Sums) -> tuple[DueLine, ...]:
    still_open = open_dues(connection, business_day)
    kinds = sorted({*sums.charged, *sums.collected, *sums.taken_off, *(kind for kind, _ in still_open.values())})
    lines = []
    for kind in kinds:
        amounts = [fen for due_kind, fen in still_open.values() if due_kind == kind]
        moved = sums.charged[kind], sums.collected[kind], sums.taken_off[kind]
        if any(moved) or amounts:
            lines.append(DueLine(kind, *moved, sum(amounts), len(amounts)))
    return tuple(lines)


def open_dues(connection: Connection, business_day: str) -> dict[int, tuple[str, int]]:
    """The dues open at the end of a business day, (kind, fen) by id: what is open now without what came later."""
    owed = {due.id: due.open_fen for due in all_outstanding(connection)}
    later = (
        select(Posting.account, func.sum(Posting.quantity))
        # Not joined: the database would then go through the postings of all dues there ever were.
        .where(Posting.entry_id.in_(select(Entry.id).where(Entry.business_day > business_day)))
        .where(Posting.account.like("due/%"))
        .group_by(Posting.account)
    )
    for account, fen in connection.execute(later):
        due_id = _number(account)
        owed[due_id] = owed.get(due_id, 0) - int(fen)
    owed = {due_id: fen for due_id, fen in owed.items() if fen}
    facts = _dues_in(connection, set(owed))
    return {due_id: (facts[due_id].kind, fen) for due_id, fen in sorted(owed.items())}


def _number(account: str) -> int:
    return int(account.partition("/")[2])


_MONEY = {"cash", "tender", "deposit"}
_PAID_FOR = {"revenue", "due", accounts.OVER_SHORT}
_AT_ONCE = 500
_POSTINGS = (
    select(Entry.id, Entry.kind, Entry.reverses_entry_id, Posting.account, Posting.quantity)
    .join(Posting, Posting.entry_id == Entry.id)
    .where(Posting.unit == accounts.CNY, Entry.kind.not_in(NOT_TRADE))
    .order_by(Entry.id, Posting.id)
)
