"""The list of unfinished things, with or without boxes to tick."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from frontdesk.core.i18n import language, t
from frontdesk.handover.carried import Carried
from frontdesk.handover.wording import carried_words
from frontdesk.ui.widgets import Card, Chip, IconLabel, Label, Line, clear_layout, column, row, scrolling
from frontdesk.ui.widgets.naming import named

_ICONS = {
    "visits": "dumbbell",
    "deposits": "cash",
    "dues": "bill",
    "slip": "printer",
    "stray_card": "card",
    "approval": "shield",
    "missing": "keys",
    "note": "note",
}


class CarriedList(Card):
    """What is carried on; ``ticks`` gives each a box that the next one ticks."""

    changed = Signal()

    def __init__(self, name: str, title: str, *, ticks: bool) -> None:
        super().__init__(padding=0, spacing=0)
        self._name = name
        self._ticks = ticks
        self._boxes: dict[str, QCheckBox] = {}
        self.count = Chip("0", name=f"{name}.count")
        self.add_header(title, self.count)
        self._lines = column(spacing=0)
        inner = QWidget()
        inner.setLayout(column(self._lines, None, spacing=0))
        self.body.addWidget(scrolling(inner), 1)

    def set_items(self, items: Sequence[Carried]) -> None:
        """Show other items; boxes already ticked stay ticked."""
        ticked = set(self.acknowledged())
        clear_layout(self._lines)
        self._boxes = {}
        self.count.set_state(str(len(items)), "warn" if items else "ok")
        if not items:
            nothing = row(IconLabel("check", "ok"), Label(t("handover.sheet.nothing_carried"), tone="muted"), None)
            nothing.setContentsMargins(14, 14, 14, 14)
            self._lines.addLayout(nothing)
        for item in items:
            self._add(item, item.reference in ticked)
        self.changed.emit()

    def acknowledged(self) -> tuple[str, ...]:
        """The references of the ticked items."""
        return tuple(reference for reference, box in self._boxes.items() if box.isChecked())

    def all_ticked(self) -> bool:
        """Whether nothing is left to tick."""
        return all(box.isChecked() for box in self._boxes.values())

    def first_box(self) -> QCheckBox | None:
        """The first box, for the keyboard."""
        return next(iter(self._boxes.values()), None)

    def _add(self, item: Carried, ticked: bool) -> None:
        words = carried_words(language(), item)
        label = Label(words, wrap=True)
        icon = IconLabel(_ICONS.get(item.kind, "info"), "warn" if item.kind == "missing" else "muted")
        line = row(icon, label, spacing=10)
        line.setStretch(1, 1)
        if self._ticks:
            box = QCheckBox()
            named(box, f"{self._name}.tick.{item.reference}", t("handover.carried.tick", item=words))
            box.setChecked(ticked)
            box.setMinimumHeight(36)
            box.toggled.connect(self._toggled)
            self._boxes[item.reference] = box
            line.insertWidget(0, box, 0, Qt.AlignmentFlag.AlignTop)
        line.setContentsMargins(14, 8, 14, 8)
        self._lines.addLayout(line)
        self._lines.addWidget(Line())

    @Slot()
    def _toggled(self) -> None:
        self.changed.emit()
