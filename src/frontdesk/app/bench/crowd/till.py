"""The crowd's shifts and receipts: each day one shift, counted at night, and receipts as people buy at a gym's bar."""

from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

from frontdesk.app.bench.crowd.bulk_books import BulkBooks, Moment
from frontdesk.books import accounts
from frontdesk.books.action import Leg
from frontdesk.cashier.asked import BALANCE, CASH, OUTSIDE_TENDERS, PricedLine, SaleResult, TenderAsk
from frontdesk.cashier.receipt_numbers import sequence_of, series_of
from frontdesk.cashier.tables import Sale, SaleLine, SaleTender
from frontdesk.cashier.tenders import change_of, tender_legs
from frontdesk.cashier.write_sale import goods_legs, income_legs, line_values, tender_values
from frontdesk.handover.cash import fewest_pieces
from frontdesk.handover.open_shift import FLOAT_SOURCE
from frontdesk.handover.tables import Count, CountedPieces, CountedTender, HandIn, Reckoning
from frontdesk.shifts.tables import DayEnd, Shift, ShiftEnd
from frontdesk.stock.queries import GoodsRow
from frontdesk.stock.tables import StockChange

FLOAT_FEN = 50_000
_TENDERS = {CASH: 22, "wechat": 42, "alipay": 26, "bankcard": 10}
_LINES = {1: 45, 2: 30, 3: 15, 4: 10}
_REFUND_EVERY = 90
_MEMBER_SHARE = 0.7
_CASH_NOTES_FEN = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)


@dataclass(slots=True)
class Till:
    """Writes a counter's shifts with their receipts."""

    books: BulkBooks
    goods: Sequence[GoodsRow]
    random: Random
    credit_fen: dict[int, int]
    sold: int = 0
    series: dict[str, int] = field(default_factory=dict)
    _shift_id: int = 0
    shifts: int = 0
    _day: str = ""
    _takings: Counter[str] = field(default_factory=Counter)
    _weights: list[int] = field(default_factory=list)
    _lines: dict[tuple[int, int], PricedLine] = field(default_factory=dict)

    def open(self, moment: Moment, stocked: int) -> None:
        """Begin the day's shift with the float of the one before, and put ``stocked`` pieces of each article away."""
        books = self.books
        before, self._day, self._takings = self._shift_id, moment.business_day, Counter()
        self.shifts += 1
        self._shift_id = books.next_id(Shift)
        moment.shift_id = self._shift_id
        books.begin("crowd.open", moment)
        number = f"S{self.shifts:06d}"
        row = {"id": self._shift_id, "number": number, "counter": books.actor.counter}
        row |= {"business_day": self._day, "account_id": books.actor.account_id, "opened_at": moment.at}
        books.add_row(Shift, {**row, "float_fen": FLOAT_FEN, "previous_shift_id": before or None})
        self._count("open", FLOAT_FEN)
        source = accounts.drawer(before) if before else FLOAT_SOURCE
        drawer = accounts.drawer(self._shift_id)
        books.post("float", [Leg(drawer, accounts.CNY, FLOAT_FEN), Leg(source, accounts.CNY, -FLOAT_FEN)])
        for article in self.goods if stocked else ():
            if article.counted:
                self._deliver(article.sku, stocked)
        books.end(f"shift/{number}", {"shift_id": self._shift_id})

    def close(self, moment: Moment) -> None:
        """Count the drawer, hand in what was taken, end shift and day."""
        books = self.books
        moment.shift_id = self._shift_id
        books.begin("crowd.close", moment)
        cash = self._takings[CASH]
        count_id = self._count("close", FLOAT_FEN + cash)
        for tender in (CASH, *OUTSIDE_TENDERS):
            taken = self._takings[tender] + (FLOAT_FEN if tender == CASH else 0)
            if tender != CASH:
                books.add(CountedTender, count_id=count_id, tender=tender, amount_fen=taken)
            self._reckon(count_id, tender, taken)
        drawer = accounts.drawer(self._shift_id)
        books.post("hand_in", [Leg(accounts.SAFE, accounts.CNY, cash), Leg(drawer, accounts.CNY, -cash)])
        handed = {"amount_fen": cash, "float_left_fen": FLOAT_FEN, "receiver_id": None}
        books.add(HandIn, shift_id=self._shift_id, **handed)
        ended = {"ended_at": moment.at, "account_id": books.actor.account_id, "received_by": None, "kind": "night"}
        books.add(ShiftEnd, shift_id=self._shift_id, **ended)
        books.add(DayEnd, business_day=self._day, account_id=books.actor.account_id, at=moment.at)
        books.end(f"shift/{self._shift_id}", {"shift_id": self._shift_id})

    def sell(self, at: str, buyers: int) -> None:
        """One receipt, of one of the first ``buyers`` members or of a passer-by; now and then one takes it back."""
        lines = self._draw_lines()
        total = sum(line.amount_fen for line in lines)
        person_id = self.random.randrange(buyers) + 1 if buyers and self.random.random() < _MEMBER_SHARE else None
        tender = self._draw_tender(person_id, total)
        sale_id, line_ids = self._write(at, "sale", lines, tender, person_id)
        if self.sold % _REFUND_EVERY == 0:
            self._refund(at, sale_id, lines[0], line_ids[0], tender.kind, person_id)

    def _refund(
        self, at: str, sale_id: int, line: PricedLine, line_id: int, tender: str, person_id: int | None
    ) -> None:
        back = PricedLine(
            line.kind,
            -line.quantity,
            line.unit_price_fen,
            0,
            line.category,
            line.name_zh,
            line.name_en,
            sku=line.sku,
            goods_change_id=line.goods_change_id,
            counted=line.counted,
            refunds_line_id=line_id,
            restocked=1 if line.counted else None,
        )
        if tender == BALANCE and person_id is not None:
            self.credit_fen[person_id] -= back.amount_fen
        self._write(at, "refund", [back], TenderAsk(tender, back.amount_fen), person_id, sale_id)

    def _write(
        self,
        at: str,
        kind: str,
        lines: Sequence[PricedLine],
        tender: TenderAsk,
        person_id: int | None,
        refunds_sale_id: int | None = None,
    ) -> tuple[int, list[int]]:
        books = self.books
        books.begin("cashier.sell" if kind == "sale" else "cashier.refund", Moment(at, self._day, self._shift_id))
        legs = tender_legs((tender,), self._shift_id, person_id) + income_legs(lines) + goods_legs(lines, person_id)
        entry_id = books.post(kind, legs)
        number, total = self._number(), sum(line.amount_fen for line in lines)
        sale_id = books.add(
            Sale,
            number=number,
            kind=kind,
            counter=books.actor.counter,
            shift_id=self._shift_id,
            business_day=self._day,
            at=at,
            account_id=books.actor.account_id,
            person_id=person_id,
            visit_id=None,
            key_code=None,
            total_fen=total,
            entry_id=entry_id,
            refunds_sale_id=refunds_sale_id,
            reason="" if kind == "sale" else "wrong_item",
            note=None,
        )
        line_ids = [books.add(SaleLine, **line_values(sale_id, place, line)) for place, line in enumerate(lines, 1)]
        books.add(SaleTender, **tender_values(sale_id, tender))
        self.sold += 1
        self._takings[tender.kind] += tender.amount_fen
        change = change_of((tender,))
        result = SaleResult(sale_id, number, total, change.received_fen, change.change_fen, "")
        books.end(f"sale/{refunds_sale_id or sale_id}", result)
        return sale_id, line_ids

    def _draw_lines(self) -> list[PricedLine]:
        random = self.random
        if not self._weights:
            # What has a tile is bought far more often.
            self._weights = list(accumulate(12 if article.tile is not None else 1 for article in self.goods))
        count = random.choices(list(_LINES), list(_LINES.values()))[0]
        places = {bisect(self._weights, random.random() * self._weights[-1]) for _ in range(count)}
        return [self._line(place, 1 if random.random() < 0.8 else 2) for place in sorted(places)]

    def _line(self, place: int, quantity: int) -> PricedLine:
        if (place, quantity) not in self._lines:
            article = self.goods[place]
            self._lines[place, quantity] = PricedLine(
                "goods",
                quantity,
                article.price_fen,
                0,
                article.category,
                article.name_zh,
                article.name_en,
                sku=article.sku,
                goods_change_id=article.change_id,
                counted=article.counted,
            )
        return self._lines[place, quantity]

    def _draw_tender(self, person_id: int | None, total_fen: int) -> TenderAsk:
        left = self.credit_fen.get(person_id or 0, 0)
        if left >= total_fen:
            self.credit_fen[person_id or 0] = left - total_fen
            return TenderAsk(BALANCE, total_fen)
        kind = self.random.choices(list(_TENDERS), list(_TENDERS.values()))[0]
        if kind != CASH:
            return TenderAsk(kind, total_fen)
        given = next((note for note in _CASH_NOTES_FEN if note >= total_fen), total_fen)
        return TenderAsk(CASH, total_fen, given)

    def _number(self) -> str:
        series = series_of(self.books.actor.counter, self._day)
        self.series[sequence_of(series)] = place = self.series.get(sequence_of(series), 0) + 1
        return f"{series}-{place:04d}"

    def _count(self, purpose: str, cash_fen: int) -> int:
        books = self.books
        about = {"number": 1, "account_id": books.actor.account_id, "cash_fen": cash_fen, "at": books.moment.at}
        count_id = books.add(Count, shift_id=self._shift_id, purpose=purpose, **about)
        for denomination_fen, pieces in fewest_pieces(cash_fen):
            books.add(CountedPieces, count_id=count_id, denomination_fen=denomination_fen, pieces=pieces)
        return count_id

    def _reckon(self, count_id: int, tender: str, taken_fen: int) -> None:
        self.books.add(
            Reckoning,
            shift_id=self._shift_id,
            count_id=count_id,
            tender=tender,
            expected_fen=taken_fen,
            counted_fen=taken_fen,
            account_id=self.books.actor.account_id,
            outcome="even",
            due_id=None,
            note=None,
        )

    def _deliver(self, sku: str, pieces: int) -> None:
        unit = accounts.goods(sku)
        legs = [Leg(accounts.STOCK_SHELF, unit, pieces), Leg(accounts.STOCK_RECEIVED, unit, -pieces)]
        entry_id = self.books.post("stock", legs)
        about = {"sku": sku, "quantity": pieces, "reason": "delivery", "note": None}
        self.books.add(StockChange, **about, entry_id=entry_id)
