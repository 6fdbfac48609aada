"""How the cash drawer is, for the device strip: by the printer or the port that it hangs on."""

from collections.abc import Mapping

from frontdesk.app.devices.printer_lines import PrinterLine
from frontdesk.app.window.model import DeviceState
from frontdesk.core.i18n import t
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.drawer.pulse import DRAWER_PORT
from frontdesk.devices.printers.printer import PrinterState


def drawer_printer(settings: MachineSettings) -> str:
    """The name of the printer that the drawer's cable ends in; empty without one."""
    if settings.drawer.kind != "printer" or settings.first_printer is None:
        return ""
    routed = {each.kind: each.printer for each in settings.routes}.get("drawer", "")
    there = {each.name for each in settings.printers}
    return routed if routed in there else settings.first_printer.name


def drawer_state(
    settings: MachineSettings,
    lines: tuple[PrinterLine, ...],
    heard: Mapping[str, PrinterState],
    is_open: bool,
) -> DeviceState:
    """The drawer's state: a printer or a port that doesn't answer doesn't open it either."""
    if settings.drawer.kind == "none":
        return DeviceState("drawer", "off")
    if settings.drawer.kind == "serial":
        if heard.get(DRAWER_PORT) is PrinterState.OFFLINE:
            problem = t("app.drawer.port_gone", port=settings.drawer.port)
            return DeviceState("drawer", "bad", t("display.gone.word"), problem, t("app.drawer.port_gone.do"))
        return DeviceState("drawer", "ok")
    if not lines:
        return DeviceState("drawer", "off")
    name = drawer_printer(settings)
    line = next((each for each in lines if each.name == name), lines[0])
    if line.level == "bad":
        return DeviceState("drawer", "bad", "", t("app.drawer.problem"), t("app.drawer.do"))
    if is_open:
        return DeviceState("drawer", "warn", t("app.drawer.open"), t("app.drawer.open.note"), t("app.drawer.close"))
    unsure = heard.get(name) is PrinterState.UNKNOWN or (line.level == "warn" and not heard)
    return DeviceState("drawer", "warn" if unsure else "ok")
