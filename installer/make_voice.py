"""Make the clips of the spoken amounts anew with espeak-ng: `python -m installer.make_voice [folder]`.

Each clip is trimmed of silence, brought to one loudness and faded in and out, so that clips can be joined without a
pop. They lie in the repository, since a PC with Windows has no espeak-ng.
"""

from __future__ import annotations

import array
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

from installer.environment import ROOT

sys.path.insert(0, str(ROOT / "src"))

from frontdesk.devices.voice.clips import CLIPS, LANGUAGES, VoiceLanguage
from frontdesk.devices.voice.sound import PHRASES, RATE_HZ, SUFFIX, read_clip

FOLDER = ROOT / "resources" / "sounds"
# Debian's espeak-ng 1.51 reads characters with `-v cmn` wrong (两 comes out as "lyang three" in English), pinyin right.
VOICES = {"zh": "cmn-latn-pinyin", "en": "en"}
PINYIN = {
    "零": "ling2",
    "一": "yi1",
    "二": "er4",
    "两": "liang3",
    "三": "san1",
    "四": "si4",
    "五": "wu3",
    "六": "liu4",
    "七": "qi1",
    "八": "ba1",
    "九": "jiu3",
    "十": "shi2",
    "百": "bai3",
    "千": "qian1",
    "万": "wan4",
    "元": "yuan2",
    "角": "jiao3",
    "分": "fen1",
    "应收": "ying1 shou1",
    "收您": "shou1 nin2",
    "找您": "zhao3 nin2",
    "微信收款": "wei1xin4 shou1kuan3",
    "支付宝收款": "zhi1fu4bao3 shou1kuan3",
    "银行卡收款": "yin2hang2ka3 shou1kuan3",
    "余额支付": "yu2e2 zhi1fu4",
    "挂账": "gua4zhang4",
    "谢谢": "xie4xie5",
}
WORDS_PER_MINUTE = {"zh": 175, "en": 185}
LOUDNESS = 4_200
"""Root mean square of a clip's loud part, of 32,767."""
PEAK = 29_000
QUIET = 400
FADE = RATE_HZ * 6 // 1000


def record(language: VoiceLanguage, text: str) -> array.array[int]:
    """What espeak-ng says, as samples."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        command = [
            "espeak-ng", "-v", VOICES[language], "-s", str(WORDS_PER_MINUTE[language]), "-w", str(path), text,
        ]  # fmt: skip
        subprocess.run(command, check=True)
        return read_clip(path)


def evened(samples: array.array[int]) -> array.array[int]:
    """Without silence at the ends, as loud as the others, from zero and back to zero."""
    loud = [place for place, sample in enumerate(samples) if abs(sample) > QUIET]
    cut = samples[max(0, loud[0] - FADE) : loud[-1] + FADE]
    parts = [cut[start : start + 441] for start in range(0, len(cut) - 440, 441)] or [cut]
    strengths = sorted((sum(each * each for each in part) / len(part)) ** 0.5 for part in parts)
    loudness = strengths[len(strengths) * 3 // 4]
    factor = min(LOUDNESS / loudness, PEAK / max(abs(sample) for sample in cut))
    last = len(cut) - 1
    return array.array(
        "h", (int(sample * factor * min(1, place / FADE, (last - place) / FADE)) for place, sample in enumerate(cut))
    )


def write(path: Path, samples: array.array[int]) -> None:
    """Keep a clip as WAV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if sys.byteorder == "big":
        samples.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(samples.tobytes())


def main(folder: Path) -> None:
    """Make every clip of both languages."""
    size = 0
    for language in LANGUAGES:
        for clip, text in CLIPS[language].items():
            spoken = PINYIN[text] if language == "zh" else text
            path = folder / language / f"{clip}{SUFFIX}"
            write(path, evened(record(language, spoken)))
            size += path.stat().st_size
    print(f"{folder}: {sum(len(CLIPS[each]) for each in LANGUAGES)} clips, {size / 1e6:.2f} MB; {len(PHRASES)} phrases")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
