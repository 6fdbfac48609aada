"""Every zone's board, one below the other, as they hang on the wall."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from frontdesk.core.i18n import language, t
from frontdesk.keys.board import ZoneBoard
from frontdesk.keys.qt.board_grid import BoardGrid
from frontdesk.ui.widgets import Label, clear_layout, column, row

_CELL_WIDTH, _CELL_HEIGHT = 62, 46
_GAP = 18


class ZoneWall(QScrollArea):
    """A heading and a board a zone. ``name`` begins the boards' object names."""

    chosen = Signal(str)
    """Code of the key that was clicked."""
    zone_in_view = Signal(str)
    """Code of the zone at the top, after scrolling."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._grids: dict[str, BoardGrid] = {}
        self._free: dict[str, Label] = {}
        self._sections: dict[str, QWidget] = {}
        self._goal = ""
        content = QWidget()
        content.setProperty("surface", "clear")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(14, 8, 14, 8)
        self._column.setSpacing(_GAP)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(self.focusPolicy().NoFocus)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_zones(self, zones: Sequence[ZoneBoard], names: Mapping[str, str], chosen: str) -> None:
        """Show the boards; ``names`` are the holders by key code, ``chosen`` the key shown in detail."""
        if [zone.code for zone in zones] != list(self._grids):
            self._build(zones)
        for zone in zones:
            self._free[zone.code].setText(t("keys.free_of", free=zone.free, all=len(zone.cells)))
            self._grids[zone.code].show_cells(zone.cells, names, chosen=chosen)
            self._grids[zone.code].put_cursor(chosen)

    def _build(self, zones: Sequence[ZoneBoard]) -> None:
        clear_layout(self._column)
        self._grids, self._free, self._sections = {}, {}, {}
        for zone in zones:
            words = zone.name(language())
            grid = BoardGrid(
                f"{self._name}.{zone.code}",
                t("keys.board.of", zone=words),
                least_width=_CELL_WIDTH,
                cell_height=_CELL_HEIGHT,
            )
            grid.chosen.connect(self.chosen)
            free = Label("", "note", name=f"keys.free.{zone.code}")
            section = QWidget()
            section.setLayout(column(row(Label(words, "caption"), None, free), grid, spacing=8))
            self._grids[zone.code], self._free[zone.code], self._sections[zone.code] = grid, free, section
            self._column.addWidget(section)
        self._column.addStretch(1)

    def go_to(self, code: str) -> None:
        """Bring a zone into view."""
        self._goal = code
        # Sections just made have their place only after the layout's next turn.
        QTimer.singleShot(0, self, self._go)

    @Slot()
    def _go(self) -> None:
        section = self._sections.get(self._goal)
        if section is not None:
            self.verticalScrollBar().setValue(section.y() - self._column.contentsMargins().top())
        self._goal = ""

    @Slot()
    def _scrolled(self) -> None:
        if self._goal:
            return
        top = self.verticalScrollBar().value() + self.viewport().height() // 3
        passed = [code for code, section in self._sections.items() if section.y() <= top]
        if passed:
            self.zone_in_view.emit(passed[-1])
