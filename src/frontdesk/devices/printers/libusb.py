"""A receipt printer on USB without a driver of the system's, through libusb (pyusb)."""

from __future__ import annotations

import errno
import time
from collections.abc import Iterator
from typing import Any

from frontdesk.devices.printers.commands import port_status_says_no_paper
from frontdesk.devices.printers.printer import PrinterState
from frontdesk.devices.printers.profile import PrinterProfile
from frontdesk.devices.printers.stream import StreamPrinter, Wire

_PRINTER_CLASS = 7
_VENDOR_CLASS = 0xFF
_CHUNK = 4096
_EMPTY_READ_S = 0.01
_GET_PORT_STATUS = (0xA1, 1, 0)
"""USB printer class 1.1, 4.2.2: request type, request, value."""


class LibusbPrinter(StreamPrinter):
    """`ReceiptPrinter` over USB bulk transfers.

    `address` is ``vendor:product`` in hex, with ``:serial`` where two alike stand side by side. The kernel's driver is
    put aside for the job and given back after it. `backend` is pyusb's; None for the system's libusb.
    """

    def __init__(self, address: str, profile: PrinterProfile | None = None, backend: Any = None) -> None:
        super().__init__(profile)
        self.address = address
        self._backend = backend

    def _connect(self, timeout_s: float) -> Wire:
        import usb.core

        vendor, product, serial = vendor_product_serial(self.address)
        try:
            found = list(usb.core.find(find_all=True, idVendor=vendor, idProduct=product, backend=self._backend))
        except usb.core.NoBackendError as error:
            raise OSError("libusb is not installed") from error
        for device in found:
            if not serial or serial_number(device) == serial:
                try:
                    return _UsbWire(device)
                except NotImplementedError as error:  # Windows without a driver for libusb
                    raise OSError("no driver for libusb") from error
        raise OSError(errno.ENODEV, "no such device on USB")


def vendor_product_serial(address: str) -> tuple[int, int, str]:
    """``04b8:0e15`` or ``04b8:0e15:X7KF001`` taken apart; OSError if it is neither."""
    vendor, _, rest = address.partition(":")
    product, _, serial = rest.partition(":")
    try:
        return int(vendor, 16), int(product, 16), serial
    except ValueError as error:
        raise OSError(errno.EINVAL, "not a USB address") from error


def serial_number(device: Any) -> str:
    """A device's serial number; empty if it has none or the system doesn't let us ask."""
    return text_of(device, "serial_number")


def text_of(device: Any, name: str) -> str:
    """One of a device's texts; empty if it has none or the system doesn't let us ask."""
    try:
        return str(getattr(device, name) or "").strip("\0 ")
    except (OSError, ValueError, NotImplementedError):  # ValueError: no language, which is also said for no permission
        return ""


def printer_interfaces(device: Any) -> Iterator[Any]:
    """The interfaces of a device that are of the printer class."""
    for configuration in device:
        for interface in configuration:
            if interface.bInterfaceClass == _PRINTER_CLASS:
                yield interface


class _UsbWire(Wire):
    def __init__(self, device: Any) -> None:
        import usb.core
        import usb.util

        self._device = device
        self._timeout_error: type[Exception] = usb.core.USBTimeoutError
        self._dispose = usb.util.dispose_resources
        interface = _interface_of(device)
        self._number = int(interface.bInterfaceNumber)
        bulk = [each for each in interface if usb.util.endpoint_type(each.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK]
        inwards = {bool(usb.util.endpoint_direction(each.bEndpointAddress)): each.bEndpointAddress for each in bulk}
        if False not in inwards:
            raise OSError(errno.ENODEV, "no printer at this USB device")
        self._out = inwards[False]
        self._in = inwards.get(True)
        self._driver_put_aside = False
        try:
            self._claim(usb.util.claim_interface)
        except BaseException:
            self.close()
            raise

    def _claim(self, claim: Any) -> None:
        try:
            if self._device.is_kernel_driver_active(self._number):
                self._device.detach_kernel_driver(self._number)
                self._driver_put_aside = True
        except NotImplementedError:
            pass  # Windows: there is no driver to put aside
        claim(self._device, self._number)

    def write(self, data: bytes, wait_s: float) -> int:
        try:
            return int(self._device.write(self._out, data, _milliseconds(wait_s)))
        except self._timeout_error:
            return 0
        except OSError as error:
            if error.errno == errno.EPIPE:  # the endpoint has halted and would stay so
                self._device.clear_halt(self._out)
            raise

    def read(self, wait_s: float) -> bytes:
        if self._in is None:
            time.sleep(wait_s)
            return b""
        try:
            data = bytes(self._device.read(self._in, _CHUNK, _milliseconds(wait_s)))
        except self._timeout_error:
            return b""
        if not data:
            time.sleep(min(wait_s, _EMPTY_READ_S))  # an empty packet, sent by some at once and for ever
        return data

    def settled(self, wait_s: float) -> bool:
        """A bulk write returns when the printer has taken the bytes."""
        return True

    def port_state(self) -> PrinterState:
        try:
            answer = self._device.ctrl_transfer(*_GET_PORT_STATUS, self._number << 8, 1, 300)
        except OSError:
            return PrinterState.UNKNOWN
        no_paper = len(answer) > 0 and port_status_says_no_paper(answer[0])
        return PrinterState.PAPER_OUT if no_paper else PrinterState.UNKNOWN

    def close(self) -> None:
        try:
            self._dispose(self._device)
            if self._driver_put_aside:
                self._device.attach_kernel_driver(self._number)
                self._dispose(self._device)
        except (OSError, NotImplementedError):
            pass  # unplugged


def _interface_of(device: Any) -> Any:
    """The printer's interface; some older models call theirs the vendor's own."""
    for interface in printer_interfaces(device):
        return interface
    for configuration in device:
        for interface in configuration:
            if interface.bInterfaceClass == _VENDOR_CLASS:
                return interface
    raise OSError(errno.ENODEV, "no printer at this USB device")


def _milliseconds(wait_s: float) -> int:
    return max(1, int(wait_s * 1000))  # 0 would be for ever
