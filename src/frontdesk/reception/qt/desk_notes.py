"""While nobody stands at the desk: what there is to see to, and the keys that are used most."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from frontdesk.core.i18n import t
from frontdesk.reception.queries import HouseNow
from frontdesk.ui.dates import span_words
from frontdesk.ui.widgets import Button, IconLabel, KeyHint, Label, Line, clear_layout, column, row
from frontdesk.visits.queries import InHouse

_NAMED_KEYS = 4
_MOST_HINTS = 6
FEW_VISITS = 3
"""From how many visits left on one speaks of the next card."""
LONG_STAY_MINUTES = 240
Hint = tuple[InHouse, str, str]
"""Who, the drawing and the words."""
_SHORTCUTS = (("Ctrl+K", "search"), ("F7", "guest"), ("F12", "handover"), ("F8", "unmask"), ("F1", "help"))


class DeskNotes(QWidget):
    """One button for each thing that waits; ``chosen`` says which was pressed."""

    chosen = Signal(str)
    """``shift``, ``slips``, ``suspects``, ``cards`` or ``keys``."""
    visit_chosen = Signal(object)
    """Somebody in the house whom one should speak to."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[str, str], ...] | None = None
        self._lines = column(spacing=6)
        keys = QGridLayout()
        keys.setContentsMargins(0, 0, 0, 0)
        keys.setHorizontalSpacing(12)
        keys.setVerticalSpacing(6)
        keys.setColumnStretch(1, 1)
        keys.setColumnStretch(3, 1)
        for place, (cap, what) in enumerate(_SHORTCUTS):
            line, side = divmod(place, 2)
            keys.addWidget(KeyHint(cap), line, side * 2, Qt.AlignmentFlag.AlignLeft)
            keys.addWidget(Label(t(f"reception.idle.{what}"), "note"), line, side * 2 + 1)
        self._keys = QWidget()
        self._keys.setLayout(column(Line(), keys, spacing=10))
        self._low = False
        self._hints: tuple[Hint, ...] = ()
        self._shown_hints: tuple[Hint, ...] = ()
        self._hint_title = Label(t("reception.idle.house"), "caption")
        self._hint_title.hide()
        self._hint_lines = column(spacing=6)
        above = column(Label(t("reception.idle"), "caption"), self._lines, spacing=10)
        self.setLayout(column(above, self._hint_title, self._hint_lines, None, self._keys, spacing=10))
        self._paint(())

    def set_low(self, low: bool) -> None:
        """Without the keys on a low screen."""
        self._low = low
        self._keys.setVisible(not low)
        self._fit_hints()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_hints()

    def _fit_hints(self) -> None:
        room = self.height() - 44 * max(1, len(self._shown or ())) - (80 if self._low else 190)
        hints = self._hints[: max(0, min(_MOST_HINTS, room // 44))]
        if hints == self._shown_hints:
            return
        self._shown_hints = hints
        clear_layout(self._hint_lines)
        self._hint_title.setVisible(bool(hints))
        for visit, icon, words in hints:
            button = Button(words, f"reception.idle.visit.{visit.key_code}", icon=icon)
            button.setProperty("visit", visit.visit_id)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._press_hint)
            self._hint_lines.addWidget(button)

    @Slot()
    def _press_hint(self) -> None:
        button = self.sender()
        for visit, _, _ in self._shown_hints if button is not None else ():
            if visit.visit_id == button.property("visit"):
                self.visit_chosen.emit(visit)
                return

    def show_house(self, house: HouseNow) -> None:
        """Paint what waits in the house of now."""
        lost = [cell.code for zone in house.zones for cell in zone.cells if cell.state == "lost"]
        waits = (
            ("shift", "" if house.shift_open else t("reception.idle.shift")),
            ("slips", t("reception.idle.slips", n=house.slips_in_doubt) if house.slips_in_doubt else ""),
            ("suspects", _suspects(house)),
            ("cards", t("reception.idle.cards", n=len(house.strays)) if house.strays else ""),
            ("keys", t("reception.idle.keys", n=len(lost), keys=_listed(lost)) if lost else ""),
        )
        self._paint(tuple(each for each in waits if each[1]))
        self._hints = tuple(_hints(house))
        self._fit_hints()

    def _paint(self, waits: tuple[tuple[str, str], ...]) -> None:
        if waits == self._shown:
            return
        self._shown = waits
        clear_layout(self._lines)
        for what, words in waits:
            button = Button(
                words, f"reception.idle.{what}", kind="due" if what in ("shift", "suspects") else "secondary"
            )
            button.set_icon(_ICONS[what])
            button.setProperty("what", what)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._press)
            self._lines.addWidget(button)
        if not waits:
            self._lines.addLayout(row(IconLabel("check", "ok"), Label(t("reception.idle.nothing"), tone="muted"), None))

    @Slot()
    def _press(self) -> None:
        button = self.sender()
        if button is not None:
            self.chosen.emit(str(button.property("what")))


_ICONS = {"suspects": "ban", "shift": "clock", "slips": "printer", "cards": "card", "keys": "keys"}


def _hints(house: HouseNow) -> Iterator[Hint]:
    """Who is in the house with next to no visits left, or for hours; no amounts and no phones, since others look on."""
    for visit in house.inside:
        if visit.visits_left is not None and visit.visits_left <= FEW_VISITS:
            yield visit, "cards", t("reception.idle.visits", name=visit.name, n=visit.visits_left)
    for visit in reversed(house.inside):
        minutes = int((house.now - house.since[visit.visit_id]).total_seconds() // 60)
        if minutes >= LONG_STAY_MINUTES:
            yield visit, "clock", t("reception.idle.long", name=visit.name, span=span_words(minutes))


def _listed(codes: list[str]) -> str:
    shown = t("reception.idle.and").join(codes[:_NAMED_KEYS])
    return f"{shown} …" if len(codes) > _NAMED_KEYS else shown


def _suspects(house: HouseNow) -> str:
    cards = _listed([card.number for card in house.suspects])
    return t("cards.suspects", n=len(house.suspects), cards=cards) if house.suspects else ""
