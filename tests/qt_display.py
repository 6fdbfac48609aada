"""A screen of the tests' own: every run on Linux starts an Xvfb and ends it.

Its own even where there is a display: keys typed by a test must not land in somebody's window, and pictures
are compared at a known size. `QT_QPA_PLATFORM=offscreen pytest ...` does without (without real key events).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

SCREEN = "1920x1080x24"
START_TIMEOUT_S = 20

_server: subprocess.Popen[bytes] | None = None


def pytest_configure(config: pytest.Config) -> None:
    """Before Qt is loaded: start the display and point Qt at it.

    Tests that run side by side (`-n 2`) each have a screen: windows on one would take the keyboard from each other.
    """
    if not sys.platform.startswith("linux") or "QT_QPA_PLATFORM" in os.environ or config.option.collectonly:
        return
    only_hands_out_work = bool(config.getoption("numprocesses", None)) and not hasattr(config, "workerinput")
    if only_hands_out_work:
        return
    start_display()


def pytest_unconfigure() -> None:
    """End the display that this run started."""
    global _server
    if _server is not None:
        _server.terminate()
        _server.wait(timeout=START_TIMEOUT_S)
        _server = None


def start_display() -> None:
    """Start Xvfb on a free number and put it into the environment."""
    global _server
    if shutil.which("Xvfb") is None:
        raise pytest.UsageError("Xvfb is missing: `python3 installer/bootstrap.py test` installs it.")
    reading, writing = os.pipe()
    # -displayfd lets the server find a free number itself: several runs may start at one moment.
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]
    if shutil.which("setpriv"):
        # The server must not outlive a run that was killed.
        command = ["setpriv", "--pdeathsig", "TERM", *command]
    _server = subprocess.Popen(
        command,
        pass_fds=(writing,),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        number = answer.readline().strip().decode("ascii")
    if not number:
        raise pytest.UsageError("Xvfb ended at once; `Xvfb :99` in a terminal says why.")
    os.environ["DISPLAY"] = f":{number}"
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    os.environ.pop("WAYLAND_DISPLAY", None)
