"""A key figure on a card: what it is, its value in large digits, a note beneath."""

from PySide6.QtWidgets import QGridLayout, QWidget

from frontdesk.reports.figures import KeyFigure
from frontdesk.ui.widgets import Card, Label
from frontdesk.ui.widgets.labels import ElidedLabel
from frontdesk.ui.widgets.naming import named
from frontdesk.ui.widgets.surface import GAP

_PER_ROW = 4


class FigureTile(Card):
    """One figure."""

    def __init__(self, name: str) -> None:
        super().__init__(padding=12, spacing=1)
        self._label = Label("", "note")
        self._value = Label("–", "name")
        self._note = ElidedLabel("", "note")
        for label in (self._label, self._value, self._note):
            self.body.addWidget(label)
        named(self, name)

    def set_figure(self, figure: KeyFigure) -> None:
        """Show a figure; a screen reader hears label, value and note together."""
        self._label.setText(figure.label)
        self._value.setText(figure.value)
        self._value.set_tone(figure.tone)
        self._note.set_whole(figure.note)
        self.setAccessibleName(" · ".join(filter(None, (figure.label, figure.value, figure.note))))


class FigureTiles(QWidget):
    """The figures in rows of four."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._tiles: dict[str, FigureTile] = {}
        named(self, name, label)

    def set_figures(self, figures: list[KeyFigure]) -> None:
        """Show figures; the tile of a name stays in its place."""
        for place, figure in enumerate(figures):
            tile = self._tiles.get(figure.name)
            if tile is None:
                tile = self._tiles[figure.name] = FigureTile(f"{self.objectName()}.{figure.name}")
                self._grid.addWidget(tile, place // _PER_ROW, place % _PER_ROW)
                self._grid.setColumnStretch(place % _PER_ROW, 1)
            tile.set_figure(figure)

    def tile(self, name: str) -> FigureTile:
        """The tile of a figure."""
        return self._tiles[name]
