"""Start to window usable, beside a bare PySide6 window: fresh processes, in turns, until a typed letter stands there.

The program is started as ``frontdesk --data DIR`` starts it; only ``QApplication.exec`` is wrapped, as soon as Qt is
loaded, so that the moment can be seen from inside.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from frontdesk.app.bench.row import Row, judged
from frontdesk.app.bench.site import Site
from frontdesk.core.errors import FrontdeskError

_RATIO, _SECONDS = 6, 1
_MEMBERS = 100_000
_TIME_LIMIT_S = 120

_CHILD = r"""
import os, sys, time

def answer():
    now = time.monotonic()
    import json
    with open(os.environ["START_ANSWER"], "w") as file:
        json.dump([now, time.process_time()], file)
    os._exit(0)

def watch(typed):
    from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    def look():
        for window in QApplication.topLevelWidgets():
            handle = window.windowHandle()
            if window.isVisible() and handle and handle.isExposed():
                break
        else:
            return
        if typed:
            field = window.focusWidget()
            if field is None:
                return
            press = QEvent.Type.KeyPress
            QCoreApplication.sendEvent(field, QKeyEvent(press, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a"))
            if field.text() != "a":
                return
        answer()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(0)
    loop = QEventLoop()
    QTimer.singleShot(60000, loop.quit)
    loop.exec()
    os._exit(3)
"""
_BARE = f"""{_CHILD}
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication(["bare"])
window = QWidget()
window.resize(1366, 768)
window.show()
watch(False)
"""
_PROGRAM = f"""{_CHILD}
class Hook:
    def find_spec(self, name, path=None, target=None):
        found = sys.modules.get("PySide6.QtWidgets")
        if found is not None and hasattr(found, "QApplication"):
            sys.meta_path.remove(self)
            found.QApplication.exec = lambda *_: watch(True)
        return None

sys.meta_path.insert(0, Hook())
sys.argv[0] = "frontdesk"
from frontdesk.app.cli import main
sys.exit(main())
"""


class StartFailed(FrontdeskError):
    """The window did not come up; ``reason`` is what the process said."""

    code = "app.bench_start_failed"


@dataclass(frozen=True, slots=True)
class Start:
    """One start, by the clock and of the processor (all threads), in seconds."""

    clock_s: float
    cpu_s: float


def measure(site: Site) -> list[Row]:
    """So many pairs of starts after one that is thrown away; medians, since another program may come between."""
    bare, program = [], []
    with tempfile.TemporaryDirectory(dir=site.folder) as compiled:
        for at in range(site.effort.starts + 1):
            pair = (_timed(_BARE, [], compiled), _timed(_PROGRAM, ["--data", str(site.data)], compiled))
            if at:
                bare.append(pair[0])
                program.append(pair[1])
    clock_s, floor_s = median(start.clock_s for start in program), median(start.clock_s for start in bare)
    ratios = [whole.clock_s / floor.clock_s for floor, whole in zip(bare, program, strict=True)]
    cpu_ratios = [whole.cpu_s / floor.cpu_s for floor, whole in zip(bare, program, strict=True)]
    size = (site.crowd.members, "members")
    return [
        judged(
            "start.ratio",
            median(ratios),
            "×",
            floor=1.0,
            target=_RATIO,
            size=size,
            target_size=_MEMBERS,
            details={"cpu_ratio": median(cpu_ratios), "starts": len(program)},
        ),
        judged("start.seconds", clock_s, "s", floor=floor_s, target=_SECONDS, size=size, target_size=_MEMBERS),
    ]


def _timed(script: str, arguments: list[str], compiled: str) -> Start:
    """A fresh process that begins with nothing; bytecode is kept, as it is after the first start of all."""
    answer = Path(compiled) / "answer.json"
    answer.unlink(missing_ok=True)
    environment = {**os.environ, "START_ANSWER": str(answer), "PYTHONPYCACHEPREFIX": compiled}
    for name in ("PYTHONDONTWRITEBYTECODE", "FRONTDESK_DB", "FRONTDESK_DATA"):
        environment.pop(name, None)
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    began_s = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=_TIME_LIMIT_S,
        check=False,
    )
    if done.returncode or not answer.exists():
        raise StartFailed(reason=done.stderr[-500:])
    reached_s, cpu_s = json.loads(answer.read_text(encoding="utf-8"))
    return Start(reached_s - began_s, cpu_s)
