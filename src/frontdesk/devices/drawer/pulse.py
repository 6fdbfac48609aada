"""What is sent to open the drawer, and the port that a serial drawer hangs on.

Sources: Epson ESC/POS reference (``ESC p m t1 t2``, ``DLE DC4 1 m t``); serial drawer openers fire on BEL (07h) or on
any byte.
"""

from frontdesk.core.device_settings import DrawerSettings, PrinterSettings

DRAWER_PORT = "drawer-port"
"""The name under which a serial drawer stands among the printers: it takes pulses and no slip."""
BELL = b"\x07"
_REALTIME = b"\x10\x14"


def pulse_by_printer(pin: int, realtime: bool = False) -> bytes:
    """The pulse on pin 2 or 5 of a printer's connector, 64 ms on and off.

    `realtime` passes a paper-out (100 ms); without it the pulse waits behind what is in the printer's buffer.
    """
    connector = 1 if pin == 5 else 0
    return _REALTIME + bytes((1, connector, 1)) if realtime else b"\x1bp" + bytes((connector, 32, 32))


def is_realtime(pulse: bytes) -> bool:
    """Whether a printer obeys it even without paper."""
    return pulse.startswith(_REALTIME)


def pulse_by_port(settings: DrawerSettings) -> bytes:
    """What a serial drawer is sent: the bytes of its settings, BEL where they are none."""
    return typed_pulse(settings.pulse_hex) or BELL


def typed_pulse(text: str) -> bytes | None:
    """Bytes written as hex pairs, such as ``1B 70 00 19 FA``; None if they aren't, or are none or more than 16."""
    try:
        found = bytes.fromhex(text)
    except ValueError:
        return None
    return found if 1 <= len(found) <= 16 else None


def drawer_port(settings: DrawerSettings) -> PrinterSettings | None:
    """A serial drawer as a printer that can't answer, so that its pulses keep the rules of the spool."""
    if settings.kind != "serial" or not settings.port:
        return None
    return PrinterSettings(
        DRAWER_PORT,
        "serial",
        settings.port,
        baud_rate=settings.baud_rate,
        flow_control="none",
        answers_status=False,
        acknowledges="none",
    )
