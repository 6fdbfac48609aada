"""The serial ports of this computer, for choosing one."""


def serial_ports() -> tuple[str, ...]:
    """Their names, those on a plug first: a board's own ports are there whether anything hangs on them or not."""
    from serial.tools.list_ports import comports

    found = [(port.vid is None, str(port.device)) for port in comports()]
    return tuple(name for _, name in sorted(found))
