"""What the customer sees, on the window and the pole: one listener to the desk that passes each view on to both."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedLayout

from frontdesk.app.customer_window.sign import HouseSign, read_sign
from frontdesk.app.devices.display_words import display_state
from frontdesk.app.window.main_window import MainWindow
from frontdesk.core.device_settings import DisplaySettings
from frontdesk.devices.displays.pole import PoleDisplay, PoleState
from frontdesk.devices.displays.pole_frames import Greeting, PoleModel, pole_model
from frontdesk.devices.displays.view import Basket, BasketLine, CustomerView, Due, Idle, Paid, Thanks
from frontdesk.ui.desk import Desk

if TYPE_CHECKING:
    from frontdesk.app.customer_window.screens import WindowPlace
    from frontdesk.app.customer_window.window import CustomerWindow

PAID_S = 20
"""How long the amounts of a booked receipt stay in sight if nobody goes on."""
THANKS_S = 4
_STEP_S = 2


class CustomerDisplays(QObject):
    """Lives in the GUI thread; a pole has a thread of its own. Shows nothing of a sale while the desk is locked."""

    state_changed = Signal(object)
    """DeviceState of the device strip, or None when this counter has no display."""
    _pole_heard = Signal(object, object)

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk = desk
        self._clerk = window
        self._settings = DisplaySettings()
        self._sign = HouseSign()
        self._told: CustomerView = Idle()
        self._trial: list[CustomerView] = []
        self.shown: CustomerView = Idle()
        """What stands on the displays now."""
        self.window: CustomerWindow | None = None
        self.place: WindowPlace | None = None
        self.pole: PoleDisplay | None = None
        self._model: PoleModel | None = None
        self._pole_state: PoleState | None = None
        self._has_screen = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._go_on)
        self._pole_heard.connect(self._take_pole)
        desk.customer_view.connect(self._take)
        desk.display_trial_wanted.connect(self.try_out)
        desk.language_changed.connect(self._say_state)
        desk.changed.connect(self._changed)
        stack = window.layout()
        assert isinstance(stack, QStackedLayout)
        stack.currentChanged.connect(self._refresh)

    def start(self) -> None:
        """Open what the settings name; for when the clerk's window stands."""
        self._desk.read(read_sign, self._desk.store, then=self._show_sign, latest="customer.sign")
        self._apply(self._desk.settings.display)

    def stop(self) -> None:
        """Take everything down."""
        self._later.stop()
        if self.pole is not None:
            self.pole.stop()
        self._apply(DisplaySettings())

    @Slot()
    def try_out(self) -> None:
        """Show a sale step by step on the real displays, for looking at them; a real sale ends it."""
        line = BasketLine("矿泉水", "Mineral water", 2, 600)
        self._trial = [
            Basket((line,), 600),
            Due(600),
            Paid(600, 1000, 400, ("cash",), booked=False),
            Paid(600, 1000, 400, ("cash",), booked=True),
            Thanks(),
        ]
        self._go_on()

    @Slot(object)
    def _take(self, view: CustomerView) -> None:
        self._told = view
        self._trial = []
        self._wait(PAID_S if isinstance(view, Paid) and view.booked else THANKS_S if view == Thanks() else 0)
        self._refresh()

    @Slot()
    def _go_on(self) -> None:
        if self._trial:
            self._put(self._trial.pop(0))
            self._wait(_STEP_S)
            return
        if isinstance(self._told, Paid | Thanks):
            self._told = Thanks() if isinstance(self._told, Paid) else Idle()
            self._wait(THANKS_S if self._told == Thanks() else 0)
        self._refresh()

    def _wait(self, seconds: int) -> None:
        self._later.stop()
        if seconds:
            self._later.start(seconds * 1000)

    @Slot()
    def _refresh(self) -> None:
        if not self._trial:
            self._put(Idle() if self._clerk.is_locked() else self._told)

    def _put(self, view: CustomerView) -> None:
        self.shown = view
        if self.window is not None:
            self.window.show_view(view)
        self._show_on_pole()

    def _show_on_pole(self) -> None:
        if self.pole is not None and self._model is not None:
            greeting = Greeting(self._sign.house, self._sign.courtesy)
            self.pole.show(self._model.frame(self.shown, self._sign.language, greeting))

    @Slot(object)
    def _show_sign(self, sign: HouseSign) -> None:
        self._sign = sign
        if self.window is not None:
            self.window.set_sign(sign)
        self._show_on_pole()

    @Slot(str)
    def _changed(self, topic: str) -> None:
        if topic == "settings":
            self._apply(self._desk.settings.display)
        elif topic == "policies":
            self._desk.read(read_sign, self._desk.store, then=self._show_sign, latest="customer.sign")

    def _apply(self, settings: DisplaySettings) -> None:
        if self._desk.settings.training:
            settings = DisplaySettings()  # screen and port belong to the real counter, which may run beside
        before, self._settings = self._settings, settings
        self._apply_window(settings)
        pole = (settings.pole, settings.pole_port, settings.pole_baud_rate)
        if pole != (before.pole, before.pole_port, before.pole_baud_rate):
            self._apply_pole(settings)
        self._say_state()

    def _apply_window(self, settings: DisplaySettings) -> None:
        if settings.window and self.window is None:
            from frontdesk.app.customer_window.screens import WindowPlace
            from frontdesk.app.customer_window.window import CustomerWindow

            self.window = CustomerWindow(self._desk.store.clock)
            self.window.set_sign(self._sign)
            self.window.show_view(self.shown)
            self.place = WindowPlace(self.window, self._clerk, settings, self)
            self.place.settled.connect(self._take_screen)
        if self.window is not None and self.place is not None:
            self.place.change(settings)
            if not settings.window:
                self.place.deleteLater()
                self.window.deleteLater()
                self.place = self.window = None

    def _apply_pole(self, settings: DisplaySettings) -> None:
        if self.pole is not None:
            self.pole.stop(timeout_s=0)  # it ends by itself; the GUI thread waits for no port
            self.pole = None
        self._model = pole_model(settings.pole)
        if self._model is not None and settings.pole_port:
            self.pole = PoleDisplay(
                settings.pole_port,
                settings.pole_baud_rate,
                self._model.begin,
                on_state=partial(self._pole_heard.emit, self._model),  # called in its thread
            )
            self._show_on_pole()
            self.pole.start()
        self._pole_state = self.pole.state if self.pole is not None else None

    @Slot(object, object)
    def _take_pole(self, model: object, state: PoleState) -> None:
        if model is self._model:  # else it is the last word of one that was exchanged
            self._pole_state = state
            self._say_state()

    @Slot(bool)
    def _take_screen(self, found: bool) -> None:
        self._has_screen = found
        self._say_state()

    @Slot()
    def _say_state(self) -> None:
        self.state_changed.emit(display_state(self._settings, self._has_screen, self._pole_state))
