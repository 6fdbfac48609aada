"""What the first page shows of the house, read in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from frontdesk.cards.token_state import SuspectCard, suspect_cards
from frontdesk.cashier.tables import Sale
from frontdesk.cashier.tables import SaleLine as SoldLine
from frontdesk.core.clock import local, local_now
from frontdesk.core.i18n import language
from frontdesk.keys.board import ZoneBoard, board
from frontdesk.keys.lost_key import LOST_KEY_FEE_FEN
from frontdesk.members.tables import Person
from frontdesk.printing.queries import unanswered_jobs
from frontdesk.shifts.queries import current_business_day, open_shift_at
from frontdesk.stock.tables import Goods
from frontdesk.store.store import Store
from frontdesk.visits.deposits import GUEST_DEPOSIT_FEN
from frontdesk.visits.queries import HouseCounts, InHouse, StrayCard, StreamLine, counts, in_house, stray_cards, stream

STREAM_LINES = 60


@dataclass(frozen=True, slots=True)
class SaleLine:
    """A receipt in today's stream; a refund's amount is negative.

    ``goods`` is its first article in the window's language, empty when it starts with something else; ``pieces`` is
    how many there are in all.
    """

    number: str
    kind: str
    at: str
    total_fen: int
    name: str
    goods: str = ""
    pieces: int = 0


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the stream with its wall time; one of the two is there."""

    at: datetime
    visit: StreamLine | None
    sale: SaleLine | None


@dataclass(frozen=True, slots=True)
class HouseNow:
    """The board, who is in the house, the day's stream and figures, at one moment."""

    zones: tuple[ZoneBoard, ...]
    inside: tuple[InHouse, ...]
    since: dict[int, datetime]
    counts: HouseCounts
    happened: tuple[Happened, ...]
    now: datetime
    business_day: str
    strays: tuple[StrayCard, ...]
    lost_key_fee_fen: int
    guest_deposit_fen: int
    shift_open: bool = True
    slips_in_doubt: int = 0
    suspects: tuple[SuspectCard, ...] = ()

    @property
    def names(self) -> dict[str, str]:
        """Who has which key."""
        return {visit.key_code: visit.name for visit in self.inside}


def house_now(store: Store, counter: str) -> HouseNow:
    """Everything but the person at the desk; on one snapshot, so that its parts agree."""
    with store.snapshot() as connection:
        day = current_business_day(connection, store.clock)
        inside = tuple(in_house(connection))
        since = {visit.visit_id: local(visit.since, store.clock) for visit in inside}
        happened = [Happened(local(line.at, store.clock), line, None) for line in stream(connection, day, STREAM_LINES)]
        happened += [Happened(local(line.at, store.clock), None, line) for line in _sales(connection, day)]
        happened.sort(key=lambda line: line.at, reverse=True)
        return HouseNow(
            zones=board(connection),
            inside=inside,
            since=since,
            counts=counts(connection, day),
            happened=tuple(happened[:STREAM_LINES]),
            now=local_now(store.clock),
            business_day=day,
            strays=tuple(stray_cards(connection)),
            lost_key_fee_fen=LOST_KEY_FEE_FEN.read(connection),
            guest_deposit_fen=GUEST_DEPOSIT_FEN.read(connection),
            shift_open=open_shift_at(connection, counter) is not None,
            slips_in_doubt=len(unanswered_jobs(connection, counter)),
            suspects=tuple(suspect_cards(connection)),
        )


def _sales(connection: Connection, business_day: str) -> Sequence[SaleLine]:
    named = Goods.name_zh if language() == "zh" else Goods.name_en
    in_all = select(func.sum(SoldLine.quantity)).where(SoldLine.sale_id == Sale.id).correlate(Sale).scalar_subquery()
    found = (
        select(Sale.number, Sale.kind, Sale.at, Sale.total_fen, Person.name, named, in_all)
        .outerjoin(Person, Person.id == Sale.person_id)
        .outerjoin(SoldLine, (SoldLine.sale_id == Sale.id) & (SoldLine.place == 1))
        .outerjoin(Goods, Goods.sku == SoldLine.sku)
        .where(Sale.business_day == business_day)
        .order_by(Sale.id.desc())
        .limit(STREAM_LINES)
    )
    return [
        SaleLine(number, kind, at, total_fen, name or "", goods or "", abs(int(pieces or 0)))
        for number, kind, at, total_fen, name, goods, pieces in connection.execute(found)
    ]
