"""A printer's kind, address, paper and answers in words."""

from frontdesk.core.device_settings import PrinterSettings
from frontdesk.core.i18n import t
from frontdesk.devices.printers.find import FoundPrinter


def kind_of_printer(kind: str) -> str:
    """A kind, as in ``USB``."""
    return t(f"printers.kind.{kind}")


def whereabouts(printer: PrinterSettings) -> str:
    """Kind and address, as in ``Network · 192.168.1.50:9100``."""
    kind = kind_of_printer(printer.kind)
    return f"{kind} · {printer.address}" if printer.address else kind


def found_words(found: FoundPrinter) -> str:
    """What the system calls a printer that was found, with its kind."""
    return f"{kind_of_printer(found.kind)} · {found.name}"


def paper_words(printer: PrinterSettings) -> str:
    """The paper's width, as in ``80 mm, 48 columns``."""
    return t(f"printers.columns.{printer.columns}")


def answer_words(printer: PrinterSettings) -> str:
    """What can be known of a slip once it was sent, in a few words."""
    if printer.kind == "screen":
        return t("printers.answers.screen")
    if printer.kind == "file":
        return t("printers.answers.file")
    if printer.kind in ("cups", "windows"):
        return t("printers.answers.queue")
    if printer.acknowledges == "none":
        return t("printers.answers.state" if printer.answers_status else "printers.answers.nothing")
    return t("printers.answers.all" if printer.answers_status else "printers.answers.slips")
