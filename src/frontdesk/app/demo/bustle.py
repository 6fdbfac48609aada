"""The other customers of the demo day: arrivals, sales and departures through the same use cases as the window's."""

import random
import uuid
from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.books.dues import outstanding
from frontdesk.cards.tables import Card
from frontdesk.cashier.asked import SellRequest, TenderAsk, due_line, goods_line
from frontdesk.cashier.sell import sell
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.handover.cash import DENOMINATIONS_FEN
from frontdesk.stock.queries import tiles
from frontdesk.store.store import Store
from frontdesk.visits.arrive import ArriveRequest, arrive
from frontdesk.visits.decide import Asked, decide_now
from frontdesk.visits.leave import LeaveRequest, leave, tab_of
from frontdesk.visits.queries import InHouse, in_house

SEED = 20261123
_TENDERS = ("cash", "cash", "wechat", "wechat", "wechat", "alipay", "bankcard")


@dataclass
class Tally:
    """What the bustle has done so far."""

    arrivals: int = 0
    departures: int = 0
    refused: int = 0
    sales: int = 0
    sold_fen: int = 0


class Bustle:
    """Plays customers in an order that is the same every time."""

    def __init__(self, store: Store, clock: ManualClock, counter: str) -> None:
        self._store = store
        self._clock = clock
        self._counter = counter
        self._chance = random.Random(SEED)
        self.tally = Tally()
        self.staying: set[int] = set()
        """Visits that ``departures`` leaves alone."""
        with store.read() as connection:
            cards = connection.execute(select(Card.number).where(Card.state == "active").order_by(Card.id)).scalars()
            self._cards = list(cards)
        self._chance.shuffle(self._cards)

    def arrivals(self, actor: Actor, number: int) -> None:
        """So many members come in; those whom the rules turn away are counted."""
        for _ in range(number):
            self._pass_time()
            while not self._arrive(actor):
                self.tally.refused += 1

    def next_card(self, kind: str = "hand_out", status: str = "") -> str:
        """The UID of the next card for which the desk would decide so."""
        for place, number in enumerate(self._cards):
            found = decide_now(self._store, Asked(card_number=number), self._counter)
            if found.kind == kind and (not status or found.status == status):
                del self._cards[place]
                with self._store.read() as connection:
                    return str(connection.execute(select(Card.uid).where(Card.number == number)).scalar_one())
        raise LookupError(kind)

    def departures(self, actor: Actor, number: int) -> None:
        """So many of those who are in go home, the earliest first; an open tab is paid by WeChat."""
        with self._store.read() as connection:
            inside = [guest for guest in in_house(connection) if guest.visit_id not in self.staying]
        for guest in sorted(inside, key=lambda each: each.visit_id)[:number]:
            self._pass_time()
            self._leave(actor, guest)

    def sales(self, actor: Actor, number: int) -> None:
        """So many small sales from the tiles, paid in every usual way."""
        with self._store.read() as connection:
            shelf = [found.goods for found in tiles(connection) if found.on_hand is None or found.on_hand > 10]
        for _ in range(number):
            self._pass_time()
            basket = self._chance.sample(shelf, self._chance.choice((1, 1, 1, 2, 3)))
            lines = tuple(goods_line(goods, self._chance.choice((1, 1, 2))) for goods in basket)
            total = sum(line.price_fen * line.quantity for line in lines)
            kind = self._chance.choice(_TENDERS)
            received = _note_above(total) if kind == "cash" else 0
            code = f"{self._chance.randrange(10**6):06d}" if kind == "bankcard" else ""
            tender = TenderAsk(kind, total, received, code)
            sold = sell(self._store, actor, SellRequest(self._key(), lines, (tender,)))
            self.tally.sales += 1
            self.tally.sold_fen += sold.total_fen

    def _arrive(self, actor: Actor) -> bool:
        number = self._cards.pop()
        found = decide_now(self._store, Asked(card_number=number), self._counter)
        if found.kind != "hand_out" or found.person is None:
            return False
        arrive(self._store, actor, ArriveRequest(self._key(), found.person.id, found.key_code, found.card_number))
        self.tally.arrivals += 1
        return True

    def _leave(self, actor: Actor, guest: InHouse) -> None:
        with self._store.read() as connection:
            tab = tab_of(outstanding(connection, visit_id=guest.visit_id))
        if tab:
            lines = tuple(due_line(due) for due in tab)
            total = sum(due.open_fen for due in tab)
            request = SellRequest(self._key(), lines, (TenderAsk("wechat", total),), guest.person_id, guest.visit_id)
            sell(self._store, actor, request)
        leave(self._store, actor, LeaveRequest(self._key(), guest.visit_id))
        self.tally.departures += 1

    def _pass_time(self) -> None:
        self._clock.advance(seconds=self._chance.randrange(20, 150))

    def _key(self) -> str:
        return uuid.UUID(int=self._chance.getrandbits(128), version=4).hex


def _note_above(total_fen: int) -> int:
    """What a customer hands over: the smallest single note that is enough, else hundreds."""
    for note in sorted(DENOMINATIONS_FEN):
        if note >= max(total_fen, 1_000):
            return note
    return -(-total_fen // 10_000) * 10_000
