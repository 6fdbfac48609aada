"""The counter's devices, each asked by itself and for a short time only."""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import Empty, SimpleQueue

from frontdesk.app.devices.printer_lines import printer_line
from frontdesk.app.doctor.finding import Finding, refused, said
from frontdesk.app.doctor.machine import has_display
from frontdesk.core.device_settings import PrinterSettings
from frontdesk.core.i18n import t
from frontdesk.core.resources import resource_path
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.cards import ReaderCondition, ReaderEvent, ReaderState
from frontdesk.devices.identify import reader_words
from frontdesk.devices.printers.choose import printer_for
from frontdesk.devices.printers.printer import PrinterState, PrinterUnreachable
from frontdesk.devices.readers.pcsc import PcscReader
from frontdesk.devices.serial_ports import serial_ports
from frontdesk.printing.words import printer_words

_CONNECT_S, _STATUS_S = 1.2, 1.0
_READER_S = 2.0
_SOUND_S = 2.7
_TELL_CAMERAS = """
import json
from PySide6.QtCore import QCoreApplication
from PySide6.QtMultimedia import QMediaDevices
application = QCoreApplication([])
print(json.dumps([device.description() for device in QMediaDevices.videoInputs()]))
"""


def reader(settings: MachineSettings) -> Finding:
    """The card reader that is set up: its service and the readers it has."""
    if settings.reader != "pcsc":
        return said("reader", "off" if settings.reader == "none" else "ok", settings.reader)
    heard: SimpleQueue[ReaderEvent] = SimpleQueue()
    pcsc = PcscReader()
    pcsc.start(heard.put)
    until = time.monotonic() + _READER_S
    try:
        while not isinstance(event := heard.get(timeout=max(0.01, until - time.monotonic())), ReaderState):
            pass  # a card that lies there
    except Empty:
        return said("reader", "bad", "hanging")
    finally:
        pcsc.stop()
    words, todo = reader_words(event)
    return Finding("reader", "ok" if event.condition is ReaderCondition.READY else "bad", words, todo)


def kernel_driver(settings: MachineSettings, modules: Path = Path("/proc/modules")) -> Finding:
    """On Linux the kernel's own driver takes an ACR122U away from the card service."""
    if settings.reader != "pcsc" or not modules.exists():
        return said("kernel", "off", "none")
    loaded = {line.split()[0] for line in modules.read_text(encoding="ascii", errors="replace").splitlines() if line}
    if "pn533_usb" in loaded:
        return said("kernel", "bad", "taken")
    return said("kernel", "ok", "free")


def printer(settings: PrinterSettings) -> Finding:
    """One printer: connected to and asked how it is, nothing printed."""
    title = t("doctor.printer.named", name=printer_words(settings.name))
    if settings.kind == "screen":
        return Finding("printer", "ok", t("doctor.printer.screen"), name=title)
    port = printer_for(settings)
    try:
        port.open(_CONNECT_S)
        state = port.status(_STATUS_S)
    except PrinterUnreachable as error:
        return refused("printer", error, name=title)
    finally:
        port.close()
    if state is PrinterState.UNKNOWN and not settings.answers_status:
        return Finding("printer", "ok", t("doctor.printer.mute"), name=title)
    line = printer_line(settings, state)
    return Finding("printer", line.level, line.word or t("printer.state.ok"), line.todo, title)


def no_printer() -> Finding:
    """A counter without paper."""
    return said("printer", "off", "none")


def drawer(settings: MachineSettings) -> Finding:
    """How the drawer is opened; it isn't opened to find out."""
    if settings.drawer.kind == "none":
        return said("drawer", "off", "none")
    if settings.drawer.kind == "serial":
        return _port("drawer", settings.drawer.port)
    if not settings.printers:
        return said("drawer", "bad", "no_printer")
    routed = {each.kind: each.printer for each in settings.routes}.get("drawer", settings.printers[0].name)
    return said("drawer", "ok", "printer", name=printer_words(routed))


def customer_window(settings: MachineSettings) -> Finding:
    """Whether the customer's window is wanted; the row of the screens says whether there is one for it."""
    if not settings.display.window:
        return said("display", "off", "none")
    return said("display", "ok" if has_display() else "bad", "wanted" if has_display() else "no_screen")


def pole(settings: MachineSettings) -> Finding:
    """The pole display's port."""
    if settings.display.pole == "none":
        return said("pole", "off", "none")
    return _port("pole", settings.display.pole_port)


def voice_clips(settings: MachineSettings) -> Finding:
    """Whether the recordings are there: the program's, and own ones where they are used."""
    if not settings.voice.on:
        return said("voice", "off", "none")
    lacking = [tongue for tongue in ("zh", "en") if not any((resource_path("sounds") / tongue).glob("*.wav"))]
    if lacking:
        return said("voice", "bad", "lacking", languages=", ".join(lacking))
    if settings.voice.folder and not Path(settings.voice.folder).is_dir():
        return said("voice", "warn", "no_folder", folder=settings.voice.folder)
    return said("voice", "ok", "own" if settings.voice.folder else "there")


def sound(settings: MachineSettings) -> Finding:
    """The loudspeaker: asked by the process that plays, which may hang without harm. Nothing is played."""
    if not settings.voice.on:
        return said("sound", "off", "none")
    question = json.dumps({"n": 1, "language": "zh", "clips": [], "volume": 1, "folder": ""}) + "\n"
    command = [sys.executable, "-m", "frontdesk.devices.qt.speaker_process"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=quiet, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        hanging = threading.Timer(_SOUND_S, process.kill)
        hanging.start()
        try:
            process.stdin.write(question)
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:
            answer = ""
        finally:
            was_in_time = hanging.is_alive()
            hanging.cancel()
            process.kill()
    if not answer:
        return said("sound", "warn", "broken" if was_in_time else "hanging")
    heard = json.loads(answer)
    if heard.get("state") != "ready":
        return said("sound", "warn", "no_device")
    return said("sound", "ok", "ready", device=heard.get("device") or "–")


def camera(settings: MachineSettings) -> Finding:
    """The camera for photos of members; only looked for, its lamp stays dark."""
    try:
        answer = subprocess.run(
            [sys.executable, "-c", _TELL_CAMERAS], capture_output=True, text=True, timeout=_SOUND_S, check=False
        )
        names = json.loads(answer.stdout.splitlines()[-1])
    except (OSError, ValueError, IndexError, subprocess.TimeoutExpired):
        return said("camera", "off", "unknown")
    if settings.camera and settings.camera not in names:
        return said("camera", "warn", "gone", name=settings.camera)
    return said("camera", "ok", "there", name=settings.camera or names[0]) if names else said("camera", "off", "none")


def _port(key: str, port: str) -> Finding:
    """Whether a serial port is there and this user may use it; it may be in use by the counter itself."""
    if sys.platform == "win32":
        there = port.casefold() in (found.casefold() for found in serial_ports())
        return said(key, "ok" if there else "bad", "port" if there else "no_port", port=port or "–")
    if not port or not Path(port).exists():
        return said(key, "bad", "no_port", port=port or "–")
    if not os.access(port, os.R_OK | os.W_OK):
        return said(key, "bad", "no_right", port=port)
    return said(key, "ok", "port", port=port)
