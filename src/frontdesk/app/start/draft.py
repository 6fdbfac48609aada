"""What was typed during the first start, kept apart from the widgets: a change of language builds those anew."""

from dataclasses import dataclass, field, replace

from frontdesk.core.device_settings import PrinterSettings
from frontdesk.core.settings import MachineSettings


@dataclass(slots=True)
class Draft:
    """Raw texts as typed and choices as made."""

    counter: str = "1"
    owner_name: str = ""
    username: str = ""
    password: str = ""
    repeated: str = ""
    usual_gym: bool = True
    reader: str = "pcsc"
    printer: str = "network"
    """A kind of ``PrinterSettings`` or ``none``."""
    printer_host: str = ""
    printer_port: int | None = 9100
    printer_address: str = ""
    """Of a printer that was found on this computer."""
    printer_columns: int = 48
    printer_learnt: PrinterSettings = field(default_factory=PrinterSettings)
    """What a test print told of it."""

    def described(self) -> PrinterSettings | None:
        """The printer as chosen; None for none."""
        if self.printer == "none":
            return None
        by_name = f"{self.printer_host.strip()}:{self.printer_port or 9100}"
        address = by_name if self.printer == "network" else self.printer_address
        return replace(self.printer_learnt, kind=self.printer, address=address, columns=self.printer_columns)

    def settings(self, base: MachineSettings) -> MachineSettings:
        """The machine's settings with these choices."""
        printer = self.described()
        return replace(
            base,
            counter=self.counter.strip(),
            reader=self.reader,
            printers=(printer,) if printer is not None else (),
        )
