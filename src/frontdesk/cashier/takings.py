"""What a shift or a day took: by tender and by category, from the same rows as the receipts (K02, K07)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, exists, func, select

from frontdesk.cashier.asked import TAB, TENDERS
from frontdesk.cashier.tables import DrawerOpening, Sale, SaleLine, SaleTender, TenderCorrection
from frontdesk.shifts.tables import Shift


@dataclass(frozen=True, slots=True)
class Taken:
    """A sum: what came in, what went back, and by how many receipts of both kinds."""

    name: str
    taken_fen: int
    refunded_fen: int
    receipts: int

    @property
    def net_fen(self) -> int:
        """What remains."""
        return self.taken_fen - self.refunded_fen


@dataclass(frozen=True, slots=True)
class Takings:
    """The takings of a shift or a business day.

    ``by_tender`` and ``by_category`` have the same net sum; what was put on tabs is in neither, but in ``tab_fen``
    (collected later, it appears under its goods' category). ``numbers`` are the first and the last receipt of each
    counter and day, with how many there are.
    """

    by_tender: tuple[Taken, ...]
    by_category: tuple[Taken, ...]
    tab_fen: int
    discount_fen: int
    refund_count: int
    sale_count: int
    correction_count: int
    drawer_openings: int
    numbers: tuple[tuple[str, str, int], ...]

    @property
    def net_fen(self) -> int:
        """Everything taken less everything refunded."""
        return sum(found.net_fen for found in self.by_tender)

    def tender_fen(self, kind: str) -> int:
        """The net takings in one tender, 0 when there were none."""
        return sum(found.net_fen for found in self.by_tender if found.name == kind)


def takings(connection: Connection, *, shift_id: int | None = None, business_day: str | None = None) -> Takings:
    """The takings of one shift, or of all counters on a business day."""
    if (shift_id is None) == (business_day is None):
        raise ValueError("either a shift or a day")
    within = Sale.shift_id == shift_id if shift_id is not None else Sale.business_day == business_day
    by_tender = _by_tender(connection, within)
    tab = sum(found.net_fen for found in by_tender if found.name == TAB)
    kinds = {
        kind: int(n)
        for kind, n in connection.execute(select(Sale.kind, func.count()).where(within).group_by(Sale.kind))
    }
    corrections = select(func.count(TenderCorrection.id)).join(Sale, Sale.id == TenderCorrection.sale_id).where(within)
    return Takings(
        by_tender=tuple(found for found in by_tender if found.name != TAB),
        by_category=_by_category(connection, within),
        tab_fen=tab,
        discount_fen=_discounts(connection, within),
        refund_count=kinds.get("refund", 0),
        sale_count=kinds.get("sale", 0) + kinds.get("tab", 0),
        correction_count=connection.execute(corrections).scalar_one(),
        drawer_openings=_openings(connection, Shift.id == shift_id if shift_id else Shift.business_day == business_day),
        numbers=_numbers(connection, within),
    )


def _by_tender(connection: Connection, within: ColumnElement[bool]) -> list[Taken]:
    # A corrected tender's negative row is no refund: it belongs to the sale and cancels what was keyed.
    refund = Sale.kind == "refund"
    statement = (
        select(
            SaleTender.kind,
            func.sum(case((refund, 0), else_=SaleTender.amount_fen)),
            func.sum(case((refund, -SaleTender.amount_fen), else_=0)),
            func.count(Sale.id.distinct()),
        )
        .join(Sale, Sale.id == SaleTender.sale_id)
        .where(within)
        .group_by(SaleTender.kind)
    )
    found = [Taken(*_plain(row)) for row in connection.execute(statement)]
    return sorted(
        (each for each in found if each.taken_fen or each.refunded_fen), key=lambda each: TENDERS.index(each.name)
    )


def _by_category(connection: Connection, within: ColumnElement[bool]) -> tuple[Taken, ...]:
    refund = Sale.kind == "refund"
    on_tab = exists().where(SaleTender.sale_id == Sale.id, SaleTender.kind == TAB)
    statement = (
        select(
            SaleLine.category,
            func.sum(case((refund, 0), else_=SaleLine.amount_fen)),
            func.sum(case((refund, -SaleLine.amount_fen), else_=0)),
            func.count(Sale.id.distinct()),
        )
        .join(Sale, Sale.id == SaleLine.sale_id)
        .where(within, ~on_tab)
        .group_by(SaleLine.category)
        .order_by(SaleLine.category)
    )
    found = [Taken(*_plain(row)) for row in connection.execute(statement)]
    return tuple(each for each in found if each.taken_fen or each.refunded_fen)


def _discounts(connection: Connection, within: ColumnElement[bool]) -> int:
    given = select(func.sum(SaleLine.discount_fen)).join(Sale, Sale.id == SaleLine.sale_id).where(within)
    return int(connection.execute(given).scalar() or 0)


def _openings(connection: Connection, of_shift: ColumnElement[bool]) -> int:
    found = select(func.count(DrawerOpening.id)).join(Shift, Shift.id == DrawerOpening.shift_id).where(of_shift)
    return connection.execute(found).scalar_one()


def _numbers(connection: Connection, within: ColumnElement[bool]) -> tuple[tuple[str, str, int], ...]:
    ranges = (
        select(func.min(Sale.id), func.max(Sale.id), func.count(Sale.id))
        .where(within)
        .group_by(Sale.counter, Sale.business_day)
        .order_by(func.min(Sale.id))
    )
    found = []
    for first, last, count in connection.execute(ranges):
        rows = connection.execute(select(Sale.id, Sale.number).where(Sale.id.in_((first, last))))
        names = {row.id: row.number for row in rows}
        found.append((names[first], names[last], int(count)))
    return tuple(found)


def _plain(row: Any) -> tuple[str, int, int, int]:
    return row[0], int(row[1]), int(row[2]), int(row[3])
