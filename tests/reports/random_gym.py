"""Days at a small gym, made up by chance but the same for the same seed, all through the real use cases."""

import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from sqlalchemy import select

from frontdesk.books.dues import all_outstanding
from frontdesk.cashier.asked import LineAsk, TenderAsk, draw_line, due_line, top_up_line
from frontdesk.cashier.correct_tender import CorrectTenderRequest, correct_tender
from frontdesk.cashier.open_drawer import OpenDrawerRequest, open_drawer
from frontdesk.cashier.queries import receipt_lines, tender_sums
from frontdesk.cashier.refund import RefundLine, RefundRequest, refund
from frontdesk.cashier.tables import Sale
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.core.errors import FrontdeskError
from frontdesk.handover.carried import carried_from
from frontdesk.handover.cash import fewest_pieces
from frontdesk.handover.close_day import CloseDayRequest, close_day
from frontdesk.handover.closing import Findings
from frontdesk.handover.compare import expected_cash_fen, expected_tender_fen
from frontdesk.handover.count_shift import OUTSIDE_TENDERS
from frontdesk.handover.open_shift import OpenShiftRequest, open_shift
from frontdesk.handover.queries import last_ended_shift
from frontdesk.handover.unfinished import unfinished
from frontdesk.keys.board import BOARD, LOST_PLACE, board
from frontdesk.keys.lost_key import FoundKeyRequest, report_found
from frontdesk.reports.daily import DailyReport, daily_report
from frontdesk.shifts.queries import open_shift_at
from frontdesk.store.store import Store
from frontdesk.visits.admit_guest import GuestRequest, admit_guest
from frontdesk.visits.leave import LeaveRequest, leave
from frontdesk.visits.queries import in_house, stray_cards
from frontdesk.visits.return_card import ReturnCardRequest, return_card
from frontdesk.visits.settle_at_closing import Settlement, SettleRequest, settle_at_closing
from frontdesk.visits.swap_key import SwapRequest, swap_key
from tests.cashier.asking import PRICES, ask, sold
from tests.cashier.people import give
from tests.cashier.shelf import fill_shelf
from tests.handover.desk_day import count, night, over_to
from tests.people import CASHIER, OWNER, SHIFT_LEAD
from tests.visits.house import House, Member, new_key

T = TypeVar("T")
NAMES = ("王小明", "单雄信", "曾国藩", "仇英", "解缙", "查良镛", "区大相", "䶮𬱖", "Ana María O’Neill", "欧阳·修")
SECOND = replace(OWNER, counter="2")


class NothingThere(Exception):
    """There is nothing to do this with just now."""


@dataclass
class Gym:
    """A furnished gym whose days are drawn from ``chance``."""

    store: Store
    clock: ManualClock
    chance: random.Random
    members: list[Member] = field(default_factory=list)
    visits_seen: int = 0

    def furnish(self) -> None:
        """Keys, goods and members; in a shift of its own on the day before."""
        open_shift(self.store, OWNER, OpenShiftRequest(new_key(), fewest_pieces(50_000)))
        self.house = House(self.store, OWNER)
        self.house.furnish(9, 6)
        fill_shelf(self.store, OWNER, 2_000)
        for place, name in enumerate(NAMES):
            self.members.append(self.house.member(name, "mf"[place % 2], ("year", "pack2")[place % 3 == 2]))
        for member in self.members[:4]:
            give(self.store, OWNER, member.person_id, 20_000)
            give(self.store, OWNER, member.person_id, 5, "drink:water")
        self.close(OWNER)

    def report(self, day: str) -> DailyReport:
        """The report of a business day, as it stands now."""
        with self.store.snapshot() as connection:
            return daily_report(connection, self.clock, day, "陈静")

    def day(self, date: tuple[int, int, int], steps: int, final: bool) -> str:
        """One day of so many steps; returns its business day. ``final`` closes the day after the night."""
        self.clock.set_local(*date, 8, 30)
        shift = self.open(CASHIER)
        two = self.chance.random() < 0.4
        if two:
            self.open(SECOND)
        self.work(steps // 2, two)
        if self.chance.random() < 0.5:
            self.hand_over()
        self.work(steps - steps // 2, two)
        if two:
            self.close(SECOND)
        self.settle()
        self.close(replace(OWNER, counter="1"))
        if final:
            close_day(self.store, OWNER, CloseDayRequest(new_key(), shift))
        return shift

    def open(self, actor: Actor) -> str:
        """Open a counter, sometimes with a float that is not what was left."""
        with self.store.read() as connection:
            last = last_ended_shift(connection, actor.counter)
            left = 50_000 if last is None else expected_cash_fen(connection, last.id)
            items = tuple(each.reference for each in carried_from(connection, last.id)) if last else ()
        counted = left // 10 * 10 - (20 if self.chance.random() < 0.2 and left > 1000 else 0)
        return open_shift(
            self.store, actor, OpenShiftRequest(new_key(), fewest_pieces(counted), "找零", items)
        ).business_day

    def work(self, steps: int, two: bool) -> None:
        """So many things that happen at a desk; what is refused is simply not done."""
        things = (self.sale, self.sale, self.sale, self.come, self.come, self.go, self.guest, self.tab, self.collect,
                  self.top_up, self.give_back, self.correct, self.swap, self.found, self.drawer, self.contract,
                  self.card_back)  # fmt: skip
        for _ in range(steps):
            self.clock.advance(minutes=self.chance.randint(1, 1 + 600 // max(steps, 1)), seconds=self.chance.random())
            actor = SECOND if two and self.chance.random() < 0.3 else self.pick((OWNER, CASHIER))
            with suppress(FrontdeskError, NothingThere):
                self.pick(things)(actor)

    def pick(self, some: Sequence[T]) -> T:
        """One of them."""
        if not some:
            raise NothingThere
        return self.chance.choice(some)

    def basket(self) -> list[LineAsk]:
        """One to three articles, sometimes with something off."""
        lines = []
        for sku in self.chance.sample(sorted(PRICES), self.chance.randint(1, 3)):
            off = self.pick((0, 0, 0, 50, 130))
            lines.append(LineAsk("goods", PRICES[sku], self.chance.randint(1, 4), sku=sku, discount_fen=off))
        return lines

    def pay(self, total: int, outside: tuple[str, ...] = ("cash", "wechat", "alipay", "bankcard")) -> list[TenderAsk]:
        """One tender or two."""
        first, second = self.chance.sample(outside, 2) if len(outside) > 1 else (outside[0], outside[0])
        if first != second and total > 200 and self.chance.random() < 0.3:
            part = self.chance.randint(1, total // 10 - 1) * 10
            return [TenderAsk(first, part), TenderAsk(second, total - part)]
        received = total + 500 if first == "cash" and self.chance.random() < 0.5 else 0
        return [TenderAsk(first, total, received)]

    def sale(self, actor: Actor) -> None:
        lines = self.basket()
        total = sum(line.quantity * line.price_fen - line.discount_fen for line in lines)
        if self.chance.random() < 0.2:
            person = self.pick(self.members[:4]).person_id
            tender = TenderAsk("balance", total)
            if self.chance.random() < 0.5:
                lines.append(draw_line("water"))
            sold(self.store, OWNER, *lines, tender, person_id=person)
        else:
            sold(self.store, OWNER if actor is CASHIER else actor, *lines, *self.pay(total))

    def tab(self, actor: Actor) -> None:
        inside = self._inside()
        if inside:
            guest = self.pick(inside)
            lines = [replace(line, discount_fen=0) for line in self.basket()]
            total = sum(line.quantity * line.price_fen for line in lines)
            head = {"person_id": guest.person_id, "visit_id": guest.visit_id, "key_code": guest.key_code}
            sold(self.store, actor, *lines, TenderAsk("tab", total), **head)  # type: ignore[arg-type]

    def collect(self, actor: Actor) -> None:
        with self.store.read() as connection:
            dues = all_outstanding(connection)
        if dues:
            some = self.chance.sample(dues, min(len(dues), self.chance.randint(1, 3)))
            total = sum(due.open_fen for due in some)
            tenders = self.pay(total)
            sold(self.store, actor, *(due_line(due) for due in some), *tenders)

    def top_up(self, actor: Actor) -> None:
        person = self.pick(self.members).person_id
        lines = [top_up_line(self.chance.randint(1, 20) * 1_000)]
        if self.chance.random() < 0.5:
            lines.append(LineAsk("goods", 300, 1, sku="water"))
        sold(self.store, actor, *lines, *self.pay(sum(line.price_fen for line in lines)), person_id=person)

    def contract(self, actor: Actor) -> None:
        """Somebody is charged for a year, to be collected some day."""
        from frontdesk.books.action import action
        from frontdesk.books.dues import write_due
        from tests.cashier.people import Ask, Made

        member = self.pick(self.members)
        with action(self.store, actor, "test.charge", Ask(new_key()), Made) as act:
            amount = self.chance.randint(10, 500) * 100
            act.finish(Made(write_due(act, "contract", amount, "membership", person_id=member.person_id)))

    def give_back(self, actor: Actor) -> None:
        with self.store.read() as connection:
            found = select(Sale.id).where(Sale.kind != "refund").order_by(Sale.id.desc()).limit(12)
            sale_id = self.pick(list(connection.execute(found).scalars()))
            lines = [line for line in receipt_lines(connection, sale_id) if line.left]
        if not lines:
            raise NothingThere
        some = self.chance.sample(lines, self.chance.randint(1, len(lines)))
        asked = tuple(
            RefundLine(line.id, self.chance.randint(1, line.left), self.chance.randint(0, 1)) for line in some
        )
        request = RefundRequest(new_key(), sale_id, asked, "wrong_item")
        refund(self.store, replace(OWNER, counter=actor.counter), request)

    def correct(self, actor: Actor) -> None:
        with self.store.read() as connection:
            found = select(Sale.id).where(Sale.kind == "sale").order_by(Sale.id.desc()).limit(8)
            sale_id = self.pick(list(connection.execute(found).scalars()))
            wrong = self.pick(tender_sums(connection, sale_id)).kind
        right = self.pick([kind for kind in ("cash", "wechat", "alipay", "bankcard") if kind != wrong])
        correct_tender(
            self.store, replace(OWNER, counter=actor.counter), CorrectTenderRequest(new_key(), sale_id, wrong, right)
        )

    def drawer(self, actor: Actor) -> None:
        open_drawer(self.store, replace(OWNER, counter=actor.counter), OpenDrawerRequest(new_key(), "give_change"))

    def come(self, actor: Actor) -> None:
        self.house.arrive(self.pick(self.members), actor=actor)

    def guest(self, actor: Actor) -> None:
        with self.store.read() as connection:
            free = [cell.code for zone in board(connection) for cell in zone.cells if cell.is_free]
        name, code = self.pick(NAMES), self.pick(free)
        request = GuestRequest(new_key(), f"客 {name}", code, "document")
        if self.chance.random() < 0.7:
            tender = self.pick(("cash", "wechat", "alipay"))
            request = replace(request, guarantee="deposit", deposit_fen=10_000, tender=tender)
        admit_guest(self.store, actor, request)

    def go(self, actor: Actor) -> None:
        visit = self.pick(self._inside())
        lost = int(self.chance.random() < 0.15)
        card = self.pick(("given_back", "given_back", "given_back", "left", "missing"))
        request = LeaveRequest(new_key(), visit.visit_id, key_lost=lost, owe=1, card=card)  # type: ignore[arg-type]
        leave(self.store, replace(OWNER, counter=actor.counter), request)

    def swap(self, actor: Actor) -> None:
        visit = self.pick(self._inside())
        with self.store.read() as connection:
            free = [cell.code for zone in board(connection) for cell in zone.cells if cell.is_free]
        lost = int(self.chance.random() < 0.2)
        swap_key(self.store, actor, SwapRequest(new_key(), visit.visit_id, self.pick(free), lost))

    def found(self, actor: Actor) -> None:
        with self.store.read() as connection:
            lost = [cell.code for zone in board(connection) for cell in zone.cells if cell.holder == LOST_PLACE]
        report_found(self.store, replace(OWNER, counter=actor.counter), FoundKeyRequest(new_key(), self.pick(lost)))

    def card_back(self, actor: Actor) -> None:
        with self.store.read() as connection:
            stray = self.pick(stray_cards(connection))
        return_card(self.store, actor, ReturnCardRequest(new_key(), stray.card_number))

    def settle(self) -> None:
        """Whoever is left goes home."""
        ends: tuple[Literal["given_back", "left"], ...] = ("given_back", "given_back", "left")
        found = tuple(Settlement(visit.visit_id, 0, self.pick(ends)) for visit in self._inside())
        settle_at_closing(self.store, OWNER, SettleRequest(new_key(), found))

    def hand_over(self) -> None:
        """The cashier gives counter 1 to the shift lead, to the fen or nearly."""
        with self.store.read() as connection:
            shift = open_shift_at(connection, "1")
            assert shift is not None
            if expected_cash_fen(connection, shift.id) < 0:
                return  # more was given back than came in: too large a difference for the cashier alone
            items = tuple(each.reference for each in unfinished(connection, "1", shift.business_day))
        counted = self._counted(CASHIER)
        over_to(self.store, CASHIER, SHIFT_LEAD.account_id, counted[0], counted[1], items)

    def close(self, actor: Actor) -> None:
        """Count and close for the night."""
        count_id, findings = self._counted(actor)
        night(self.store, actor, count_id, findings)

    def _counted(self, actor: Actor) -> tuple[int, Findings]:
        with self.store.read() as connection:
            shift = open_shift_at(connection, actor.counter)
            assert shift is not None
            cash = expected_cash_fen(connection, shift.id)
            outside = [(tender, expected_tender_fen(connection, shift.id, tender)) for tender in OUTSIDE_TENDERS]
            here = [(zone, cell.code) for zone in board(connection) for cell in zone.cells if cell.holder == BOARD]
        counted = cash // 10 * 10 + self.pick((0, 0, 0, 10, -50, 200))
        things: dict[str, int] = {}
        missing: tuple[str, ...] = ()
        if self.chance.random() < 0.15:
            zone, code = self.pick(here)
            things = {f"keys/{zone.code}": sum(found is zone for found, _ in here) - 1}
            missing = (f"key/{code}",)
        if self.chance.random() < 0.2:
            outside[0] = (outside[0][0], outside[0][1] - 30)
        words = (("cash", "找零错误"), ("wechat", "对账不符"))
        counting = count(self.store, actor, max(counted, 0), outside, things)
        return counting.count_id, Findings(words, (), missing, "")

    def _inside(self) -> list:  # type: ignore[type-arg]
        with self.store.read() as connection:
            return in_house(connection)


__all__ = ["Gym", "ask"]
