"""The machine the counter runs on: program versions, fonts, screens, the system's language."""

import json
import locale
import os
import platform
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version

from frontdesk import __version__
from frontdesk.app.doctor.finding import Finding, said
from frontdesk.core.i18n import t
from frontdesk.core.settings import MachineSettings
from frontdesk.printing.fonts import font_for, fonts_for_dots, fonts_for_pdf, use_font_file

_RARE = "䶮𬱖㛃"
"""In names of living people, and outside what printers and most fonts have."""
_TRIED_PYTHONS = ((3, 11), (3, 13))
_CHILD_S = 2.5
_TELL_SCREENS = """
import json
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
screens = application.screens()
print(json.dumps([[s.name(), s.size().width(), s.size().height(), s.devicePixelRatio()] for s in screens]))
"""


def versions() -> Finding:
    """Python and Qt. PySide6 6.12 loses references on Python before 3.12 and ends the program after an hour or so."""
    qt = _version_of("PySide6-Essentials") or _version_of("PySide6")
    facts = {"program": __version__, "python": platform.python_version(), "qt": qt or "–"}
    if not qt:
        return said("versions", "bad", "no_qt", **facts)
    if qt_is_trap(qt, sys.version_info[:2]):
        return said("versions", "bad", "trap", **facts)
    tried = _TRIED_PYTHONS[0] <= sys.version_info[:2] <= _TRIED_PYTHONS[1]
    return said("versions", "ok" if tried else "warn", "fine" if tried else "untried", **facts)


def qt_is_trap(qt: str, python: tuple[int, int]) -> bool:
    """Whether this pair aborts after about 600 signals."""
    major, minor = (int(part) for part in qt.split(".")[:2])
    return (major, minor) == (6, 12) and python < (3, 12)


def fonts(settings: MachineSettings) -> Finding:
    """Whether slips and PDFs can show Chinese, and names with rare characters."""
    use_font_file(settings.font_file)
    dots, pdf = fonts_for_dots(), fonts_for_pdf()
    if font_for("中", dots) is None or not pdf:
        return said("fonts", "bad", "no_chinese")
    lacking = "".join(char for char in _RARE if font_for(char, dots) is None or font_for(char, pdf) is None)
    name = pdf[0].path.name
    if lacking:
        return said("fonts", "warn", "not_rare", chars=lacking, font=name)
    return said("fonts", "ok", "all", font=name)


def system_language() -> Finding:
    """Whether the system reads and writes Unicode."""
    encoding = locale.getpreferredencoding(False)
    facts = {"encoding": encoding, "locale": locale.setlocale(locale.LC_CTYPE, None) or "C", "os": platform.platform()}
    whole = encoding.casefold().replace("-", "") in ("utf8", "gb18030", "cp936", "gbk")
    return said("system", "ok" if whole else "warn", "fine" if whole else "ascii", **facts)


def screens() -> Finding:
    """Which screens there are; asked by another process, since a broken display server ends who asks it."""
    if not has_display():
        return said("screens", "off", "none")
    try:
        answer = subprocess.run(
            [sys.executable, "-c", _TELL_SCREENS], capture_output=True, text=True, timeout=_CHILD_S, check=False
        )
        found = json.loads(answer.stdout.splitlines()[-1])
    except (OSError, ValueError, IndexError, subprocess.TimeoutExpired):
        return said("screens", "bad", "broken")
    words = ", ".join(
        f"{name} {width}×{height}" + (f" ×{scale:g}" if scale != 1 else "") for name, width, height, scale in found
    )
    small = all(width * scale < 1280 or height * scale < 680 for _, width, height, scale in found)
    return said("screens", "warn" if small else "ok", "small" if small else "fine", n=len(found), screens=words)


def has_display() -> bool:
    """Whether this process could show a window."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def settings_read(settings: MachineSettings) -> Finding:
    """Which counter this is, and whether it is a demo or practice."""
    what = "training" if settings.training else "demo" if settings.demo else "counter"
    return Finding("counter", "ok", t(f"doctor.counter.{what}", counter=settings.counter))
