"""What a printer can answer is found by asking it."""

import pytest

from frontdesk.core.device_settings import PrinterSettings
from frontdesk.devices.printers import simulated
from frontdesk.devices.printers.choose import printer_for, profile_for
from frontdesk.devices.printers.learn import learn
from frontdesk.devices.printers.network import NetworkPrinter
from frontdesk.devices.printers.on_screen import OnScreenPrinter
from frontdesk.devices.printers.printer import PrinterUnreachable
from frontdesk.devices.printers.simulated import SimulatedTcpPrinter


def test_a_printer_that_is_not_there_teaches_nothing() -> None:
    with SimulatedTcpPrinter(simulated.REFUSES) as printer, pytest.raises(PrinterUnreachable):
        learn(NetworkPrinter(printer.host, printer.port))


def test_the_settings_choose_the_printer() -> None:
    network = printer_for(PrinterSettings(kind="network", address="10.0.0.9", columns=32))
    assert isinstance(network, NetworkPrinter)
    assert (network.host, network.port, network.profile.columns) == ("10.0.0.9", 9100, 32)
    assert isinstance(printer_for(PrinterSettings(kind="screen")), OnScreenPrinter)
    assert profile_for(PrinterSettings(acknowledges="perhaps")).acknowledges == "none"
