"""How the customer's displays are, for the device strip and the Devices page."""

from frontdesk.app.window.model import DeviceState
from frontdesk.core.device_settings import DisplaySettings
from frontdesk.core.i18n import t
from frontdesk.devices.displays.pole import PoleCondition, PoleState


def display_state(settings: DisplaySettings, has_screen: bool, pole: PoleState | None) -> DeviceState | None:
    """Window and pole as one device; the worse of the two is named. None where neither is set up."""
    has_pole = settings.pole != "none" and bool(settings.pole_port)
    if not settings.window and not has_pole:
        return None
    if has_pole and pole is not None and pole.condition is PoleCondition.GONE:
        problem = t("display.pole.gone", port=settings.pole_port, reason=pole.reason)
        return DeviceState("display", "bad", t("display.gone.word"), problem, t("display.pole.gone.do"))
    if settings.window and not has_screen:
        problem = t("display.window.no_screen")
        return DeviceState("display", "warn", t("display.no_screen.word"), problem, t("display.window.no_screen.do"))
    return DeviceState("display", "ok")
