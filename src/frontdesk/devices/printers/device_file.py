"""A receipt printer behind a device file of the kernel's, as ``/dev/usb/lp0`` of Linux's usblp driver."""

from __future__ import annotations

import array
import errno
import os
import select
import stat
import time

from frontdesk.devices.printers.commands import port_status_says_no_paper
from frontdesk.devices.printers.printer import PrinterState
from frontdesk.devices.printers.profile import PrinterProfile
from frontdesk.devices.printers.stream import StreamPrinter, Wire

_CHUNK = 4096
_EMPTY_READ_S = 0.02
_LPGETSTATUS = 0x060B
"""<linux/lp.h>; usblp answers it by the USB class request GET_PORT_STATUS, within the kernel's five seconds."""


class DeviceFilePrinter(StreamPrinter):
    """`ReceiptPrinter` over a character device. The kernel lets one program at a time have it."""

    def __init__(self, path: str, profile: PrinterProfile | None = None) -> None:
        super().__init__(profile)
        self.path = path

    def _connect(self, timeout_s: float) -> Wire:
        kind = os.stat(self.path).st_mode
        if not (stat.S_ISCHR(kind) or stat.S_ISFIFO(kind)):  # never write over somebody's file
            raise OSError(errno.ENODEV, "not a device")
        return DescriptorWire(os.open(self.path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY))


class DescriptorWire(Wire):
    """A file descriptor opened without blocking (POSIX)."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._answers = True

    def write(self, data: bytes, wait_s: float) -> int:
        """See `Wire`."""
        if not self._is_ready(select.POLLOUT, wait_s):
            return 0
        try:
            return os.write(self._descriptor, data)
        except BlockingIOError:
            return 0

    def read(self, wait_s: float) -> bytes:
        """See `Wire`. An empty read is no end here: usblp hands on an empty packet as one."""
        if not self._answers:
            time.sleep(wait_s)
            return b""
        if not self._is_ready(select.POLLIN, wait_s):
            return b""
        try:
            data = os.read(self._descriptor, _CHUNK)
        except BlockingIOError:
            data = b""
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            data, self._answers = b"", False  # usblp of a printer whose USB interface only takes
        if not data:
            time.sleep(min(wait_s, _EMPTY_READ_S))
        return data

    def settled(self, wait_s: float) -> bool:
        """See `Wire`. usblp is ready again when the printer has taken all; what it hasn't would be lost by a close."""
        return self._is_ready(select.POLLOUT, wait_s)

    def port_state(self) -> PrinterState:
        """Paper out by the USB port's own status; "paper" from it proves nothing, some printers always say so."""
        import fcntl

        answer = array.array("i", [0])
        try:
            fcntl.ioctl(self._descriptor, _LPGETSTATUS, answer)
        except OSError:  # no such question at this device
            return PrinterState.UNKNOWN
        return PrinterState.PAPER_OUT if port_status_says_no_paper(answer[0]) else PrinterState.UNKNOWN

    def close(self) -> None:
        """See `Wire`."""
        try:
            os.close(self._descriptor)
        except OSError:
            pass  # unplugged

    def _is_ready(self, what: int, wait_s: float) -> bool:
        poll = select.poll()
        poll.register(self._descriptor, what)
        found = poll.poll(wait_s * 1000)
        if found and found[0][1] & (select.POLLHUP | select.POLLERR | select.POLLNVAL):
            raise ConnectionResetError("unplugged")
        return bool(found)
