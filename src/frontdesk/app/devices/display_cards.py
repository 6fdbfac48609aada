"""The cards of the Display tab: the customer's window, the pole display, the cash drawer."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox

from frontdesk.app.customer_window.sign import HouseSign
from frontdesk.app.customer_window.window import CustomerPreview
from frontdesk.app.devices.drawer_words import drawer_printer
from frontdesk.app.settings.tab import choice, show_choice
from frontdesk.core.clock import Clock
from frontdesk.core.device_settings import CHOICES, DisplaySettings, DrawerSettings
from frontdesk.core.i18n import t
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.displays.view import Basket, BasketLine, CustomerView, Idle, Paid, Thanks
from frontdesk.devices.drawer.pulse import typed_pulse
from frontdesk.printing.words import printer_words
from frontdesk.ui.widgets import (
    Button,
    Card,
    FieldRow,
    Label,
    SegmentedTabs,
    Tab,
    TextEdit,
    column,
    named,
    required_text,
    row,
)

_PREVIEW_PX = 416
_SAMPLES: dict[str, CustomerView] = {
    "idle": Idle(),
    "sale": Basket(
        (BasketLine("矿泉水", "Mineral water", 2, 600), BasketLine("运动毛巾", "Sports towel", 1, 3_900)), 4_500
    ),
    "paid": Paid(4_500, 10_000, 5_500, ("cash",), booked=True),
    "thanks": Thanks(),
}


class WindowCard(Card):
    """Whether there is a window, on which screen, and what it looks like."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(spacing=12)
        self.add_header(t("customer.window"))
        self.on = named(QCheckBox(t("display.window.on")), "display.window", t("display.window.on"))
        self.screens = choice("display.screen", t("display.screen"), [])
        self.preview = CustomerPreview(clock, "display.preview", _PREVIEW_PX)
        tabs = [Tab(key, t(f"display.preview.{key}")) for key in _SAMPLES]
        self.which = SegmentedTabs("display.preview.which", t("display.preview"), tabs)
        self.which.chosen.connect(self._show)
        self.body.addLayout(column(self.on, Label(t("display.window.note"), "note", wrap=True), spacing=4))
        self.body.addWidget(FieldRow(t("display.screen"), self.screens, hint=t("display.screen.hint")))
        self.body.addLayout(row(self.which, None))
        self.body.addLayout(row(self.preview, None))
        self.body.addWidget(Label(t("display.sign.note"), "note", wrap=True))
        self.body.addStretch(1)

    def fill(self, settings: DisplaySettings) -> None:
        """Show what is kept, and the screens that are there."""
        self.on.setChecked(settings.window)
        self.screens.clear()
        self.screens.addItem(t("display.screen.first"), "")
        clerks = self.screen()
        for screen in QGuiApplication.screens():
            if screen is not clerks:
                size = screen.size()
                self.screens.addItem(f"{screen.name()} · {size.width()} × {size.height()}", screen.name())
        if settings.screen and self.screens.findData(settings.screen) < 0:
            self.screens.addItem(t("display.screen.absent", name=settings.screen), settings.screen)
        show_choice(self.screens, settings.screen)

    def set_sign(self, sign: HouseSign) -> None:
        """What the house says of itself."""
        self.preview.set_sign(sign)

    @Slot(str)
    def _show(self, key: str) -> None:
        self.preview.show_view(_SAMPLES[key])


class PoleCard(Card):
    """The pole display's kind and port."""

    def __init__(self) -> None:
        super().__init__(spacing=12)
        self.add_header(t("display.pole"))
        kinds = CHOICES[DisplaySettings]["pole"]
        self.kind = choice(
            "display.pole", t("display.pole.kind"), [(kind, t(f"display.pole.{kind}")) for kind in kinds]
        )
        self.port = TextEdit("display.pole_port", t("display.port"), limit=80)
        self.baud = baud_choice("display.pole_baud", tuple(CHOICES[DisplaySettings]["pole_baud_rate"]))
        self.port_row = FieldRow(t("display.port"), self.port)
        self.line = row(self.port_row, FieldRow(t("display.baud"), self.baud))
        self.trial = Button(t("display.try"), "display.try", icon="play")
        self.body.addWidget(FieldRow(t("display.pole.kind"), self.kind))
        self.body.addLayout(self.line)
        self.body.addWidget(Label(t("display.try.note"), "note", wrap=True))
        self.body.addLayout(row(self.trial, None))
        self.kind.currentIndexChanged.connect(self._changed)

    def fill(self, settings: DisplaySettings) -> None:
        """Show what is kept."""
        show_choice(self.kind, settings.pole)
        self.port.setText(settings.pole_port)
        show_choice(self.baud, settings.pole_baud_rate)
        self.port_row.set_error(None)
        self._enable()

    def is_right(self) -> bool:
        """Whether a pole that is chosen has a port; says so at the field if not."""
        self.port_row.set_error(None)
        return self.kind.currentData() == "none" or required_text(self.port_row) is not None

    @Slot()
    def _changed(self) -> None:
        # Every LED8 comes at 2400, every DM-D at 9600.
        show_choice(self.baud, 2400 if self.kind.currentData() == "led8" else 9600)
        self._enable()

    def _enable(self) -> None:
        used = self.kind.isEnabled() and self.kind.currentData() != "none"
        self.port.setEnabled(used)
        self.baud.setEnabled(used)


class DrawerCard(Card):
    """What the drawer hangs on, and a trial that is a recorded opening like any other."""

    def __init__(self) -> None:
        super().__init__(spacing=12)
        self.add_header(t("display.drawer"))
        kinds = CHOICES[DrawerSettings]["kind"]
        self.kind = choice(
            "display.drawer", t("display.drawer.kind"), [(kind, t(f"display.drawer.{kind}")) for kind in kinds]
        )
        pins = CHOICES[DrawerSettings]["pin"]
        self.pin = choice("display.drawer_pin", t("display.drawer.pin"), [(pin, str(pin)) for pin in pins])
        self.pin_row = FieldRow(t("display.drawer.pin"), self.pin, hint=t("display.drawer.pin.hint"))
        self.port = TextEdit("display.drawer_port", t("display.port"), limit=80)
        self.port_row = FieldRow(t("display.port"), self.port)
        self.baud = baud_choice("display.drawer_baud", tuple(CHOICES[DrawerSettings]["baud_rate"]))
        self.baud_row = FieldRow(t("display.baud"), self.baud)
        self.pulse = TextEdit("display.drawer_pulse", t("display.drawer.pulse"), limit=47)
        self.pulse_row = FieldRow(t("display.drawer.pulse"), self.pulse, hint=t("display.drawer.pulse.hint"))
        self.through = Label("", "note", wrap=True, name="display.drawer.through")
        self.trial = Button(t("display.drawer.try"), "display.drawer.try", icon="drawer")
        self.body.addWidget(FieldRow(t("display.drawer.kind"), self.kind))
        for item in (self.through, self.pin_row):
            self.body.addWidget(item)
        self.body.addLayout(row(self.port_row, self.baud_row))
        self.body.addWidget(self.pulse_row)
        self.body.addWidget(Label(t("display.drawer.try.note"), "note", wrap=True))
        self.body.addLayout(row(self.trial, None))
        self.kind.currentIndexChanged.connect(self._show_what_applies)

    def fill(self, settings: MachineSettings) -> None:
        """Show what is kept."""
        drawer = settings.drawer
        show_choice(self.kind, drawer.kind)
        show_choice(self.pin, drawer.pin)
        show_choice(self.baud, drawer.baud_rate)
        self.port.setText(drawer.port)
        self.pulse.setText(drawer.pulse_hex)
        through = drawer_printer(settings)
        words = t("display.drawer.through", printer=printer_words(through)) if through else t("display.drawer.nowhere")
        self.through.setText(words)
        self._show_what_applies()

    def described(self) -> DrawerSettings | None:
        """What the fields say; None after marking what is wrong."""
        kind = self.kind.currentData()
        self.port_row.set_error(None)
        self.pulse_row.set_error(None)
        if kind == "serial" and required_text(self.port_row) is None:
            return None
        if kind == "serial" and typed_pulse(self.pulse.text()) is None:
            self.pulse_row.set_error(t("display.drawer.pulse.wrong"))
            return None
        return DrawerSettings(
            kind,
            self.port.text().strip(),
            self.baud.currentData(),
            self.pin.currentData(),
            self.pulse.text().strip() or DrawerSettings().pulse_hex,
        )

    @Slot()
    def _show_what_applies(self) -> None:
        kind = self.kind.currentData()
        for item in (self.through, self.pin_row):
            item.setVisible(kind == "printer")
        for item in (self.port_row, self.baud_row, self.pulse_row):
            item.setVisible(kind == "serial")
        self.trial.setVisible(kind != "none")


def baud_choice(name: str, rates: tuple[str | int, ...]) -> QComboBox:
    """How fast a port runs."""
    return choice(name, t("display.baud"), [(rate, str(rate)) for rate in rates])
