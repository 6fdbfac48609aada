"""While somebody practises (K01), this process opens no real device: neither a port nor a printer nor a reader."""

from frontdesk.core.errors import FrontdeskError

_forbidden = False


class DeviceInPractice(FrontdeskError):
    """A real device was asked for in practice; ``device`` names its kind."""

    code = "devices.in_practice"


def forbid_devices(on: bool) -> None:
    """Say once at start whether this process works on a copy to practise on."""
    global _forbidden
    _forbidden = on


def refuse_in_practice(device: str) -> None:
    """To be called before a real device is opened. Raises DeviceInPractice."""
    if _forbidden:
        raise DeviceInPractice(device=device)
