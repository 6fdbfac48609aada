"""What was typed during the first start, kept apart from the widgets: a change of language builds those anew."""

from dataclasses import dataclass, replace

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
    printer_host: str = ""
    printer_port: int | None = 9100
    printer_columns: int = 48
    printer_acknowledges: str = "process-id"

    def settings(self, base: MachineSettings) -> MachineSettings:
        """The machine's settings with these choices; what the chosen printer doesn't need stays as it was."""
        found = replace(base, counter=self.counter.strip(), reader=self.reader, printer=self.printer)
        if self.printer == "network":
            found = replace(
                found,
                printer_host=self.printer_host.strip(),
                printer_port=self.printer_port or base.printer_port,
                printer_acknowledges=self.printer_acknowledges,
            )
        return replace(found, printer_columns=self.printer_columns)
