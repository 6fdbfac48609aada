"""Four facts under the banner; built once, so that a tap only changes words."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QWidget

from frontdesk.core.i18n import t
from frontdesk.ui.widgets import ElidedLabel, Label, PrivacyText, column, named, row

_CELLS = 4
_HEIGHT = 36


@dataclass(frozen=True, slots=True)
class Fact:
    """A caption with its value; a ``private`` one stays masked until it is asked for (G20)."""

    caption: str
    value: str
    private: bool = False


class _Cell(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.caption = Label("", "note")
        self.open = ElidedLabel("", "strong", name=f"{name}.open")
        self.masked = PrivacyText(name, t("reception.amount"))
        line = row(self.open, self.masked, spacing=0)
        line.addStrut(_HEIGHT)
        self.setLayout(column(self.caption, line, spacing=0))

    def show_fact(self, fact: Fact) -> None:
        self.caption.setText(fact.caption)
        self.open.setVisible(not fact.private)
        self.masked.setVisible(fact.private)
        if fact.private:
            self.masked.set_label(fact.caption)
            self.masked.set_secret(fact.value)
        else:
            self.open.set_whole(fact.value)


class FactsGrid(QWidget):
    """Two by two."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(2)
        self._cells = [_Cell(f"{name}.{place}") for place in range(_CELLS)]
        for place, cell in enumerate(self._cells):
            grid.addWidget(cell, place // 2, place % 2)
            grid.setColumnStretch(place % 2, 1)
        named(self, name, label)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show four facts in reading order."""
        for cell, fact in zip(self._cells, facts, strict=True):
            cell.show_fact(fact)

    def texts(self) -> list[str]:
        """What can be read now, masks included."""
        return [cell.masked.text() if cell.masked.isVisible() else cell.open.whole() for cell in self._cells]
