"""The states that occur on the board, explained."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.core.i18n import t
from frontdesk.keys.qt.key_cell import STATES, paint_cell
from frontdesk.ui import theme
from frontdesk.ui.widgets import named, paint


class Legend(QWidget):
    """The states that occur on the board beside their words, in as many lines as they need."""

    _LINE = 22
    _SWATCH = 22.0
    _BETWEEN = 11.0

    def __init__(self, name: str = "keys.legend", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._states: tuple[str, ...] = ()
        self.setFixedHeight(self._LINE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        named(self, name, t("keys.legend"))

    def show_states(self, states: Iterable[str]) -> None:
        """Explain these states, in the order of their importance."""
        wanted = set(states)
        shown = tuple(state for state in STATES if state in wanted)
        if shown == self._states:
            return
        self._states = shown
        self.setAccessibleDescription(", ".join(t(f"keys.state.{state}") for state in self._states))
        self._fit()
        self.update()

    def states(self) -> tuple[str, ...]:
        """What is explained."""
        return self._states

    def _places(self) -> list[tuple[str, float, int, float]]:
        """Each state with its left edge, line and the width of its word."""
        metrics = QFontMetricsF(theme.base_font(13))
        left, line, places = 0.0, 0, []
        for state in self._states:
            width = metrics.horizontalAdvance(t(f"keys.state.{state}"))
            if left > 0 and left + self._SWATCH + width > self.width():
                left, line = 0.0, line + 1
            places.append((state, left, line, width))
            left += self._SWATCH + width + self._BETWEEN
        return places

    def _fit(self) -> None:
        lines = max((line for _, _, line, _ in self._places()), default=0) + 1
        self.setFixedHeight(self._LINE * lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for state, left, line, width in self._places():
            top = line * self._LINE
            paint_cell(painter, QRectF(left, top + 3, 18, 16), state, "")
            words = QRectF(left + self._SWATCH, top, width + 2, self._LINE)
            muted = theme.colour("muted")
            paint.words(
                painter, words, t(f"keys.state.{state}"), theme.base_font(13), muted, Qt.AlignmentFlag.AlignLeft
            )
