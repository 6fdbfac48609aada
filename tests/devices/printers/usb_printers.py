"""A USB bus for pyusb on a machine without one: a written backend whose printers are simulated ones behind TCP.

A bulk write is taken by the socket and a bulk read gives what the printer answers, with libusb's time limits and error
numbers.
"""

from __future__ import annotations

import errno
import select
import socket
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import usb.backend
import usb.core

OUT, IN = 0x01, 0x82
STRINGS = {1: "EPSON", 2: "TM-T20III", 3: ""}


@dataclass
class UsbPrinter:
    """One device on the bus; `port` is the simulated printer's."""

    port: int
    serial: str = "X7KF001"
    vendor: int = 0x04B8
    product: int = 0x0E15
    interface_class: int = 7
    allowed: bool = True
    port_status: int = 0x18
    kernel_driver: bool = True
    """Whether usblp has it, as it does on Linux until it is put aside."""
    put_aside: int = 0
    claimed: bool = False
    wire: socket.socket | None = field(default=None, repr=False)


class Bus(usb.backend.IBackend):  # type: ignore[misc]
    """See the module. What libusb asks of a device is answered from its `UsbPrinter`."""

    def __init__(self, *printers: UsbPrinter) -> None:
        self.printers = list(printers)

    def enumerate_devices(self) -> list[UsbPrinter]:
        return self.printers

    def get_device_descriptor(self, dev: UsbPrinter) -> Any:
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=dev.vendor, idProduct=dev.product, bcdDevice=0x100, iManufacturer=1,
            iProduct=2, iSerialNumber=3, bNumConfigurations=1, address=1, bus=1, port_number=1, port_numbers=(1,),
            speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: UsbPrinter, config: int) -> Any:
        if config:
            raise IndexError(config)
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1, iConfiguration=0,
            bmAttributes=0xC0, bMaxPower=1, extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(self, dev: UsbPrinter, intf: int, alt: int, config: int) -> Any:
        if intf or alt or config:
            raise IndexError(intf)
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=2,
            bInterfaceClass=dev.interface_class, bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0,
            extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: UsbPrinter, ep: int, intf: int, alt: int, config: int) -> Any:
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=(OUT, IN)[ep], bmAttributes=2, wMaxPacketSize=64,
            bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev: UsbPrinter) -> UsbPrinter:
        if not dev.allowed:
            raise usb.core.USBError("Access denied (insufficient permissions)", -3, errno.EACCES)
        return dev

    def close_device(self, dev_handle: UsbPrinter) -> None:
        pass

    def get_configuration(self, dev_handle: UsbPrinter) -> int:
        return 1

    def is_kernel_driver_active(self, dev_handle: UsbPrinter, intf: int) -> bool:
        return dev_handle.kernel_driver

    def detach_kernel_driver(self, dev_handle: UsbPrinter, intf: int) -> None:
        dev_handle.kernel_driver = False
        dev_handle.put_aside += 1

    def attach_kernel_driver(self, dev_handle: UsbPrinter, intf: int) -> None:
        dev_handle.kernel_driver = True

    def claim_interface(self, dev_handle: UsbPrinter, intf: int) -> None:
        if dev_handle.kernel_driver or dev_handle.claimed:
            raise usb.core.USBError("Resource busy", -6, errno.EBUSY)
        try:
            wire = socket.create_connection(("127.0.0.1", dev_handle.port), 1)
        except OSError as error:
            raise usb.core.USBError("No such device (it may have been disconnected)", -4, errno.ENODEV) from error
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        wire.setblocking(False)
        dev_handle.wire, dev_handle.claimed = wire, True

    def release_interface(self, dev_handle: UsbPrinter, intf: int) -> None:
        dev_handle.claimed = False
        if dev_handle.wire is not None:
            dev_handle.wire.close()

    def bulk_write(self, dev_handle: UsbPrinter, ep: int, intf: int, data: Any, timeout: int) -> int:
        assert (ep, dev_handle.claimed) == (OUT, True) and timeout > 0 and dev_handle.wire is not None
        if not select.select([], [dev_handle.wire], [], timeout / 1000)[1]:
            raise usb.core.USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)
        try:
            return dev_handle.wire.send(bytes(data))
        except OSError as error:
            raise _gone() from error

    def bulk_read(self, dev_handle: UsbPrinter, ep: int, intf: int, buff: Any, timeout: int) -> int:
        assert (ep, dev_handle.claimed) == (IN, True) and timeout > 0 and dev_handle.wire is not None
        if not select.select([dev_handle.wire], [], [], timeout / 1000)[0]:
            raise usb.core.USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)
        try:
            answer = dev_handle.wire.recv(len(buff))
        except OSError as error:
            raise _gone() from error
        if not answer:
            raise _gone()
        buff[: len(answer)] = buff[: len(answer)].__class__("B", answer)
        return len(answer)

    def ctrl_transfer(
        self,
        dev_handle: UsbPrinter,
        bmRequestType: int,
        bRequest: int,
        wValue: int,
        wIndex: int,
        data: Any,
        timeout: int,
    ) -> int:
        if (bmRequestType, bRequest) == (0xA1, 1):  # GET_PORT_STATUS
            data[0] = dev_handle.port_status
            return 1
        descriptor, which = wValue >> 8, wValue & 0xFF
        if (bmRequestType, bRequest, descriptor) != (0x80, 6, 3):
            raise usb.core.USBError("Pipe error", -9, errno.EPIPE)
        text = {**STRINGS, 3: dev_handle.serial}.get(which, "")
        answer = b"\x04\x03\x09\x04" if which == 0 else bytes([2 + 2 * len(text), 3]) + text.encode("utf-16-le")
        data[: len(answer)] = data.__class__("B", answer)
        return len(answer)


def _gone() -> usb.core.USBError:
    return usb.core.USBError("No such device (it may have been disconnected)", -4, errno.ENODEV)
