"""How many came in each hour of the day, as bars."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.core.i18n import t
from frontdesk.ui import theme
from frontdesk.ui.widgets import paint
from frontdesk.ui.widgets.naming import named

_HEIGHT = 190
_AXIS, _FOOT, _HEAD = 34.0, 24.0, 20.0
_STEPS = 4


class ArrivalsChart(QWidget):
    """24 bars with their numbers; the same is said in words to a screen reader."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._by_hour: tuple[int, ...] = (0,) * 24
        self.setMinimumSize(480, _HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        named(self, name, t("reports.heading.arrivals"))
        self.set_hours(self._by_hour)

    def set_hours(self, by_hour: tuple[int, ...]) -> None:
        """Show arrivals of the hours 0 to 23."""
        self._by_hour = by_hour
        came = [
            t("reports.chart.hour", hour=f"{hour:02d}:00", number=number)
            for hour, number in enumerate(by_hour)
            if number
        ]
        words = t("reports.chart.separator").join(came) or t("reports.chart.nobody")
        self.setAccessibleName(t("reports.chart.words", words=words))
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(900, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = nice_top(max(self._by_hour))
        ground = self.height() - _FOOT
        rise = (ground - _HEAD) / top
        self._paint_grid(painter, top, ground, rise)
        pitch = (self.width() - _AXIS) / len(self._by_hour)
        bar = min(30.0, pitch * 0.62)
        for hour, number in enumerate(self._by_hour):
            left = _AXIS + pitch * hour
            place = QRectF(left, ground, pitch, _FOOT)
            self._say(painter, place, f"{hour:02d}", "muted", Qt.AlignmentFlag.AlignHCenter)
            if number:
                tall = max(3.0, number * rise)
                rect = QRectF(left + (pitch - bar) / 2, ground - tall, bar, tall)
                paint.box(painter, rect, min(4.0, tall / 2), theme.colour("primary"))
                above = QRectF(left, rect.top() - 19, pitch, 18)
                self._say(painter, above, str(number), "primary", Qt.AlignmentFlag.AlignHCenter, QFont.Weight.Bold)

    def _paint_grid(self, painter: QPainter, top: int, ground: float, rise: float) -> None:
        for step in range(_STEPS + 1):
            mark = top * step // _STEPS
            y = ground - mark * rise
            paint.line(painter, QPointF(_AXIS, y), QPointF(self.width(), y), theme.colour("line"))
            place = QRectF(0, y - 9, _AXIS - 8, 18)
            self._say(painter, place, str(mark), "muted", Qt.AlignmentFlag.AlignRight)

    def _say(
        self,
        painter: QPainter,
        place: QRectF,
        text: str,
        colour: str,
        side: Qt.AlignmentFlag,
        weight: QFont.Weight = QFont.Weight.Normal,
    ) -> None:
        paint.words(painter, place, text, theme.base_font(12, weight), theme.colour(colour), side)


def nice_top(highest: int) -> int:
    """The least of 4, 8, 12, 20, 40, 60, 80, 100, 120, 200 … that is not below the highest value."""
    unit = 1
    while True:
        for times in (4, 8, 12, 20):
            if highest <= times * unit:
                return times * unit
        unit *= 5 if str(unit)[0] == "1" else 2
