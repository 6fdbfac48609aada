"""The customer's window and its picture in small: both are one painted surface."""

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from frontdesk.app.customer_window.scene import paint_view, said
from frontdesk.app.customer_window.sign import HouseSign
from frontdesk.core.clock import Clock, local_now
from frontdesk.core.i18n import t
from frontdesk.devices.displays.view import CustomerView, Idle
from frontdesk.ui import theme
from frontdesk.ui.widgets import named

_TICK_MS = 1000


class CustomerSurface(QWidget):
    """Paints a view in the theme of now, at whatever size it has."""

    def __init__(self, clock: Clock, name: str) -> None:
        super().__init__()
        self.view: CustomerView = Idle()
        self.sign = HouseSign()
        self._clock = clock
        named(self, name, t("customer.window"))
        timer = QTimer(self)
        timer.timeout.connect(self._tick)
        timer.start(_TICK_MS)
        self._minute = ""
        theme.signals.changed.connect(self._repaint)

    def show_view(self, view: CustomerView) -> None:
        """Show another view."""
        self.view = view
        self._repaint()

    def set_sign(self, sign: HouseSign) -> None:
        """The house says something else of itself."""
        self.sign = sign
        self._repaint()

    @Slot()
    def _repaint(self) -> None:
        self.setAccessibleDescription(said(self.view, self.sign))
        self.update()

    @Slot()
    def _tick(self) -> None:
        minute = local_now(self._clock).strftime("%H:%M")
        if minute != self._minute:
            self._minute = minute
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_view(painter, self.rect().toRectF(), self.view, self.sign, local_now(self._clock))
        painter.end()


class CustomerWindow(CustomerSurface):
    """Frameless, takes neither keyboard nor mouse, and doesn't keep the program running."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock, "customer.window")
        self.setWindowFlags(
            Qt.WindowType.Window
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
            | Qt.WindowType.WindowTransparentForInput
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setWindowTitle(t("customer.window"))


class CustomerPreview(CustomerSurface):
    """The window in small, in the shape of a screen."""

    def __init__(self, clock: Clock, name: str, width: int) -> None:
        super().__init__(clock, name)
        self.setFixedSize(QSize(width, width * 9 // 16))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(theme.colour("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
