"""A real PulseAudio server of one's own with a card that plays into nothing, and what was played there."""

import array
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAM = shutil.which("pulseaudio")


class SoundServer:
    """Listens on a socket in its folder; ``address`` is for PULSE_SERVER."""

    def __init__(self, folder: Path, rate_hz: int) -> None:
        assert PROGRAM is not None
        self.folder, self.rate_hz = folder, rate_hz
        socket = folder / "pulse.sock"
        self.address = f"unix:{socket}"
        runtime = folder / "run"
        runtime.mkdir(mode=0o700)
        self._environment = {**os.environ, "HOME": str(folder), "XDG_RUNTIME_DIR": str(runtime)}
        options = ("-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes")
        self._server = subprocess.Popen(
            [
                PROGRAM, *options,
                "-L", f"module-null-sink sink_name=till rate={rate_hz} channels=1",
                "-L", f"module-native-protocol-unix socket={socket} auth-anonymous=1",
            ],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + 10
        while not socket.exists() and time.monotonic() < until:
            time.sleep(0.02)

    @contextmanager
    def listening(self) -> Iterator[Path]:
        """A file that grows by what is played meanwhile: samples of 16 bit."""
        path = self.folder / "heard.raw"
        with path.open("wb") as file:
            recorder = subprocess.Popen(
                [
                    "parec", "--server", self.address, "-d", "till.monitor", f"--rate={self.rate_hz}",
                    "--channels=1", "--format=s16le", "--latency-msec=20",
                ],
                env=self._environment,
                stdout=file,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
            try:
                until = time.monotonic() + 10
                while path.stat().st_size == 0 and time.monotonic() < until:
                    time.sleep(0.02)
                yield path
            finally:
                recorder.terminate()
                recorder.wait(5)

    def freeze(self) -> None:
        """From now on it accepts connections and answers nothing."""
        self._server.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._server.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        self.thaw()
        self._server.terminate()
        try:
            self._server.wait(5)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait(5)


def heard(path: Path) -> array.array:
    """What was played, without the silence around it."""
    whole = path.read_bytes()
    samples = array.array("h", whole[: len(whole) // 2 * 2])
    loud = [place for place, sample in enumerate(samples) if sample]
    return samples[loud[0] : loud[-1] + 1] if loud else array.array("h")
