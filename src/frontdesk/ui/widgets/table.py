"""Tables over frozen rows: a plain model, whole-row selection, Enter opens, an empty state in place of nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from frontdesk.ui import icons, theme
from frontdesk.ui.tokens import SIZE_BASE, Tone
from frontdesk.ui.widgets import paint
from frontdesk.ui.widgets.naming import named
from frontdesk.ui.widgets.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``value`` makes the text of a row; ``width`` in px, 0 takes a share of what is left."""

    key: str
    title: str
    value: Callable[[Any], str]
    width: int = 0
    align: Literal["left", "right"] = "left"
    strong: bool = False
    tone: Callable[[Any], Tone] | None = None
    icon: Callable[[Any], str] | None = None
    said: Callable[[Any], str] | None = None
    """What tool tip and screen reader say, where a drawing stands for a part of the words."""


_LEAST_FIGURE = 10
"""Size in px to which a figure shrinks where its column is too narrow."""


class RowsModel(QAbstractTableModel):
    """Rows as given; the texts are made when painted."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[Any, ...] = ()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rows(self) -> tuple[Any, ...]:
        """The rows shown."""
        return self._rows

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.value(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return (column.said or column.value)(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip((column.said or column.value)(row))
        if role == Qt.ItemDataRole.UserRole:
            return row
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.align == "right" else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class _CellPainter(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, RowsModel)
        column = model.columns[index.column()]
        row = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("primary_soft"))
        paint.line(painter, rect.bottomLeft(), rect.bottomRight(), theme.colour("line"))
        tone: Tone = column.tone(row) if column.tone else "plain"
        front = theme.tone_colours(tone)[0]
        rect = rect.adjusted(12, 0, -12, 0)
        drawing = column.icon(row) if column.icon else ""
        if drawing:
            icons.draw(painter, drawing, front.name(), QRectF(rect.left(), rect.center().y() - 9, 18, 18))
            rect.setLeft(rect.left() + 26)
        weight = QFont.Weight.Bold if column.strong else QFont.Weight.Normal
        side = Qt.AlignmentFlag.AlignRight if column.align == "right" else Qt.AlignmentFlag.AlignLeft
        words = column.value(row)
        font = theme.base_font(SIZE_BASE, weight)
        if column.align == "right" and QFontMetricsF(font).horizontalAdvance(words) > rect.width() + 0.5:
            # A figure without its last digits is another figure: it becomes smaller first.
            shrunk = SIZE_BASE * (rect.width() / QFontMetricsF(font).horizontalAdvance(words))
            font = theme.base_font(max(_LEAST_FIGURE, int(shrunk)), weight)
        paint.words(painter, rect, words, font, QColor(front), side)
        painter.restore()


class DataTable(QTableView):
    """Rows of frozen dataclasses. ↑↓ move, Enter or a double click opens, Tab leaves the table."""

    opened = Signal(object)
    """The row that was opened."""
    chosen = Signal(object)
    """The row now selected, or None."""

    def __init__(
        self,
        name: str,
        label: str,
        columns: Sequence[Column],
        *,
        row_key: Callable[[Any], object] | None = None,
        row_height: int = 40,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = RowsModel(columns, self)
        self._row_key = row_key
        self._empty: QWidget | None = None
        self.setModel(self._model)
        self.setItemDelegate(_CellPainter(self))
        self._dress(row_height)
        self._size_columns(columns)
        self.selectionModel().currentRowChanged.connect(self._choose)
        self.doubleClicked.connect(self._open)
        named(self, name, label)

    def _dress(self, row_height: int) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setFixedHeight(36)

    def _size_columns(self, columns: Sequence[Column]) -> None:
        header = self.horizontalHeader()
        header.setMinimumSectionSize(24)
        for number, column in enumerate(columns):
            if column.width:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
                header.resizeSection(number, column.width)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; with ``row_key`` the selection stays on the same thing."""
        before = self.current_row()
        self._model.set_rows(rows)
        if self._empty is not None:
            self._empty.setVisible(not rows)
        if before is not None and self._row_key is not None:
            wanted = self._row_key(before)
            for number, row in enumerate(self._model.rows()):
                if self._row_key(row) == wanted:
                    self.selectRow(number)
                    return

    def rows(self) -> tuple[Any, ...]:
        """The rows shown."""
        return self._model.rows()

    def current_row(self) -> Any:
        """The selected row, or None."""
        index = self.currentIndex()
        return self._model.rows()[index.row()] if index.isValid() else None

    def set_empty(self, widget: QWidget) -> None:
        """What to show when there are no rows."""
        self._empty = widget
        widget.setParent(self.viewport())
        widget.setVisible(not self._model.rows())
        self._place_empty()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            if not event.isAutoRepeat():
                self._open(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_empty()

    def _place_empty(self) -> None:
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, previous: QModelIndex) -> None:
        # The signal comes before the view has taken the row: listeners may ask current_row().
        QTimer.singleShot(0, self, self._tell)

    @Slot()
    def _tell(self) -> None:
        self.chosen.emit(self.current_row())

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._model.rows()[index.row()])
