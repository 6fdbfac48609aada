"""The Printers tab and its assistant, for `all_pages`: several printers, and every step with something in it."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from frontdesk.app.devices.printer_assistant.dialog import PrinterAssistant
from frontdesk.core.device_settings import PrinterSettings, RouteSettings
from frontdesk.core.i18n import t
from frontdesk.devices.printers import find
from frontdesk.devices.printers.find import FoundPrinter
from frontdesk.devices.printers.printer import PrinterState

FOUND = (
    FoundPrinter("usb", "/dev/usb/lp0", "EPSON TM-T82III"),
    FoundPrinter("serial", "/dev/ttyUSB0", "/dev/ttyUSB0 (USB-Serial Controller)"),
    FoundPrinter("cups", "office", "office (ipp://office.local/ipp/print)"),
)
PRINTERS = (
    PrinterSettings(kind="network", address="192.168.1.50:9100"),
    PrinterSettings("吧台", "usb", "/dev/usb/lp0", columns=32, acknowledges="none", answers_status=False),
    PrinterSettings("Office printer upstairs", "cups", "office", columns=42),
    PrinterSettings("Archive", "file", "/srv/frontdesk/slips"),
)
HEARD = {"receipt": PrinterState.OK, "吧台": PrinterState.PAPER_OUT, "Archive": PrinterState.OK}
STEPS = ("find", "paper", "answers", "drawer", "name")


def several(walk: Any) -> Any:
    """Four printers of four kinds, one of them out of paper, with routes."""
    tab = walk.page("devices", tab="printer").tab("printer")
    walk.settle()
    tab._heard = HEARD.get
    walk.trouble.callback(lambda: tab.__dict__.pop("_heard"))
    routes = (RouteSettings("report", "Archive"), RouteSettings("handover", "吧台"))
    tab.kept = replace(tab.kept, printers=PRINTERS, routes=routes, fallback_printer="吧台")
    tab.show_settings(tab.kept)
    tab.list.table.selectRow(1)
    walk.settle()
    return tab


def assistant(step: str) -> Callable[[Any], None]:
    """The assistant for a new printer at one of its steps."""

    def show(walk: Any) -> None:
        found_here(walk.trouble, FOUND)
        tab = walk.page("devices", tab="printer").tab("printer")
        tab.add()
        walk.settle()
        fill(tab.dialog, step)
        walk.settle()

    return show


def remove(walk: Any) -> None:
    """The question before a printer goes."""
    tab = several(walk)
    tab._removing = "吧台"
    tab._ask_removal((1, 2, 3))


def found_here(undo: ExitStack, found: tuple[FoundPrinter, ...]) -> None:
    """Let this computer have these printers."""
    undo.callback(setattr, find, "SOURCES", find.SOURCES)
    find.SOURCES = {each.kind: lambda each=each: [each] for each in found}  # type: ignore[misc]


def fill(dialog: PrinterAssistant, step: str) -> None:
    """Go to a step as if those before it were done."""
    draft = dialog.draft
    draft.printer = replace(draft.printer, kind="network", address="192.168.1.50:9100")
    draft.learnt_of, draft.answered, draft.drawer_pin = draft.device, True, 2
    if step == "find":
        dialog.find_step.table.selectRow(1)
        return
    dialog._show(STEPS.index(step))
    if step == "paper":
        dialog.paper_step.said.show_state("ok", t("settings.trial.unconfirmed"), t("printers.paper.look"))
        dialog.paper_step.said.show()
    elif step == "drawer":
        dialog.drawer_step.said.show_state("info", t("printers.drawer.sent"), t("printers.drawer.sent.note", pin=2))
        dialog.drawer_step.said.show()
