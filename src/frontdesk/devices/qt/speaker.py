"""The counter's loudspeaker: says rows of clips through a process of its own, which may fail without being missed."""

import json
import sys
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QProcess, QTimer, Signal, Slot

from frontdesk.devices.voice.clips import VoiceLanguage
from frontdesk.devices.voice.sound import ClipTrouble

ANSWER_LIMIT_MS = 4_000
"""From a request to the first sample, the start of the process included; then the sound system counts as hanging."""
REST_MS = 30_000
"""After that, and without a device, nothing is tried for so long: each try costs a process."""
_END_MS = 150


class SpeakerCondition(Enum):
    """How the sound of this counter is."""

    UNTRIED = "untried"
    READY = "ready"
    NO_DEVICE = "no_device"
    HANGING = "hanging"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class SpeakerState:
    """What was last found: the device's name, and own recordings that can't be used."""

    condition: SpeakerCondition = SpeakerCondition.UNTRIED
    device: str = ""
    troubles: tuple[ClipTrouble, ...] = ()
    first_sample_ms: int = 0
    """From the request's arrival at the sound process to the first sample taken by the device."""


@dataclass(frozen=True, slots=True)
class Speech:
    """What is to be said, and how. No clips at all only makes ready."""

    language: VoiceLanguage
    clips: tuple[str, ...]
    volume_percent: int = 80
    folder: str = ""


class Speaker(QObject):
    """Lives in the GUI thread and never waits, except a moment in ``close``."""

    state_changed = Signal(object)
    """SpeakerState."""
    finished = Signal()
    """What was asked for last has been said."""

    def __init__(self, parent: QObject | None = None, *, answer_limit_ms: int = ANSWER_LIMIT_MS) -> None:
        super().__init__(parent)
        self.state = SpeakerState()
        self._process: QProcess | None = None
        self._number = 0
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(answer_limit_ms)
        self._limit.timeout.connect(self._hangs)
        self._resting = QElapsedTimer()

    def speak(self, speech: Speech) -> None:
        """Say this now, instead of what is being said."""
        if self._resting.isValid() and self._resting.elapsed() < REST_MS:
            return
        self._resting.invalidate()
        self._number += 1
        request = {
            "n": self._number,
            "language": speech.language,
            "clips": speech.clips,
            "volume": speech.volume_percent,
            "folder": speech.folder,
        }
        self._running().write(json.dumps(request).encode() + b"\n")
        self._limit.start()

    def warm_up(self) -> None:
        """Start the process and find the device before they are needed."""
        if self._process is None:
            self.speak(Speech("zh", ()))

    def hush(self) -> None:
        """Say nothing more of what is being said."""
        if self._process is not None:
            self.speak(Speech("zh", ()))

    def try_again(self) -> None:
        """Somebody has seen to it: the next request is tried at once, with a new process."""
        self._resting.invalidate()
        self._end()
        self.state = SpeakerState()

    def close(self) -> None:
        """End the process."""
        self._limit.stop()
        self._end()

    def _running(self) -> QProcess:
        if self._process is None:
            process = QProcess(self)
            process.setStandardErrorFile(QProcess.nullDevice())
            process.readyReadStandardOutput.connect(self._read)
            process.finished.connect(self._ended)
            process.errorOccurred.connect(self._ended)
            process.start(sys.executable, ["-m", "frontdesk.devices.qt.speaker_process"])
            self._process = process
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            process.closeWriteChannel()
            if process.state() != QProcess.ProcessState.NotRunning and not process.waitForFinished(_END_MS):
                process.kill()
                process.waitForFinished(1_000)
            process.deleteLater()

    @Slot()
    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            answer = json.loads(bytes(self._process.readLine().data()))
            if answer["n"] == self._number:
                self._take(answer)

    def _take(self, answer: dict[str, Any]) -> None:
        self._limit.stop()
        kind = answer["state"]
        if kind == "no-device":
            # A new process each time: the sound library doesn't look for a server again that it once missed.
            self._end()
            self._resting.start()
            self._show(SpeakerState(SpeakerCondition.NO_DEVICE))
        elif kind == "clips-broken":
            self._show(SpeakerState(SpeakerCondition.BROKEN))
        elif kind == "sounding":
            troubles = tuple(ClipTrouble(*each) for each in answer["troubles"])
            self._show(SpeakerState(SpeakerCondition.READY, answer["device"], troubles, answer["ms"]))
        else:
            self._show(replace(self.state, condition=SpeakerCondition.READY, device=answer["device"]))
            if kind == "done":
                self.finished.emit()

    @Slot()
    def _hangs(self) -> None:
        self._resting.start()
        process = self._process
        if process is not None:
            process.blockSignals(True)
            process.kill()
        self._end()
        self._show(SpeakerState(SpeakerCondition.HANGING))

    @Slot()
    def _ended(self, *_: object) -> None:
        """The process died or could not be started: sound is lost, the counter goes on."""
        self._limit.stop()
        self._resting.start()
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        self._show(SpeakerState(SpeakerCondition.BROKEN))

    def _show(self, state: SpeakerState) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
