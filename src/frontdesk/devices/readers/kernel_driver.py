"""A driver of the Linux kernel that takes readers with an NFC chip (ACR122U) away from the card service."""

import sys
from pathlib import Path

from frontdesk.core.i18n import t

_MODULES = Path("/proc/modules")
_DRIVERS = ("pn533_usb", "pn533")


def pn533_hint(modules: Path = _MODULES) -> tuple[str, str]:
    """What is wrong and what to do, for people; both empty when the driver isn't loaded or this isn't Linux.

    pcscd's own documentation asks for the driver to be kept from loading: both can't have the reader at once.
    """
    if sys.platform != "linux":
        return "", ""
    try:
        loaded = {line.partition(" ")[0] for line in modules.read_text(encoding="ascii").splitlines()}
    except OSError:
        return "", ""
    if loaded.isdisjoint(_DRIVERS):
        return "", ""
    return t("devices.pn533"), t("devices.pn533.do")
