"""A real pcscd of the test's own: started, killed, started again, stopped."""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.devices.virtual_card import FIRST_PORT

RUN_FOLDER = Path("/run/pcscd")
LOCK_FILE = Path(tempfile.gettempdir()) / "frontdesk-test-pcscd.lock"
PATIENCE_S = 10.0


class PcscServiceUnavailable(Exception):
    """The tests can't have a daemon of their own; the text says why and what to do."""


def why_impossible() -> str | None:
    """Why no daemon of one's own can run on this machine at all, or None; what a package could mend isn't one."""
    if sys.platform != "linux":
        return "pcscd and its virtual reader exist on Linux only"
    if os.geteuid() != 0 and not os.access(RUN_FOLDER, os.W_OK):
        return f"starting pcscd needs root, or write access to {RUN_FOLDER}"
    return None


def other_daemon() -> int | None:
    """The process id of a pcscd that somebody else runs, or None."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            name, state = (
                (entry / "comm").read_text().strip(),
                (entry / "stat").read_text().rsplit(")", 1)[1].split()[0],
            )
        except OSError:
            continue
        if name == "pcscd" and state != "Z":
            return int(entry.name)
    return None


class PcscService:
    """pcscd with the virtual reader on 127.0.0.1:35963, run by the test."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def running(self) -> bool:
        """Whether the test's daemon is up."""
        return self._process is not None and self._process.poll() is None

    def start(self, readers: bool = True) -> None:
        """Start the daemon and wait until its virtual reader listens; without ``readers`` it has none. Raises
        PcscServiceUnavailable."""
        if self.running:
            return
        program = shutil.which("pcscd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
        if program is None:
            raise PcscServiceUnavailable(
                "pcscd is not installed; `python3 installer/bootstrap.py test` installs pcscd and vsmartcard-vpcd"
            )
        pid = other_daemon()
        if pid is not None:
            raise PcscServiceUnavailable(
                f"a pcscd that is not the test's own runs as process {pid}; stop it for the time of the tests "
                "(systemctl stop pcscd.socket pcscd.service)"
            )
        try:
            RUN_FOLDER.mkdir(parents=True, exist_ok=True)
        except PermissionError as error:
            raise PcscServiceUnavailable(f"{RUN_FOLDER} can't be made; run the tests as root") from error
        self._process = subprocess.Popen(
            [program, "--foreground", *([] if readers else ["--config", os.devnull])],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._wait_until_it_listens(readers)

    def _wait_until_it_listens(self, readers: bool) -> None:
        assert self._process is not None
        deadline = time.monotonic() + PATIENCE_S
        while not ((not readers or _listening(FIRST_PORT)) and (RUN_FOLDER / "pcscd.comm").exists()):
            if self._process.poll() is not None:
                raise PcscServiceUnavailable(f"pcscd ended at once with code {self._process.returncode}")
            if time.monotonic() > deadline:
                raise PcscServiceUnavailable(
                    f"pcscd runs, but no virtual reader listens on port {FIRST_PORT}; is vsmartcard-vpcd installed?"
                )
            time.sleep(0.02)

    def stop(self) -> None:
        """End the daemon in good order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """kill -9: the daemon leaves its socket and its pid file behind."""
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """Stop the daemon from running without ending it, like a driver that hangs."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen daemon go on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(signal.SIGCONT)
        process.send_signal(how)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)


def _listening(port: int) -> bool:
    """Whether a TCP port is listened on; read from the kernel's table, because connecting would be a card."""
    wanted = f":{port:04X}"
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with contextlib.suppress(OSError), open(table) as lines:
            for line in lines:
                fields = line.split()
                if len(fields) > 3 and fields[1].endswith(wanted) and fields[3] == "0A":
                    return True
    return False


@contextlib.contextmanager
def own_port() -> Iterator[None]:
    """Hold the machine's one virtual reader; a second test run waits here until the first lets go."""
    with open(LOCK_FILE, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
