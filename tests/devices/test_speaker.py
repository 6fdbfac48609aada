"""The loudspeaker against a real sound server: it plays what is asked for, and harms nobody when it can't."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.core.resources import resource_path
from frontdesk.devices.qt.speaker import Speaker, SpeakerCondition, Speech
from frontdesk.devices.voice import phrases
from frontdesk.devices.voice.sound import RATE_HZ, ClipShelf, ClipTrouble
from tests.devices.sound_server import PROGRAM, SoundServer, heard

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="needs the Debian package pulseaudio")
DUE = phrases.due("zh", 10_550)
LIMIT_MS = 8_000


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    made = SoundServer(tmp_path, RATE_HZ)
    monkeypatch.setenv("PULSE_SERVER", made.address)
    yield made
    made.stop()


@pytest.fixture
def speaker(qtbot: QtBot) -> Iterator[Speaker]:
    made = Speaker(answer_limit_ms=LIMIT_MS)
    yield made
    made.close()


def samples_of(clips: tuple[str, ...], volume: int) -> list[int]:
    return list(ClipShelf(resource_path("sounds") / "zh", None, "zh").speak(clips, volume).samples)


def trimmed(samples: list[int]) -> list[int]:
    loud = [place for place, sample in enumerate(samples) if sample]
    return samples[loud[0] : loud[-1] + 1]


def test_what_is_asked_for_is_played_to_its_end(server: SoundServer, speaker: Speaker, qtbot: QtBot) -> None:
    with server.listening() as path:
        with qtbot.waitSignal(speaker.finished, timeout=15_000):
            speaker.speak(Speech("zh", DUE, 60))
        qtbot.wait(300)
    assert speaker.state.condition is SpeakerCondition.READY and speaker.state.device == "Null Output"
    wanted, played = trimmed(samples_of(DUE, 60)), list(heard(path))
    assert abs(len(played) - len(wanted)) < 40
    # Sample by sample, up to one step of rounding on the way.
    assert max(abs(one - other) for one, other in zip(wanted[:5_000], played[:5_000], strict=True)) <= 2
    assert max(abs(one - other) for one, other in zip(wanted[-5_000:], played[-5_000:], strict=True)) <= 2


def test_a_new_amount_interrupts_and_hush_ends_it(server: SoundServer, speaker: Speaker, qtbot: QtBot) -> None:
    long, short = phrases.due("zh", 9_876_543_21), phrases.due("zh", 500)
    done: list[int] = []
    speaker.finished.connect(lambda: done.append(1))
    with server.listening() as path:
        speaker.speak(Speech("zh", long))
        qtbot.waitUntil(lambda: speaker.state.condition is SpeakerCondition.READY, timeout=15_000)
        qtbot.wait(400)
        speaker.speak(Speech("zh", short))
        qtbot.waitUntil(lambda: bool(done), timeout=15_000)
        speaker.speak(Speech("zh", long))
        qtbot.wait(500)
        speaker.hush()
        qtbot.wait(400)
        size = len(heard(path))
        qtbot.wait(400)
        assert len(heard(path)) == size, "still speaking after hush"
    assert size / RATE_HZ < len(samples_of(long, 80)) / RATE_HZ
    assert done == [1]


def test_own_recordings_that_are_broken_are_told(
    server: SoundServer, speaker: Speaker, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "5.wav").write_bytes(b"not sound")
    with qtbot.waitSignal(speaker.finished, timeout=15_000):
        speaker.speak(Speech("zh", ("5", "yuan"), 60, str(tmp_path)))
    assert speaker.state.troubles == (ClipTrouble("5.wav", "format"),)


def test_no_sound_server_is_said_and_found_later(
    speaker: Speaker, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nothing").mkdir()
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nothing/there")
    speaker.speak(Speech("zh", DUE))
    qtbot.waitUntil(lambda: speaker.state.condition is SpeakerCondition.NO_DEVICE, timeout=15_000)
    server = SoundServer(tmp_path, RATE_HZ)
    monkeypatch.setenv("PULSE_SERVER", server.address)
    speaker.try_again()
    with qtbot.waitSignal(speaker.finished, timeout=15_000):
        speaker.speak(Speech("zh", ("5",)))
    assert speaker.state.condition is SpeakerCondition.READY
    speaker.close()
    server.stop()


def test_a_sound_server_that_hangs_never_holds_up_the_window(server: SoundServer, qtbot: QtBot) -> None:
    speaker = Speaker(answer_limit_ms=1_500)
    server.freeze()
    longest, last = 0.0, time.monotonic()
    speaker.speak(Speech("zh", DUE))
    until = time.monotonic() + 10
    while speaker.state.condition is not SpeakerCondition.HANGING and time.monotonic() < until:
        qtbot.wait(5)
        now = time.monotonic()
        longest, last = max(longest, now - last), now
    assert speaker.state.condition is SpeakerCondition.HANGING
    assert longest < 0.3
    started = time.monotonic()
    speaker.speak(Speech("zh", DUE))
    speaker.hush()
    speaker.close()
    assert time.monotonic() - started < 0.5
    assert not children(), "the process that hung is still there"


def test_a_sound_process_that_dies_is_replaced(server: SoundServer, speaker: Speaker, qtbot: QtBot) -> None:
    speaker.speak(Speech("zh", ("5",)))
    qtbot.waitUntil(lambda: speaker.state.condition is SpeakerCondition.READY, timeout=15_000)
    os.kill(children()[0], 9)
    qtbot.waitUntil(lambda: speaker.state.condition is SpeakerCondition.BROKEN)
    speaker.try_again()
    with qtbot.waitSignal(speaker.finished, timeout=15_000):
        speaker.speak(Speech("zh", ("5",)))
    assert speaker.state.condition is SpeakerCondition.READY


def children() -> list[int]:
    """The sound processes that this one has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
            command = (path.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == os.getpid() and fields[0] != "Z" and b"speaker_process" in command:
            found.append(int(path.parent.name))
    return found
