"""Which reader a counter has, by its settings."""

from frontdesk.core.clock import Clock
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.readers.pcsc import PcscReader
from frontdesk.devices.readers.reader import CardReader
from frontdesk.devices.readers.simulated import SimulatedReader, UnusedReader
from frontdesk.devices.readers.uid_form import UidForm
from frontdesk.devices.readers.wedge import WedgeSettings


def choose_reader(settings: MachineSettings, clock: Clock | None = None) -> CardReader:
    """The reader of this counter, not yet started: PC/SC, simulated, or none."""
    if settings.reader == "pcsc":
        return PcscReader(clock)
    if settings.reader == "simulated":
        return SimulatedReader(clock)
    return UnusedReader(clock)


def wedge_settings(settings: MachineSettings) -> WedgeSettings:
    """What this counter's keyboard readers and scanners write; an unknown form of UID counts as hex."""
    form = UidForm(settings.uid_form) if settings.uid_form in tuple(UidForm) else UidForm.HEX
    return WedgeSettings(key_tag_prefix=settings.key_tag_prefix, uid_form=form)
