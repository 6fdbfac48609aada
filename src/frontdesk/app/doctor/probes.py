"""Which probes there are, for the command and for the overview on the Devices page."""

from functools import partial

from frontdesk.app.doctor import database, devices, machine
from frontdesk.app.doctor.examine import WHOLE_S, Probe
from frontdesk.app.place import Place
from frontdesk.core.i18n import t
from frontdesk.printing.words import printer_words


def machine_probes(place: Place) -> list[Probe]:
    """The database and the machine."""
    settings = place.settings
    return [
        Probe("counter", partial(machine.settings_read, settings)),
        Probe("database", partial(database.database, place)),
        # A large file takes longer to read than anybody waits here; verify reads all of it.
        Probe("integrity", partial(database.integrity, place), WHOLE_S - 1, late="warn"),
        Probe("wal", partial(database.write_ahead_log, place)),
        Probe("disk", partial(database.disk, place)),
        Probe("secrets", partial(database.secrets, place)),
        Probe("clock", partial(database.clock, place)),
        Probe("fonts", partial(machine.fonts, settings)),
        Probe("screens", machine.screens),
        Probe("system", machine.system_language),
        Probe("versions", machine.versions),
    ]


def device_probes(place: Place) -> list[Probe]:
    """Everything that hangs on the counter."""
    settings = place.settings
    printers = [
        Probe("printer", partial(devices.printer, each), name=t("doctor.printer.named", name=printer_words(each.name)))
        for each in settings.printers
    ]
    return [
        Probe("reader", partial(devices.reader, settings)),
        Probe("kernel", partial(devices.kernel_driver, settings)),
        *(printers or [Probe("printer", devices.no_printer)]),
        Probe("drawer", partial(devices.drawer, settings)),
        Probe("display", partial(devices.customer_window, settings)),
        Probe("pole", partial(devices.pole, settings)),
        Probe("voice", partial(devices.voice_clips, settings)),
        Probe("sound", partial(devices.sound, settings)),
        Probe("camera", partial(devices.camera, settings)),
    ]
