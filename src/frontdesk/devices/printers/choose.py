"""The printer that this machine's settings name."""

from __future__ import annotations

from typing import cast, get_args

from frontdesk.core.settings import MachineSettings
from frontdesk.devices.printers.network import NetworkPrinter
from frontdesk.devices.printers.on_screen import OnScreenPrinter
from frontdesk.devices.printers.printer import ReceiptPrinter
from frontdesk.devices.printers.profile import Acknowledgement, PrinterProfile


def profile_for(settings: MachineSettings) -> PrinterProfile:
    """The printer's abilities as the settings have them; an unknown way to acknowledge counts as none.

    A printer that can't acknowledge may not answer at all; it is not asked then, so that it prints in any case.
    """
    named = settings.printer_acknowledges
    acknowledges = cast(Acknowledgement, named if named in get_args(Acknowledgement) else "none")
    return PrinterProfile(
        columns=settings.printer_columns, acknowledges=acknowledges, answers_status=acknowledges != "none"
    )


def printer_for(settings: MachineSettings) -> ReceiptPrinter | None:
    """The receipt printer of this machine, or None if it has none."""
    if settings.printer == "network":
        return NetworkPrinter(settings.printer_host, settings.printer_port, profile_for(settings))
    if settings.printer == "screen":
        return OnScreenPrinter(profile_for(settings))
    return None
