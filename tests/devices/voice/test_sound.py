"""The clips: each there, audible, not clipped, without a pop; own recordings first, broken ones passed over."""

import array
import wave
from pathlib import Path

import pytest

from frontdesk.core.resources import resource_path
from frontdesk.devices.voice import phrases
from frontdesk.devices.voice.clips import CLIPS, LANGUAGES, VoiceLanguage
from frontdesk.devices.voice.sound import LEAD, PAUSE, RATE_HZ, ClipShelf, ClipTrouble, ClipUnreadable, read_clip

OURS = resource_path("sounds")
MOST_BYTES = 1_500_000


def write_wav(path: Path, samples: list[int], rate: int = RATE_HZ, channels: int = 1, width: int = 2) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(array.array("h" if width == 2 else "b", samples).tobytes())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_clip_is_fit_to_be_heard(language: VoiceLanguage) -> None:
    assert {path.stem for path in (OURS / language).glob("*.wav")} == set(CLIPS[language])
    loudness = {}
    for name in CLIPS[language]:
        samples = read_clip(OURS / language / f"{name}.wav")
        assert 0.15 <= len(samples) / RATE_HZ <= 1.6, name
        assert 6_000 < max(map(abs, samples)) < 32_000, name
        # A jump from or to silence is heard as a pop.
        assert abs(samples[0]) < 60 and abs(samples[-1]) < 60, name
        loudness[name] = (sum(each * each for each in samples) / len(samples)) ** 0.5
    assert max(loudness.values()) / min(loudness.values()) < 3, loudness


def test_the_clips_are_small() -> None:
    assert sum(path.stat().st_size for path in OURS.rglob("*.wav")) <= MOST_BYTES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_is_joined_without_clipping(language: VoiceLanguage) -> None:
    shelf = ClipShelf(OURS / language, None, language)
    sentence = phrases.paid(language, ("cash",), 10_550, 20_000, 9_450)
    spoken = shelf.speak(sentence, 100)
    alone = sum(len(shelf.clip(name)) for name in sentence)
    assert alone * 0.85 < len(spoken.samples) < alone + 3 * PAUSE + 2 * LEAD
    assert max(map(abs, spoken.samples)) < 32_767
    softer = shelf.speak(sentence, 50).samples
    assert max(map(abs, softer)) == pytest.approx(max(map(abs, spoken.samples)) / 4, abs=2)
    assert not any(shelf.speak(sentence, 0).samples)


def test_own_recordings_come_first_one_by_one(tmp_path: Path) -> None:
    tone = [8_000, -8_000] * 2_000
    write_wav(tmp_path / "7.wav", tone)
    write_wav(tmp_path / "8.wav", [each for each in tone for _ in "lr"], 44_100, channels=2)
    (tmp_path / "9.wav").write_bytes(b"RIFF\x24\x00\x00\x00WAVEfmt ")
    write_wav(tmp_path / "6.wav", [0] * 4_000)
    write_wav(tmp_path / "5.wav", tone * 30)
    write_wav(tmp_path / "4.wav", [5] * 4_000, width=1)
    shelf = ClipShelf(OURS / "zh", tmp_path, "zh")
    assert shelf.look_through() == (
        ClipTrouble("4.wav", "format"),
        ClipTrouble("5.wav", "long"),
        ClipTrouble("6.wav", "silent"),
        ClipTrouble("9.wav", "format"),
    )
    assert list(shelf.clip("7")) == tone
    assert len(shelf.clip("8")) == 2_000
    ours = ClipShelf(OURS / "zh", None, "zh")
    assert [shelf.clip(name) for name in ("4", "5", "6", "9", "yuan")] == [
        ours.clip(name) for name in ("4", "5", "6", "9", "yuan")
    ]
    with pytest.raises(ClipUnreadable, match="missing"):
        ClipShelf(tmp_path / "nowhere", tmp_path, "zh").speak(("yuan",), 80)
