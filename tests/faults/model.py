"""A front desk in plain dictionaries, written from the duties: what everybody has and owes after anything that happens.

It knows nothing of the program: no double entry, no tables, no rule of the program's is imported. Every figure lies in
a dictionary of its own, and ``accounts`` says under which name the books ought to keep it. What the desk must refuse
raises ``Refused`` before anything is changed.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction

GOODS = {  # category, price, members' price, whether pieces are counted
    "water": ("bar", 300, 300, True),
    "towel": ("retail", 3500, 3150, True),
    "bar-choc": ("bar", 1800, 1800, True),
    "visit": ("single_visit", 8000, 8000, False),
}
OUTSIDE = ("wechat", "alipay", "bankcard")
LOST_KEY_FEE, MOST_ON_ACCOUNT, LEAST_TOP_UP = 3000, 500_000, 100
REENTRY = timedelta(minutes=120)
EVERYTHING = 10**12
# What each person at the desk may do alone: owner 1, cashier 2, shift lead 3 (K08).
MAY = {
    "refund": {1: EVERYTHING, 2: 0, 3: 50_000},
    "discount": {1: EVERYTHING, 2: 0, 3: 10_000},
    "correct": {1: EVERYTHING, 2: 20_000, 3: 100_000},
    "waive": {1: EVERYTHING, 2: 0, 3: 5_000},
    "difference": {1: EVERYTHING, 2: 1_000, 3: 5_000},
}
OWNER, CASHIER, LEAD = 1, 2, 3


class Refused(Exception):
    """The desk must not do this."""


def refuse_if(wrong: object, why: str) -> None:
    if wrong:
        raise Refused(why)


def within(who: int, what: str, amount: int) -> None:
    refuse_if(abs(amount) > MAY[what][who], f"{what} beyond what {who} may do alone")


def part_of(amount: int, pieces: int, of: int) -> int:
    """A part of an amount, half a fen away from zero."""
    exact = Fraction(abs(amount) * pieces, of)
    found = int(exact + Fraction(1, 2))
    return found if amount >= 0 else -found


@dataclass
class Line:
    """A line of a receipt and what came back of it."""

    kind: str
    sku: str
    quantity: int
    amount: int
    due: int | None = None
    pieces_back: int = 0
    fen_back: int = 0


@dataclass
class Receipt:
    """A receipt with what it stands paid with, in the order of payment."""

    number: str
    kind: str
    shift: int
    person: int | None
    lines: list[Line]
    paid: dict[str, int]
    back: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    refunds: int = 0


@dataclass
class Shift:
    """A shift at a counter. ``own_float`` is its float without the deposits that came over with it."""

    counter: str
    day: str
    operator: int
    own_float: int
    taken_outside: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    moves: int = 0


@dataclass
class Due:
    """What somebody owes."""

    amount: int
    open: int
    kind: str
    category: str
    person: int | None
    visit: int | None
    operator: int | None = None
    waived: int = 0


@dataclass
class Visit:
    """Somebody in the house; ``card`` is the number that lies in the slot."""

    person: int | None
    key: str
    card: str
    document: bool = False
    deposit: int = 0
    tender: str = ""
    counter: str = ""


@dataclass
class Ask:
    """A line as it is asked for."""

    kind: str
    sku: str = ""
    quantity: int = 1
    off: int = 0
    due: int = 0
    fen: int = 0


@dataclass
class Desk:
    """The whole house."""

    now: datetime
    sex: dict[int, str]
    cards: dict[int, str]
    keys: dict[str, str]
    purse: dict[int, int]
    packs: dict[int, int]
    drinks: dict[int, int]
    shelf: dict[str, int]
    records: int = 0
    receipts: list[Receipt] = field(default_factory=list)
    series: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    shifts: dict[int, Shift] = field(default_factory=dict)
    open_at: dict[str, int] = field(default_factory=dict)
    last_ended: dict[str, int] = field(default_factory=dict)
    deposits_carried: dict[int, int] = field(default_factory=dict)
    closed_days: set[str] = field(default_factory=set)
    drawer: dict[int, int] = field(default_factory=dict)
    outside: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    dues: dict[int, Due] = field(default_factory=dict)
    deposits: dict[int, int] = field(default_factory=dict)
    deposit_tender: dict[int, str] = field(default_factory=dict)
    income: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    over: int = 0
    safe: int = 0
    handed_in: int = 0
    floats: int = 0
    sold: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    written_off: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    visits: dict[int, Visit] = field(default_factory=dict)
    last_visit: dict[int, tuple[int, datetime]] = field(default_factory=dict)
    visits_begun: int = 0
    lost: dict[str, int | None] = field(default_factory=dict)
    things: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.issued = {"CNY": sum(self.purse.values()), "visit": sum(self.packs.values())}
        self.drinks_issued = sum(self.drinks.values())
        self.received = dict(self.shelf)
        self.things = {f"key/{key}": "board" for key in self.keys}
        self.things |= {f"card/{card}": f"member/{person}" for person, card in self.cards.items()}

    # What the books ought to say.

    def accounts(self) -> dict[tuple[str, str], int]:
        """Every account that isn't empty, claims and cash positive."""
        found: dict[tuple[str, str], int] = {
            ("over-short", "CNY"): -self.over,
            ("cash/safe", "CNY"): self.safe,
            ("finance/handed-in", "CNY"): self.handed_in,
            ("finance/float", "CNY"): -self.floats,
            ("issued/CNY", "CNY"): self.issued["CNY"],
            ("issued/visit", "visit"): sum(self.packs.values()),
            ("issued/drink:water", "drink:water"): sum(self.drinks.values()),
        }
        found |= {(f"cash/drawer/{shift}", "CNY"): fen for shift, fen in self.drawer.items()}
        found |= {(f"tender/{kind}", "CNY"): fen for kind, fen in self.outside.items()}
        found |= {(f"due/{number}", "CNY"): due.open for number, due in self.dues.items()}
        found |= {(f"deposit/key/{visit}", "CNY"): -fen for visit, fen in self.deposits.items()}
        found |= {(f"revenue/{category}", "CNY"): -fen for category, fen in self.income.items()}
        found |= {(f"member/{person}", "CNY"): -fen for person, fen in self.purse.items()}
        found |= {(f"member/{person}", "visit"): -left for person, left in self.packs.items()}
        found |= {(f"member/{person}", "drink:water"): -left for person, left in self.drinks.items()}
        for sku in self.shelf:
            unit = f"goods:{sku}"
            found[("stock/shelf", unit)] = self.shelf[sku]
            found[("stock/sold", unit)] = self.sold[sku]
            found[("stock/adjusted", unit)] = self.written_off[sku]
            found[("stock/received", unit)] = -self.received[sku]
        return {account: quantity for account, quantity in found.items() if quantity}

    def expected_cash(self, counter: str) -> int:
        """What has to lie in a counter's drawer: float + in − out."""
        return self.drawer[self.open_at[counter]]

    # Shifts and days.

    def shift_at(self, counter: str) -> int:
        refuse_if(counter not in self.open_at, "no shift")
        return self.open_at[counter]

    def day_to_open(self) -> str:
        """Today (until five in the morning yesterday), never before the last shift, never a day that was closed."""
        wall = (self.now - timedelta(hours=5)).date().isoformat()
        beside = max((self.shifts[shift].day for shift in self.open_at.values()), default="")
        if beside >= wall:
            return beside
        day = max([wall, *(shift.day for shift in self.shifts.values())])
        newest = max(self.closed_days, default="")
        return day if day > newest else (date.fromisoformat(newest) + timedelta(days=1)).isoformat()

    def begin_shift(self, counter: str, operator: int, own_float: int, day: str) -> int:
        number = len(self.shifts) + 1
        self.shifts[number] = Shift(counter, day, operator, own_float)
        self.open_at[counter] = number
        return number

    def open_shift(self, counter: str, who: int, counted: int, remark: bool, read: bool) -> None:
        refuse_if(counter in self.open_at, "open already")
        before = self.last_ended.get(counter)
        left = self.drawer[before] if before is not None else counted
        refuse_if(counted != left and not remark, "a difference without a word")
        within(who, "difference", counted - left)
        refuse_if(not read, "what was left is to be read")
        day = self.day_to_open()
        carried = self.deposits_carried.get(before, 0) if before is not None else 0
        shift = self.begin_shift(counter, who, max(0, counted - carried), day)
        if before is None:
            self.floats += counted
        else:
            self.drawer[before] = 0
            self.over += counted - left
        self.drawer[shift] = counted
        self.records += 1

    def close_shift(
        self,
        counter: str,
        who: int,
        counted: dict[str, int],
        count_moves: tuple[int, int],
        *,
        borne: bool,
        explained: bool,
        missing: list[str],
        named: bool,
        receiver: int | None,
        read: bool,
        to_lead: bool,
    ) -> None:
        """A handover to ``receiver``, or for None the night. ``count_moves``: the shift counted, and its moves then."""
        shift_id = self.shift_at(counter)
        shift = self.shifts[shift_id]
        refuse_if(shift.operator != who and who == CASHIER, "somebody else's shift")
        refuse_if(receiver == who, "the same person twice")
        refuse_if(receiver is None and len(self.open_at) == 1 and self.visits, "people in the house")
        refuse_if(count_moves != (shift_id, shift.moves), "money moved since the count")
        refuse_if(missing and not named, "missing and not named")
        refuse_if(to_lead and who == LEAD, "cash to oneself")
        expected = {"cash": self.drawer[shift_id]} | {kind: shift.taken_outside[kind] for kind in OUTSIDE}
        differences = {kind: counted.get(kind, 0) - fen for kind, fen in expected.items()}
        for difference in differences.values():
            refuse_if(difference and not explained, "a difference without a word")
            within(who, "difference", difference)
            if borne and difference < 0:
                within(who, "waive", difference)
        refuse_if(receiver is not None and not read, "what is carried is to be read")
        for kind, difference in differences.items():
            self._reckon(shift_id, kind, difference, borne)
        for key in missing:
            self.things[f"key/{key}"] = "lost"
            self.lost[key] = None
        guests = sum(v.deposit for v in self.visits.values() if v.tender == "cash" and v.counter == counter)
        self.deposits_carried[shift_id] = guests
        handed_in = max(0, counted["cash"] - shift.own_float - guests)
        if to_lead:
            self.handed_in += handed_in
        else:
            self.safe += handed_in
        self.drawer[shift_id] -= handed_in
        del self.open_at[counter]
        self.last_ended[counter] = shift_id
        if receiver is not None:
            left = self.drawer[shift_id]
            following = self.begin_shift(counter, receiver, max(0, left - guests), self.day_to_open())
            self.drawer[following], self.drawer[shift_id] = left, 0
        self.records += 1

    def _reckon(self, shift_id: int, kind: str, difference: int, borne: bool) -> None:
        if kind == "cash":
            self.drawer[shift_id] += difference
        else:
            self.outside[kind] += difference
        self.over += difference
        if difference < 0 and not borne:
            self.over -= difference
            self._owe(-difference, "shortage", "over-short", None, None, self.shifts[shift_id].operator)

    def close_day(self, day: str) -> None:
        refuse_if(any(self.shifts[shift].day <= day for shift in self.open_at.values()), "a shift is open")
        refuse_if(day in self.closed_days, "sealed")
        refuse_if(not any(shift.day == day for shift in self.shifts.values()), "nothing to close")
        refuse_if(not self.open_at and self.visits, "people in the house")
        self.closed_days.add(day)
        self.records += 1

    # Money.

    def _owe(
        self, amount: int, kind: str, category: str, person: int | None, visit: int | None, operator: int | None = None
    ) -> int:
        number = len(self.dues) + 1
        self.dues[number] = Due(amount, amount, kind, category, person, visit, operator)
        if kind != "shortage":
            self.income[category] += amount
        return number

    def _take(self, shift_id: int, kind: str, fen: int, person: int | None = None) -> None:
        """Money in by a tender, or out again when negative."""
        if not fen or kind == "tab":
            return
        if kind == "balance":
            assert person is not None
            self.purse[person] -= fen
            return
        self.shifts[shift_id].moves += 1
        if kind == "cash":
            self.drawer[shift_id] += fen
        else:
            self.outside[kind] += fen
            self.shifts[shift_id].taken_outside[kind] += fen

    def _number(self, shift_id: int) -> str:
        shift = self.shifts[shift_id]
        series = f"{shift.counter}-{shift.day.replace('-', '')}"
        self.series[series] += 1
        return f"{series}-{self.series[series]:04d}"

    def price(self, ask: Ask, person: int | None) -> int:
        """What a line comes to."""
        if ask.kind == "goods":
            _, plain, members, _ = GOODS[ask.sku]
            return ask.quantity * (plain if person is None else members) - ask.off
        if ask.kind == "due":
            return self.dues[ask.due].open
        return ask.fen if ask.kind == "top_up" else 0

    def sell(
        self,
        counter: str,
        who: int,
        asks: list[Ask],
        tenders: list[tuple[str, int, int]],
        person: int | None,
        visit: int | None,
    ) -> None:
        """Tenders are (kind, amount, received)."""
        within(who, "discount", sum(ask.off for ask in asks))
        shift_id = self.shift_at(counter)
        self._check_lines(asks, person)
        amounts = [self.price(ask, person) for ask in asks]
        self._check_tenders(tenders, sum(amounts), {ask.kind for ask in asks}, person, visit)
        on_tab = any(kind == "tab" for kind, _, _ in tenders)
        lines = []
        tab: dict[str, int] = defaultdict(int)
        for ask, amount in zip(asks, amounts, strict=True):
            lines.append(Line(ask.kind, ask.sku, ask.quantity, amount, ask.due or None))
            if ask.kind == "goods":
                category = GOODS[ask.sku][0]
                tab[category] += amount
                if not on_tab:
                    self.income[category] += amount
            elif ask.kind == "due":
                self.dues[ask.due].open = 0
            elif ask.kind == "top_up":
                assert person is not None
                self.purse[person] += amount
            self._pieces(lines[-1], ask.quantity, person, "sold")
        if on_tab:
            made = {c: self._owe(fen, "bar_tab", c, person, visit) for c, fen in tab.items() if fen}
            for line in lines:
                line.due = made.get(GOODS[line.sku][0])
        paid: dict[str, int] = defaultdict(int)
        for kind, fen, _ in tenders:
            paid[kind] += fen
            self._take(shift_id, kind, fen, person)
        kind = "tab" if on_tab else "sale"
        self.receipts.append(Receipt(self._number(shift_id), kind, shift_id, person, lines, dict(paid)))
        self.records += 1

    def _pieces(self, line: Line, quantity: int, person: int | None, where: str) -> None:
        """Pieces off the shelf; negative ones come back, or are written off."""
        if line.kind not in ("goods", "draw"):
            return
        if GOODS[line.sku][3]:
            self.sold[line.sku] += quantity
            place = self.written_off if where == "written off" else self.shelf
            place[line.sku] -= quantity
        if line.kind == "draw":
            assert person is not None
            self.drinks[person] -= quantity

    def _check_lines(self, asks: list[Ask], person: int | None) -> None:
        refuse_if(not asks, "nothing to sell")
        needed: dict[str, int] = defaultdict(int)
        seen: set[int] = set()
        top_ups = sum(ask.fen for ask in asks if ask.kind == "top_up")
        for ask in asks:
            refuse_if(ask.quantity < 1, "no pieces")
            if ask.kind in ("goods", "draw"):
                needed[ask.sku] += ask.quantity if GOODS[ask.sku][3] else 0
            if ask.kind in ("draw", "top_up"):
                refuse_if(person is None, "whose?")
            if ask.kind == "goods":
                refuse_if(not 0 <= ask.off <= self.price(ask, person) + ask.off, "more off than it costs")
            if ask.kind == "due":
                refuse_if(ask.due in seen or self.dues[ask.due].open <= 0, "not owed")
                seen.add(ask.due)
            if ask.kind == "top_up":
                refuse_if(ask.fen < LEAST_TOP_UP, "too little")
                assert person is not None
                refuse_if(self.purse[person] + top_ups > MOST_ON_ACCOUNT, "too much on account")
        for sku, pieces in needed.items():
            refuse_if(pieces and self.shelf[sku] < pieces, "not on the shelf")
        drawn = sum(ask.quantity for ask in asks if ask.kind == "draw")
        refuse_if(drawn and person is not None and self.drinks.get(person, 0) < drawn, "no drinks left")

    def _check_tenders(
        self,
        tenders: list[tuple[str, int, int]],
        total: int,
        kinds: set[str],
        person: int | None,
        visit: int | None,
    ) -> None:
        used = [kind for kind, _, _ in tenders]
        refuse_if(sum(fen for _, fen, _ in tenders) != total, "doesn't add up")
        refuse_if(any(fen <= 0 for _, fen, _ in tenders), "nothing or less")
        refuse_if(any(kind == "cash" and 0 < got < fen for kind, fen, got in tenders), "too little cash")
        refuse_if(any(kind != "cash" and got not in (0, fen) for kind, fen, got in tenders), "change on no cash")
        refuse_if(any(used.count(kind) > 1 for kind in ("cash", "balance", "tab")), "twice")
        refuse_if("top_up" in kinds and {"balance", "tab"} & set(used), "only with new money")
        refuse_if("tab" in used and (len(used) > 1 or kinds != {"goods"}), "only goods, and nothing beside")
        refuse_if("balance" in used and person is None, "whose?")
        refuse_if("tab" in used and person is None and visit is None, "whose?")
        refuse_if("tab" in used and visit is not None and visit not in self.visits, "gone")
        spent = sum(fen for kind, fen, _ in tenders if kind == "balance")
        refuse_if(spent and person is not None and self.purse.get(person, 0) < spent, "overdraft")

    def refund(self, counter: str, who: int, sale: int, pieces: dict[int, tuple[int, bool]]) -> None:
        """``pieces``: place of the line -> (how many, whether they go on the shelf again)."""
        receipt = self.receipts[sale]
        refuse_if(receipt.kind == "refund" or not pieces, "not to be refunded")
        back = {}
        for place, (quantity, _) in pieces.items():
            line = receipt.lines[place]
            refuse_if(not 1 <= quantity <= line.quantity - line.pieces_back, "not so many left")
            back[place] = part_of(line.amount, line.pieces_back + quantity, line.quantity) - line.fen_back
        total = sum(back.values())
        within(who, "refund", total)
        shift_id = self.shift_at(counter)
        tenders = []
        rest = total
        for kind in reversed([kind for kind, fen in receipt.paid.items() if fen]):
            part = min(receipt.paid[kind] - receipt.back[kind], rest)
            if part > 0:
                tenders.append((kind, part))
                rest -= part
        refuse_if(rest, "more than was paid")
        self._check_refund_leaves_nothing_negative(receipt, back, pieces)
        lines = []
        for place, (quantity, restock) in pieces.items():
            line = receipt.lines[place]
            line.pieces_back += quantity
            line.fen_back += back[place]
            lines.append(Line(line.kind, line.sku, -quantity, -back[place], line.due))
            self._line_back(receipt, line, back[place])
            self._pieces(line, -quantity, receipt.person, "shelf" if restock else "written off")
        for kind, fen in tenders:
            receipt.back[kind] += fen
            self._take(shift_id, kind, -fen, receipt.person)
        receipt.refunds += 1
        paid = {kind: -fen for kind, fen in tenders}
        self.receipts.append(Receipt(self._number(shift_id), "refund", shift_id, receipt.person, lines, paid))
        self.records += 1

    def _check_refund_leaves_nothing_negative(
        self, receipt: Receipt, back: dict[int, int], pieces: dict[int, tuple[int, bool]]
    ) -> None:
        off_tab: dict[int, int] = defaultdict(int)
        purse = 0
        for place, fen in back.items():
            line = receipt.lines[place]
            if line.due is not None and receipt.kind == "tab":
                off_tab[line.due] += fen
            if line.kind == "top_up":
                purse += fen
        refuse_if(any(self.dues[due].open < fen for due, fen in off_tab.items()), "collected already")
        refuse_if(purse and receipt.person is not None and self.purse[receipt.person] < purse, "spent already")

    def _line_back(self, receipt: Receipt, line: Line, fen: int) -> None:
        if line.kind == "goods":
            self.income[GOODS[line.sku][0]] -= fen
            if receipt.kind == "tab" and line.due is not None:
                self.dues[line.due].open -= fen
        elif line.kind == "due":
            assert line.due is not None
            self.dues[line.due].open += fen
        elif line.kind == "top_up":
            assert receipt.person is not None
            self.purse[receipt.person] -= fen

    def correct(self, counter: str, who: int, sale: int, wrong: str, right: str) -> None:
        receipt = self.receipts[sale]
        refuse_if(wrong == right or {wrong, right} - {"cash", *OUTSIDE}, "no such correction")
        amount = receipt.paid.get(wrong, 0)
        refuse_if(amount <= 0 or receipt.refunds or receipt.kind == "refund", "nothing paid so")
        shift_id = self.shift_at(counter)
        refuse_if(receipt.shift != shift_id, "counted already")
        within(who, "correct", amount)
        receipt.paid[wrong] = 0
        receipt.paid[right] = receipt.paid.get(right, 0) + amount
        self._take(shift_id, wrong, -amount)
        self._take(shift_id, right, amount)
        self.records += 1

    def waive(self, who: int, due: int) -> None:
        refuse_if(who == CASHIER, "no right")
        owed = self.dues.get(due)
        refuse_if(owed is None or owed.open <= 0, "not owed")
        assert owed is not None
        refuse_if(owed.operator == who, "one's own shortage")
        within(who, "waive", owed.open)
        if owed.kind == "shortage":
            self.over -= owed.open
        else:
            self.income[owed.category] -= owed.open
        owed.waived += owed.open
        owed.open = 0
        self.records += 1

    def receive(self, sku: str, pieces: int) -> None:
        refuse_if(pieces < 1, "no pieces")
        self.shelf[sku] += pieces
        self.received[sku] += pieces
        self.records += 1

    # Keys, cards, visits.

    def _refuse_unusable(self, key: str, sex: str) -> None:
        refuse_if(self.things[f"key/{key}"] != "board", "not on the board")
        refuse_if(f"tray/{key}" in self.things.values(), "something in its slot")
        refuse_if(sex and self.keys[key] != sex, "the other changing room")

    def arrive(self, counter: str, person: int, key: str, card: str) -> None:
        """``card``: the number of the card that was shown, empty without one."""
        self.shift_at(counter)
        refuse_if(any(visit.person == person for visit in self.visits.values()), "inside already")
        last = self.last_visit.get(person)
        goes_on = last is not None and self.now - last[1] <= REENTRY
        used_up = person in self.packs and not self.packs[person]
        refuse_if(used_up and not goes_on, "no visits left")
        self._refuse_unusable(key, self.sex[person])
        refuse_if(card and self.cards[person] != card, "somebody else's card")
        if goes_on:
            assert last is not None
            visit = last[0]
        else:
            self.visits_begun += 1
            visit = self.visits_begun
            if person in self.packs:
                self.packs[person] -= 1
        self.visits[visit] = Visit(person, key, card)
        self.things[f"key/{key}"] = f"visit/{visit}"
        if card:
            self.things[f"card/{card}"] = f"tray/{key}"
        self.records += 1

    def admit(self, counter: str, key: str, sex: str, deposit: int, tender: str) -> None:
        """A day guest with a deposit, or with a document for 0."""
        shift_id = self.shift_at(counter)
        refuse_if(tender and (deposit <= 0 or tender == "bankcard"), "no surety")
        self._refuse_unusable(key, sex)
        self.visits_begun += 1
        visit = self.visits_begun
        self.visits[visit] = Visit(None, key, "", not tender, deposit if tender else 0, tender, counter)
        self.things[f"key/{key}"] = f"visit/{visit}"
        if tender:
            self.deposits[visit] = deposit
            self.deposit_tender[visit] = tender
            self._take(shift_id, tender, deposit)
        else:
            self.things[f"document/{visit}"] = f"tray/{key}"
        self.records += 1

    def _lose(self, visit: int) -> int:
        found = self.visits[visit]
        due = self._owe(LOST_KEY_FEE, "lost_key", "keys", found.person, visit)
        self.lost[found.key] = due
        self.things[f"key/{found.key}"] = "lost"
        return due

    def leave(self, counter: str, who: int, visit: int, *, key_lost: bool, card: str, owe: bool) -> None:
        """``card``: given_back, left or missing; ``owe``: what is unpaid stays owed."""
        shift_id = self.shift_at(counter)
        refuse_if(visit not in self.visits, "not in the house")
        tab = sum(due.open for due in self.dues.values() if due.visit == visit and due.kind == "bar_tab")
        refuse_if(tab and not owe, "unpaid")
        within(who, "waive", tab)
        self._end(shift_id, visit, key_lost, card, is_here=True)
        self.records += 1

    def settle(self, counter: str, ends: list[tuple[int, bool, str]]) -> None:
        """At closing: (visit, key lost, card) for visitors who have gone."""
        shift_id = self.shift_at(counter)
        for visit, key_lost, card in ends:
            if visit in self.visits:
                self._end(shift_id, visit, key_lost, card, is_here=False)
        self.records += 1

    def _end(self, shift_id: int, visit: int, key_lost: bool, card: str, is_here: bool) -> None:
        found = self.visits[visit]
        due = self._lose(visit) if key_lost else None
        if due is None:
            self.things[f"key/{found.key}"] = "board"
        if found.card:
            gone_to = {"given_back": f"member/{found.person}", "left": f"tray/{found.key}", "missing": "missing"}
            self.things[f"card/{found.card}"] = gone_to[card]
        if found.document:
            gone_to = {"given_back": f"guest/{visit}", "left": "desk/found", "missing": "missing"}
            self.things[f"document/{visit}"] = gone_to[card]
        if found.deposit:
            if due is not None:
                kept = min(found.deposit, self.dues[due].open)
                self.dues[due].open -= kept
                self.deposits[visit] -= kept
            if is_here:
                self._take(shift_id, found.tender, -self.deposits[visit])
                self.deposits[visit] = 0
        if found.person is not None:
            self.last_visit[found.person] = (visit, self.now)
        del self.visits[visit]

    def swap(self, counter: str, visit: int, key: str, old_lost: bool) -> None:
        self.shift_at(counter)
        refuse_if(visit not in self.visits, "not in the house")
        found = self.visits[visit]
        self._refuse_unusable(key, self.sex[found.person] if found.person is not None else "")
        if old_lost:
            self._lose(visit)
        else:
            self.things[f"key/{found.key}"] = "board"
        found.key = key
        self.things[f"key/{key}"] = f"visit/{visit}"
        if found.card:
            self.things[f"card/{found.card}"] = f"tray/{key}"
        if found.document:
            self.things[f"document/{visit}"] = f"tray/{key}"
        self.records += 1

    def pay_out(self, counter: str, visit: int) -> None:
        shift_id = self.shift_at(counter)
        left = self.deposits.get(visit, 0)
        refuse_if(visit in self.visits or left <= 0, "no deposit")
        self._take(shift_id, self.deposit_tender[visit], -left)
        self.deposits[visit] = 0
        self.records += 1

    def return_card(self, person: int) -> None:
        card = self.cards[person]
        refuse_if(self.things[f"card/{card}"] == f"member/{person}", "they have it")
        refuse_if(any(visit.card == card for visit in self.visits.values()), "in use")
        self.things[f"card/{card}"] = f"member/{person}"
        self.records += 1

    def miss_key(self, key: str) -> None:
        refuse_if(self.things[f"key/{key}"] != "board", "not on the board")
        self.things[f"key/{key}"] = "lost"
        self.lost[key] = None
        self.records += 1

    def find_key(self, counter: str, who: int, key: str, keep_fee: bool) -> None:
        refuse_if(self.things[f"key/{key}"] != "lost", "not lost")
        number = self.lost[key]
        if number is not None and not keep_fee:
            due = self.dues[number]
            paid = due.amount - due.open - due.waived
            if due.open:
                within(who, "waive", due.open)
            if paid > 0:
                within(who, "refund", paid)
                refuse_if(due.person is None and counter not in self.open_at, "no shift")
            self.income["keys"] -= due.open
            due.open = 0
            if paid > 0:
                self.income["keys"] -= paid
                if due.person is None:
                    self._take(self.open_at[counter], "cash", -paid)
                else:
                    self.purse[due.person] += paid
        del self.lost[key]
        self.things[f"key/{key}"] = "board"
        self.records += 1
