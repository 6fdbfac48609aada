"""A receipt printer on a serial port: ``/dev/ttyS0``, ``/dev/ttyUSB0``, ``COM3``."""

from __future__ import annotations

import sys
import time
from typing import Any, Literal, cast, get_args

from frontdesk.devices.printers.device_file import DescriptorWire
from frontdesk.devices.printers.printer import PrinterState
from frontdesk.devices.printers.profile import PrinterProfile
from frontdesk.devices.printers.stream import HalfWritten, StreamPrinter, Wire
from frontdesk.devices.printers.within import within

FlowControl = Literal["xonxoff", "dsrdtr", "rtscts", "none"]
"""How the printer says "wait": by a byte, by its DTR wired to our DSR, by the same wired to our CTS, or not at all."""

try:
    import termios
except ImportError:  # Windows
    _PORT_ERRORS: tuple[type[Exception], ...] = (OSError,)
else:
    _PORT_ERRORS = (OSError, termios.error)
    """pyserial lets the terminal's own error through, which is no OSError."""

_PIECE = 64
"""A printer that raises its busy line still takes 128 bytes or more (the makers' manuals)."""
_LOOK_S = 0.005


class SerialPrinter(StreamPrinter):
    """`ReceiptPrinter` over a serial port; 8 data bits, no parity, one stop bit."""

    def __init__(
        self,
        port: str,
        baud_rate: int = 19200,
        flow_control: str = "xonxoff",
        profile: PrinterProfile | None = None,
    ) -> None:
        super().__init__(profile)
        self.port = port
        self.baud_rate = baud_rate
        self.flow_control = cast(FlowControl, flow_control if flow_control in get_args(FlowControl) else "none")

    def _connect(self, timeout_s: float) -> Wire:
        import serial

        def connect() -> Any:
            return serial.Serial(
                self.port,
                self.baud_rate,
                timeout=0,
                write_timeout=0 if sys.platform != "win32" else timeout_s,
                xonxoff=self.flow_control == "xonxoff",
                rtscts=self.flow_control == "rtscts",
                dsrdtr=self.flow_control == "dsrdtr",
                exclusive=True if sys.platform != "win32" else None,
            )

        try:
            # A COM port of Windows that leads to a Bluetooth device out of reach takes long to say so.
            port = within(timeout_s, connect) if sys.platform == "win32" else connect()
        except _PORT_ERRORS as error:
            if isinstance(error, OSError):
                raise
            raise OSError(str(error)) from error
        except ValueError as error:  # a rate or a name that the library doesn't take
            raise OSError(str(error)) from error
        if sys.platform == "win32":
            return ComPortWire(port)
        return _TtyWire(port, watches_dsr=self.flow_control == "dsrdtr")


class _TtyWire(DescriptorWire):
    """POSIX: pyserial sets the line up, and its descriptor is then used without blocking, so that bytes are counted."""

    def __init__(self, port: Any, watches_dsr: bool) -> None:
        super().__init__(port.fileno())
        self._port = port
        self._watches_dsr = watches_dsr  # Linux knows no DSR handshake, so we look ourselves, a piece at a time

    def write(self, data: bytes, wait_s: float) -> int:
        if not self._watches_dsr:
            return super().write(data, wait_s)
        end = time.monotonic() + wait_s
        while not self._port.dsr or self._port.out_waiting:
            if time.monotonic() >= end:
                return 0
            time.sleep(_LOOK_S)
        return super().write(data[:_PIECE], max(0.0, end - time.monotonic()))

    def settled(self, wait_s: float) -> bool:
        end = time.monotonic() + wait_s
        while self._port.out_waiting:
            if time.monotonic() >= end:
                return False
            time.sleep(_LOOK_S)
        return super().settled(wait_s)

    def port_state(self) -> PrinterState:
        return PrinterState.UNKNOWN

    def close(self) -> None:
        """What the line hasn't taken is dropped: Linux would else wait half a minute for it."""
        _drop_and_close(self._port)


class ComPortWire(Wire):
    """Windows: pyserial's own calls, with its write timeout set anew for each piece."""

    def __init__(self, port: Any) -> None:
        self._port = port

    def write(self, data: bytes, wait_s: float) -> int:
        """See `Wire`. How much of a piece went out before a time-out Windows doesn't tell."""
        import serial

        self._port.write_timeout = max(wait_s, 0.05)
        try:
            return int(self._port.write(data[:_PIECE]))
        except serial.SerialTimeoutException as error:
            raise HalfWritten(str(error)) from error

    def read(self, wait_s: float) -> bytes:
        """See `Wire`."""
        end = time.monotonic() + wait_s
        while not (waiting := self._port.in_waiting):
            if time.monotonic() >= end:
                return b""
            time.sleep(_LOOK_S)
        return bytes(self._port.read(waiting))

    def settled(self, wait_s: float) -> bool:
        """See `Wire`."""
        end = time.monotonic() + wait_s
        while self._port.out_waiting:
            if time.monotonic() >= end:
                return False
            time.sleep(_LOOK_S)
        return True

    def close(self) -> None:
        """See `Wire`."""
        _drop_and_close(self._port)


def _drop_and_close(port: Any) -> None:
    for step in (port.reset_output_buffer, port.close):
        try:
            step()
        except _PORT_ERRORS:
            pass  # unplugged
