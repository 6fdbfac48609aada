"""The tiles: what sells most, one press away, by category or by what is typed."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from frontdesk.cashier.qt import goods_tile
from frontdesk.cashier.qt.goods_tile import GoodsTile
from frontdesk.cashier.qt.words import category_name, goods_name, tile_note
from frontdesk.cashier.shop_window import ShopWindow, search_goods
from frontdesk.core.i18n import t
from frontdesk.stock.queries import Stocked
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import EmptyState, SegmentedTabs, Tab, TextEdit, column, row, scrolling

ALL, PREPAID = "all", "prepaid"
_TILE_WIDTH = 128
_TILE_HEIGHT = goods_tile.HEIGHT
_MOST_COLUMNS = 6
_GAP = 8


class GoodsSearch(TextEdit):
    """Typing here narrows the tiles; Enter takes the first, Esc leaves."""

    taken = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.taken.emit()
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


class _Wall(QWidget):
    """Tiles in as many columns as fit."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self.setLayout(self._grid)
        self._tiles: list[GoodsTile] = []
        self._columns = 0

    def set_tiles(self, tiles: list[GoodsTile]) -> None:
        for tile in self._tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles = tiles
        self._columns = 0
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def sizeHint(self) -> QSize:
        columns = max(1, self._columns)
        lines = -(-len(self._tiles) // columns)
        return QSize(_TILE_WIDTH, lines * (_TILE_HEIGHT + _GAP))

    def _place(self) -> None:
        columns = max(1, min(_MOST_COLUMNS, (self.width() + _GAP) // (_TILE_WIDTH + _GAP)))
        if columns == self._columns and self._grid.count() == len(self._tiles):
            return
        for number in range(self._grid.columnCount()):
            self._grid.setColumnStretch(number, 0)
        self._columns = columns
        for number, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, number // columns, number % columns, Qt.AlignmentFlag.AlignTop)
        for number in range(columns):
            self._grid.setColumnStretch(number, 1)
        self._grid.setRowStretch(len(self._tiles) // columns + 1, 1)
        self.updateGeometry()


class TileWall(QWidget):
    """Category tabs, a search field and the tiles. Emits the goods that were chosen."""

    chosen = Signal(object)
    """A Stocked to add."""
    drawn = Signal(object)
    """A Stocked of prepaid goods to draw (G18)."""
    finished = Signal()
    """The search field is done with: the keyboard goes back to the amount."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shop = ShopWindow((), "")
        self._drinks: tuple[Stocked, ...] = ()
        self._found: list[Stocked] | None = None
        self._member = False
        self._shown: dict[str, Stocked] = {}
        self.tabs = SegmentedTabs("cashier.categories", t("cashier.categories"), [Tab(ALL, t("cashier.tab.all"))])
        self.tabs.chosen.connect(self._tab_chosen)
        self.search = GoodsSearch(
            "cashier.goods_search", t("cashier.goods_search"), placeholder=t("cashier.goods_hint")
        )
        self.search.setMinimumWidth(130)
        self.search.setMaximumWidth(210)
        self.search.textChanged.connect(self._typed)
        self.search.taken.connect(self._take_first)
        self.search.left.connect(self._leave_search)
        shortcut = QShortcut(QKeySequence("F3"), self)
        shortcut.activated.connect(self._enter_search)
        self.wall = _Wall()
        self.empty = EmptyState("empty-box", t("cashier.no_tiles"))
        self.empty.hide()
        area = scrolling(self.wall)
        area.setMinimumHeight(3 * _TILE_HEIGHT + 2 * _GAP + 2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setLayout(column(row(self.tabs, None, self.search), area, self.empty, spacing=8))

    def set_shop(self, shop: ShopWindow) -> None:
        """Other tiles, prices or stock."""
        self._shop = shop
        self._set_tabs()
        self._show()

    def set_customer(self, drinks: tuple[Stocked, ...], member: bool) -> None:
        """Whose prices to show, and what they have prepaid."""
        if (drinks, member) == (self._drinks, self._member):
            return
        come = bool(drinks) and not self._drinks
        self._drinks, self._member = drinks, member
        self._set_tabs()
        if come:
            self.tabs.choose(PREPAID)
        self._show()

    def _set_tabs(self) -> None:
        tabs = [Tab(PREPAID, t("cashier.tab.prepaid"))] if self._drinks else []
        tabs.append(Tab(ALL, t("cashier.tab.all")))
        tabs += [Tab(category, category_name(category)) for category in self._shop.categories]
        self.tabs.set_tabs(tabs)

    def _show(self) -> None:
        prepaid = self._found is None and self.tabs.current() == PREPAID and bool(self._drinks)
        if self._found is not None:
            goods = self._found
        elif prepaid:
            goods = list(self._drinks)
        else:
            tab = self.tabs.current()
            goods = [found for found in self._shop.tiles if tab in (ALL, PREPAID, found.goods.category)]
        self._shown = {found.goods.sku: found for found in goods}
        self.wall.set_tiles([self._tile(found, prepaid) for found in goods])
        self.empty.setVisible(not goods)

    def _tile(self, found: Stocked, prepaid: bool) -> GoodsTile:
        name = f"cashier.{'prepaid' if prepaid else 'tile'}.{found.goods.sku}"
        tile = GoodsTile(goods_name(found.goods), name, tile_note(found, self._member, prepaid))
        tile.setProperty("sku", found.goods.sku)
        tile.clicked.connect(self._draw_pressed if prepaid else self._pressed)
        return tile

    @Slot()
    def _pressed(self) -> None:
        found = self._shown.get(self.sender().property("sku"))
        if found is not None:
            self.chosen.emit(found)

    @Slot()
    def _draw_pressed(self) -> None:
        found = self._shown.get(self.sender().property("sku"))
        if found is not None:
            self.drawn.emit(found)

    @Slot(str)
    def _tab_chosen(self, _tab: str) -> None:
        self.search.clear()
        self._show()

    @Slot(str)
    def _typed(self, text: str) -> None:
        if not text.strip():
            self._found = None
            self._show()
        else:
            self._desk.read(search_goods, self._desk.store, text, then=self._searched, latest="cashier.goods")

    @Slot(object)
    def _searched(self, found: list[Stocked]) -> None:
        if self.search.text().strip():
            self._found = found
            self._show()

    @Slot()
    def _take_first(self) -> None:
        if self._found:
            first = self._found[0]
            self.search.clear()
            self.chosen.emit(first)
        self.finished.emit()

    @Slot()
    def _leave_search(self) -> None:
        self.search.clear()
        self.finished.emit()

    @Slot()
    def _enter_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
