"""The kernel driver that takes an ACR122U away from the card service."""

import sys
from pathlib import Path

import pytest

from frontdesk.devices.readers.kernel_driver import pn533_hint


@pytest.mark.skipif(sys.platform != "linux", reason="the driver is Linux's")
def test_the_driver_is_named_only_where_it_is_loaded(tmp_path: Path) -> None:
    modules = tmp_path / "modules"
    modules.write_text("pn5330 1 0 - Live 0x0\nnfc 151552 1 pn533, Live 0x0\n")
    assert pn533_hint(modules) == ("", "")
    modules.write_text("usbhid 65536 0 - Live 0x0\npn533_usb 20480 0 - Live 0x0\n")
    what, todo = pn533_hint(modules)
    assert "ACR122U" in what and "pn533_usb" in todo
    assert pn533_hint(tmp_path / "nothing") == ("", "")
