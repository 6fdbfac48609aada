"""The process that plays sound: requests come as lines of JSON on its input, what became of them goes to its output.

A process of its own, because a sound server that accepts and never answers holds up whoever asks it, for ever; this
process can be ended. It ends by itself when its input does.
"""

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QElapsedTimer,
    QIODevice,
    QObject,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink, QMediaDevices, QtAudio

from frontdesk.core.resources import resource_path
from frontdesk.devices.voice.clips import VoiceLanguage
from frontdesk.devices.voice.sound import RATE_HZ, ClipShelf, ClipTrouble, ClipUnreadable

_LOOK_MS = 4
"""How often it is looked whether the first samples have gone."""


class Player(QObject):
    """Plays one stretch of clips at a time; a new one interrupts the old."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shelves: dict[tuple[VoiceLanguage, str], tuple[ClipShelf, tuple[ClipTrouble, ...]]] = {}
        self._sink: QAudioSink | None = None
        self._device: QAudioDevice | None = None
        self._buffer = QBuffer(self)
        self._request = 0
        self._since = QElapsedTimer()
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.setTimerType(Qt.TimerType.PreciseTimer)
        self._look.timeout.connect(self._look_for_sound)
        self.asked.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _take(self, request: dict[str, Any]) -> None:
        self._since.start()
        self._hush()
        self._request = request["n"]
        if not self._open():
            self._tell("no-device")
        elif not request["clips"]:
            self._tell("ready")
        else:
            self._play(request)

    def _open(self) -> bool:
        """Have a way to the default device of this moment."""
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            self._sink = self._device = None
            return False
        if self._sink is None or device != self._device:
            form = QAudioFormat()
            form.setSampleRate(RATE_HZ)
            form.setChannelCount(1)
            form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
            self._sink, self._device = QAudioSink(device, form, self), device
            self._sink.stateChanged.connect(self._state)
        return True

    def _play(self, request: dict[str, Any]) -> None:
        assert self._sink is not None
        try:
            shelf, troubles = self._shelf(request["language"], request["folder"])
            samples = shelf.speak(request["clips"], request["volume"]).samples
        except ClipUnreadable as error:
            self._tell("clips-broken", reason=error.reason)
            return
        if sys.byteorder == "big":
            samples.byteswap()
        self._buffer.setData(QByteArray(samples.tobytes()))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._troubles = [[trouble.file, trouble.reason] for trouble in troubles]
        self._look.start()
        self._sink.start(self._buffer)
        if self._sink.error() != QtAudio.Error.NoError:
            self._failed()

    def _shelf(self, language: VoiceLanguage, folder: str) -> tuple[ClipShelf, tuple[ClipTrouble, ...]]:
        if (language, folder) not in self._shelves:
            shelf = ClipShelf(resource_path("sounds") / language, Path(folder) if folder else None, language)
            self._shelves[language, folder] = shelf, shelf.look_through()
        return self._shelves[language, folder]

    @Slot()
    def _look_for_sound(self) -> None:
        if self._sink is not None and self._sink.processedUSecs() > 0:
            self._look.stop()
            self._tell("sounding", ms=self._since.elapsed(), troubles=self._troubles)

    @Slot(QtAudio.State)
    def _state(self, state: QtAudio.State) -> None:
        if self._sink is None or not self._buffer.isOpen():
            return
        if state == QtAudio.State.IdleState:
            self._look_for_sound() if self._look.isActive() else None
            self._hush()
            self._tell("done")
        elif state == QtAudio.State.StoppedState and self._sink.error() != QtAudio.Error.NoError:
            self._failed()

    def _failed(self) -> None:
        self._hush()
        self._sink = None
        self._tell("no-device")

    def _hush(self) -> None:
        self._look.stop()
        self._buffer.close()
        if self._sink is not None:
            self._sink.reset()

    def _tell(self, state: str, **more: object) -> None:
        name = self._device.description() if self._device is not None else ""
        sys.stdout.write(json.dumps({"n": self._request, "state": state, "device": name, **more}) + "\n")
        sys.stdout.flush()


def main() -> None:
    """Serve until the input ends."""
    application = QCoreApplication(sys.argv)
    player = Player()

    def listen() -> None:
        for line in sys.stdin.buffer:
            player.asked.emit(json.loads(line))
        # At once: the loop may be held up by a sound server that doesn't answer.
        os._exit(0)

    threading.Thread(target=listen, daemon=True, name="requests").start()
    application.exec()


if __name__ == "__main__":
    main()
