"""A window under a Chinese input method, and real keys in it; run in a session of its own by test_input_method.py.

Prints one line of JSON a step: what was scanned, how often a scan was spoilt, and what stands in the field.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_S = 20.0


@contextmanager
def pinyin() -> Iterator[None]:
    """ibus with libpinyin, for programs that start now."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"HOME": home, "XDG_RUNTIME_DIR": home, "XDG_CONFIG_HOME": home, "QT_IM_MODULE": "ibus"}
        os.environ |= {"QT_QPA_PLATFORM": "xcb"}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        options = ["--xim", "--replace", "--panel", "disable", "--emoji-extension", "disable"]
        with subprocess.Popen(["ibus-daemon", *options], **quiet) as daemon:  # type: ignore[call-overload]
            try:
                deadline = time.monotonic() + PATIENCE_S
                while not _takes_pinyin():
                    if time.monotonic() > deadline:
                        raise TimeoutError("ibus takes no engine")
                    time.sleep(0.1)
                yield
            finally:
                daemon.terminate()


def _takes_pinyin() -> bool:
    """Choose the engine; the choice's own return code says nothing."""
    said = ""
    for command in (["ibus", "engine", "libpinyin"], ["ibus", "engine"]):
        said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return said.strip() == "libpinyin"


def main() -> None:
    """Each step: the field, how many milliseconds between keys, the keys."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

    from frontdesk.devices.qt.wedge_filter import WedgeFilter
    from frontdesk.ui.widgets import AmountEdit, CountEdit, PasswordEdit, TextEdit

    application = QApplication(sys.argv[:1])
    window = QWidget()
    window.setLayout(QVBoxLayout())
    fields = {
        "search": TextEdit("search", "search"),
        "other": TextEdit("other", "other"),
        "amount": AmountEdit("amount", "amount"),
        "count": CountEdit("count", "count"),
        "password": PasswordEdit("password", "password"),
    }
    for field in fields.values():
        window.layout().addWidget(field)
    scans: list[str] = []
    spoilt: list[bool] = []
    wedge = WedgeFilter()
    wedge.scanned.connect(scans.append)
    wedge.swallowed.connect(lambda: spoilt.append(True))
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    QTest.qWait(500)
    xdotool = shutil.which("xdotool") or "xdotool"
    for name, gap_ms, keys in json.loads(sys.argv[1]):
        scans.clear()
        spoilt.clear()
        field = fields[name]
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.clear()
        QTest.qWait(150)
        with subprocess.Popen([xdotool, "type", "--delay", str(gap_ms), keys]) as scanner:
            while scanner.poll() is None:
                QTest.qWait(20)
        QTest.qWait(400)
        print(json.dumps([scans, len(spoilt), field.text()]), flush=True)
    window.close()
    application.quit()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    with pinyin():
        main()
