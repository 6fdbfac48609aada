"""What this machine's settings say of each device; tables and arrays of tables in ``frontdesk.toml``.

``CHOICES`` and ``RANGES`` name what a field may be, by the class it stands in.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """One printer of this counter, with what was learnt of it at set-up."""

    name: str = "receipt"
    """What slips are routed to; print jobs keep it, so it is never given to another printer."""
    kind: str = "screen"
    """``screen``, ``network``, ``usb`` (a device file), ``libusb``, ``serial``, ``cups``, ``windows`` or ``file``."""
    address: str = ""
    """By kind: ``host:port``, ``/dev/usb/lp0``, ``04b8:0e15`` (with ``:serial``), ``COM3`` or ``/dev/ttyUSB0``, a
    queue's name, a printer's name, a folder."""
    baud_rate: int = 19200
    flow_control: str = "xonxoff"
    """How a serial printer says "wait": ``xonxoff``, its DTR wired to our DSR (``dsrdtr``) or CTS (``rtscts``), or
    ``none``."""
    columns: int = 48
    charset: str = "gbk"
    cutter: bool = True
    native_qr: bool = True
    answers_status: bool = True
    acknowledges: str = "process-id"
    realtime_drawer: bool = False
    drawer_sensor: str = "none"
    """What pin 3 of the drawer's connector is while the drawer is open: ``high``, ``low``, or ``none`` without a
    switch in it."""


@dataclass(frozen=True, slots=True)
class RouteSettings:
    """Where one kind of slip goes: ``receipt``, ``handover``, ``drawer`` …"""

    kind: str = ""
    printer: str = ""


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """Where a PC/SC reader stands. A reader that isn't named stands at the desk."""

    name: str = ""
    """As the system names it."""
    place: str = "desk"
    """``desk``, ``door`` (a tap there opens no dialog at the desk) or ``off``."""


@dataclass(frozen=True, slots=True)
class WedgeReaderSettings:
    """How one keyboard reader or scanner writes; told from the others by prefix, suffix and length."""

    name: str = ""
    prefix: str = ""
    suffix: str = ""
    length: int = 0
    """Characters between prefix and suffix; 0 for any."""
    form: str = "hex"


@dataclass(frozen=True, slots=True)
class DrawerSettings:
    """How the cash drawer is opened."""

    kind: str = "printer"
    """``printer`` (its cable ends in a printer), ``serial`` (a port of its own) or ``none``."""
    port: str = ""
    baud_rate: int = 9600
    pin: int = 2
    """The printer's pin that the pulse goes to: 2 or 5."""
    pulse_hex: str = "07"
    """What a drawer on a serial port is sent, as hex pairs."""


@dataclass(frozen=True, slots=True)
class DisplaySettings:
    """What the customer sees."""

    window: bool = False
    """Whether a second window stands on another screen."""
    screen: str = ""
    """That screen's name; empty for the first that isn't the clerk's."""
    pole: str = "none"
    """``none``, ``escpos`` (DM-D and its like), ``escpos-gbk`` (one with Chinese characters) or ``led8``."""
    pole_port: str = ""
    pole_baud_rate: int = 9600


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """Amounts said aloud (K04)."""

    on: bool = True
    language: str = ""
    """``zh``, ``en`` or empty for the window's."""
    volume_percent: int = 80
    folder: str = ""
    """Own recordings instead of the program's, by the same file names; empty for none."""


CHOICES: dict[type, dict[str, tuple[str | int, ...]]] = {
    PrinterSettings: {
        "kind": ("network", "usb", "libusb", "serial", "cups", "windows", "file", "screen"),
        "columns": (48, 42, 32),
        "charset": ("gbk", "cp437", "cp850", "cp858", "cp1252"),
        "acknowledges": ("process-id", "transmit-status", "none"),
        "baud_rate": (9600, 19200, 38400, 57600, 115200),
        "flow_control": ("xonxoff", "dsrdtr", "rtscts", "none"),
        "drawer_sensor": ("none", "high", "low"),
    },
    ReaderSettings: {"place": ("desk", "door", "off")},
    WedgeReaderSettings: {"form": ("hex", "hex-reversed", "decimal", "decimal-reversed")},
    DrawerSettings: {
        "kind": ("printer", "serial", "none"),
        "pin": (2, 5),
        "baud_rate": (2400, 4800, 9600, 19200, 38400),
    },
    DisplaySettings: {
        "pole": ("none", "escpos", "escpos-gbk", "led8"),
        "pole_baud_rate": (2400, 4800, 9600, 19200, 38400),
    },
    VoiceSettings: {"language": ("", "zh", "en")},
}
RANGES: dict[type, dict[str, tuple[int, int]]] = {
    WedgeReaderSettings: {"length": (0, 64)},
    VoiceSettings: {"volume_percent": (0, 100)},
}
