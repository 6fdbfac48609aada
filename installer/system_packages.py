"""What the operating system has to bring: Qt's libraries, the card reader service, fonts, a compiler.

On Debian and its relatives what is missing is installed; on another Linux it is named; Windows has all of it.
"""

from __future__ import annotations

import ctypes.util
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import NamedTuple

from installer.problems import SetupProblem, explain, run_quietly, show


class SystemPackage(NamedTuple):
    """A Debian package, why it is needed, and how another Linux shows that it has the same."""

    debian: str
    why: str
    library: str = ""  # as ctypes.util.find_library names it
    program: str = ""


FOR_RUNNING = (
    SystemPackage("libegl1", "Qt", library="EGL"),
    SystemPackage("libgl1", "Qt", library="GL"),
    SystemPackage("libdbus-1-3", "Qt", library="dbus-1"),
    SystemPackage("libfontconfig1", "Qt's fonts", library="fontconfig"),
    SystemPackage("libglib2.0-0", "Qt", library="glib-2.0"),
    SystemPackage("libxkbcommon-x11-0", "Qt's keyboard", library="xkbcommon-x11"),
    SystemPackage("libxcb-cursor0", "Qt's windows", library="xcb-cursor"),
    SystemPackage("libxcb-icccm4", "Qt's windows", library="xcb-icccm"),
    SystemPackage("libxcb-image0", "Qt's windows", library="xcb-image"),
    SystemPackage("libxcb-keysyms1", "Qt's keyboard", library="xcb-keysyms"),
    SystemPackage("libxcb-randr0", "Qt's screens", library="xcb-randr"),
    SystemPackage("libxcb-render-util0", "Qt's windows", library="xcb-render-util"),
    SystemPackage("libxcb-shape0", "Qt's windows", library="xcb-shape"),
    SystemPackage("libxcb-xinerama0", "Qt's screens", library="xcb-xinerama"),
    SystemPackage("libpulse0", "Qt's sound", library="pulse"),
    SystemPackage("libusb-1.0-0", "printers on USB", library="usb-1.0"),
    SystemPackage("pcscd", "card readers", program="pcscd"),
    SystemPackage("libpcsclite-dev", "the card reader library is compiled against it", library="pcsclite"),
    SystemPackage("gcc", "compiles the card reader library", program="gcc"),
    SystemPackage("pkg-config", "compiles the card reader library", program="pkg-config"),
    SystemPackage("fonts-wqy-microhei", "Chinese on screen and in PDFs"),
    SystemPackage("fonts-droid-fallback", "Chinese in PDFs"),
    SystemPackage("fonts-hanazono", "rare characters in names"),
    SystemPackage("espeak-ng", "the spoken amounts", program="espeak-ng"),
)

FOR_TESTING = (
    SystemPackage("vsmartcard-vpcd", "virtual cards in a real card reader service"),
    SystemPackage("xvfb", "a screen for the tests", program="Xvfb"),
    SystemPackage("xdotool", "real key presses", program="xdotool"),
    SystemPackage("dbus-daemon", "a bus for what a screen reader hears", program="dbus-daemon"),
    SystemPackage("at-spi2-core", "what a screen reader hears"),
    SystemPackage("poppler-utils", "reads PDFs back", program="pdftotext"),
    SystemPackage("cups", "a print queue", program="cupsd"),
    SystemPackage("cups-client", "a print queue", program="lp"),
    SystemPackage("libzbar0", "reads QR codes and barcodes back", library="zbar"),
    SystemPackage("pulseaudio", "a sound server to listen to", program="pulseaudio"),
    SystemPackage("postgresql", "the database of several counters", program="psql"),
)

APT_INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120")
APT_UPDATE = ("apt-get", "update", "-o", "DPkg::Lock::Timeout=120")


def provide(testing: bool) -> None:
    """Have everything the program (and, if `testing`, its tests) needs of a Linux system.

    Raises SetupProblem when something is missing that could not be installed.
    """
    if not sys.platform.startswith("linux"):
        return
    wanted = FOR_RUNNING + (FOR_TESTING if testing else ())
    if shutil.which("dpkg-query") and shutil.which("apt-get"):
        missing = missing_on_debian([package.debian for package in wanted] + python_parts())
        if missing:
            install_on_debian(missing)
    else:
        tell_missing_elsewhere(wanted)


def python_parts() -> list[str]:
    """Debian splits Python: the packages its own interpreter lacks for environments and for compiling."""
    if sys.prefix != "/usr" and sys.base_prefix != "/usr":
        return []
    parts = []
    if importlib.util.find_spec("ensurepip") is None:
        parts.append("python3-venv")
    if not (Path(sysconfig.get_paths()["include"]) / "Python.h").exists():
        parts.append("python3-dev")
    return parts


def missing_on_debian(names: list[str]) -> list[str]:
    """Which of the packages are not installed; one call, some 20 ms."""
    # dpkg-query exits 1 as soon as one name is unknown to it; what it prints is complete all the same.
    query = ["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\n", *names]
    answer = subprocess.run(query, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    installed = {line.split()[0] for line in answer.stdout.splitlines() if line.endswith(" installed")}
    return [name for name in names if name not in installed]


def install_on_debian(names: list[str]) -> None:
    """Install packages with apt-get, as root or through sudo."""
    by_hand = f"apt-get update && apt-get install --no-install-recommends {' '.join(names)}"
    prefix = administrator_prefix(by_hand)
    show(f"Installing {len(names)} system packages: {' '.join(names)}")
    # `env` because sudo hands no variables on; without it a package's question would wait for ever.
    quiet = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    code, said = run_quietly([*quiet, *APT_UPDATE])
    if code == 0:
        code, said = run_quietly([*quiet, *APT_INSTALL, *names], interesting=("Get:", "Setting up"))
    if code != 0:
        show(said[-2000:])
        raise explain(said, "System packages could not be installed.", f"As root, run:  {by_hand}")


def administrator_prefix(by_hand: str) -> list[str]:
    """What goes before a command that needs root: nothing as root, else sudo."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        raise SetupProblem(
            "System packages are missing, and this account is not root and has no sudo.",
            f"Ask whoever looks after this PC to run, as root:  {by_hand}",
        )
    if sys.stdin is not None and sys.stdin.isatty():
        return ["sudo"]
    if subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode != 0:
        raise SetupProblem(
            "System packages are missing, and sudo wants a password that nobody is here to type.",
            f"Call this again in a terminal, or run:  sudo sh -c '{by_hand}'",
        )
    return ["sudo", "-n"]


def tell_missing_elsewhere(wanted: tuple[SystemPackage, ...]) -> None:
    """On a Linux without apt nothing is installed; say what seems to be missing and go on."""
    missing = [
        package
        for package in wanted
        if (package.library and ctypes.util.find_library(package.library) is None)
        or (package.program and shutil.which(package.program, path=os.environ.get("PATH", "") + ":/usr/sbin") is None)
    ]
    for package in missing:
        show(f"Missing here: {package.library or package.program} (Debian: {package.debian}) - {package.why}")
    if missing:
        show("Install these with this system's own package manager if the next steps fail.")
