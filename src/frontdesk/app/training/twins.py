"""The settings of a counter that practises: every device is its simulated twin."""

from dataclasses import replace

from frontdesk.core.device_settings import DisplaySettings, DrawerSettings, PrinterSettings
from frontdesk.core.settings import MachineSettings


def twins_of(settings: MachineSettings) -> MachineSettings:
    """The same counter with a reader and a printer on the screen, no port, no second window and no network."""
    return replace(
        settings,
        database_url="",
        reader="simulated",
        readers=(),
        apdu_log=False,
        printers=(PrinterSettings(columns=settings.paper_columns),),
        routes=(),
        fallback_printer="",
        drawer=DrawerSettings(),
        display=DisplaySettings(),
        demo=False,
        training=True,
    )
