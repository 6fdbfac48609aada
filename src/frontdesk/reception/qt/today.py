"""The right side: three figures, and what happened today."""

from PySide6.QtCore import Signal

from frontdesk.core.i18n import t
from frontdesk.core.money import yuan_sign
from frontdesk.reception.queries import Happened, HouseNow
from frontdesk.ui.dates import time_words
from frontdesk.ui.tokens import Tone
from frontdesk.ui.widgets import Card, Column, DataTable, EmptyState, Figure, Line, column, row

_TONES: dict[str, Tone] = {"arrived": "ok", "returned": "ok", "left": "muted", "key_lost": "bad", "wrong_card": "warn"}

_DRAWINGS = {
    "arrived": "arrow-in",
    "returned": "arrow-in",
    "left": "arrow-out",
    "swapped": "swap",
    "key_lost": "keys",
    "wrong_card": "warning",
    "card_collected": "card",
}
_SALE_DRAWINGS = {"tab": "tab", "refund": "undo"}


class Today(Card):
    """The day's stream, newest first; opening a line shows the person."""

    line_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(padding=0, spacing=0)
        self.add_header(t("reception.today"))
        columns = [
            Column("at", t("reception.today.at"), lambda line: time_words(line.at), 62),
            Column("what", t("reception.today.what"), short, tone=_tone, icon=_icon, said=what),
            Column("key", t("reception.today.key"), right, 74, align="right"),
        ]
        self.table = DataTable("reception.today", t("reception.today"), columns, row_height=36, row_key=_identity)
        self.table.horizontalHeader().hide()
        self.table.set_empty(EmptyState("empty-list", t("reception.today.empty")))
        self.table.opened.connect(self.line_chosen)
        self.body.addWidget(self.table, 1)

    def show_house(self, house: HouseNow) -> None:
        """Paint the stream."""
        self.table.set_rows(house.happened)


class Figures(Card):
    """In the house, arrived today, cards not with their owners."""

    def __init__(self) -> None:
        super().__init__(padding=0, spacing=0)
        self.inside = Figure("reception.count_inside", t("reception.count.inside"))
        self.arrived = Figure("reception.count_arrived", t("reception.count.arrived"))
        self.cards = Figure("reception.count_cards", t("reception.count.cards"))
        line = row(self.inside, Line(upright=True), self.arrived, Line(upright=True), self.cards, spacing=0)
        for place in (0, 2, 4):
            line.setStretch(place, 1)
        holder = column(line, spacing=0)
        holder.setContentsMargins(0, 8, 0, 8)
        self.body.addLayout(holder)

    def show_house(self, house: HouseNow) -> None:
        """Paint the three figures."""
        self.inside.set_value(str(house.counts.in_house))
        self.arrived.set_value(str(house.counts.arrived))
        left = house.counts.cards_not_returned
        self.cards.set_value(str(left), "warn" if left else "plain")


def what(line: Happened) -> str:
    """A line in words."""
    if line.visit is not None:
        return t(f"reception.did.{line.visit.kind}", name=line.visit.name or t("reception.somebody"))
    assert line.sale is not None
    name = line.sale.name
    if name:
        return t(f"reception.did.{line.sale.kind}", name=name)
    if line.sale.kind == "sale" and line.sale.goods:
        one = line.sale.pieces == 1
        return line.sale.goods if one else t("reception.did.sold", goods=line.sale.goods, n=line.sale.pieces)
    return t(f"reception.did.{line.sale.kind}.nobody")


def short(line: Happened) -> str:
    """The same without the word that the drawing beside it stands for."""
    if line.visit is not None and line.visit.kind in _DRAWINGS:
        return line.visit.name or t("reception.somebody")
    if line.sale is not None and line.sale.name:
        return line.sale.name
    return what(line)


def _icon(line: Happened) -> str:
    if line.visit is not None:
        return _DRAWINGS.get(line.visit.kind, "")
    return _SALE_DRAWINGS.get(line.sale.kind, "") if line.sale is not None else ""


def right(line: Happened) -> str:
    """The key or the amount."""
    if line.visit is not None:
        return line.visit.other_card or line.visit.key_code
    assert line.sale is not None
    return yuan_sign(line.sale.total_fen)


def _tone(line: Happened) -> Tone:
    if line.visit is not None:
        return _TONES.get(line.visit.kind, "plain")
    return "warn" if line.sale is not None and line.sale.kind == "refund" else "plain"


def _identity(line: Happened) -> object:
    return ("visit", line.visit.event_id) if line.visit is not None else ("sale", line.sale and line.sale.number)
