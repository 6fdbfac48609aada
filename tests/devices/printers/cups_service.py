"""A CUPS of the tests' own: the real cupsd with its own folders, reached over a socket in a temporary folder.

CUPS_SERVER points there while it runs, so that ``lp`` and ``lpstat`` find it and never the machine's.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

CONFIGURATION = """\
Listen {folder}/socket
LogLevel warn
Browsing No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
FILES = """\
ServerRoot {folder}/root
RequestRoot {folder}/jobs
CacheDir {folder}/cache
StateDir {folder}/state
TempDir {folder}/temporary
AccessLog {folder}/access.log
ErrorLog {folder}/error.log
PageLog {folder}/page.log
FileDevice No
"""


class Cups:
    """A running cupsd."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("root", "jobs", "cache", "state", "temporary"):
            (folder / name).mkdir()
        (folder / "cupsd.conf").write_text(CONFIGURATION.format(folder=folder))
        (folder / "cups-files.conf").write_text(FILES.format(folder=folder))
        command = ["cupsd", "-f", "-c", f"{folder}/cupsd.conf", "-s", f"{folder}/cups-files.conf"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def wait(self) -> None:
        for _ in range(500):
            if subprocess.run(["lpstat", "-r"], capture_output=True, check=False).stdout.endswith(b"is running\n"):
                return
            time.sleep(0.02)
        raise RuntimeError((self.folder / "error.log").read_text())

    def add(self, queue: str, port: int) -> None:
        """A raw queue that prints on a TCP port of this machine; tried once, as a queue in a shop is set up."""
        subprocess.run(["lpadmin", "-p", queue, "-E", "-v", f"socket://127.0.0.1:{port}"], check=True)

    def tell(self, *command: str) -> None:
        subprocess.run(command, check=True, capture_output=True)

    def waiting(self, queue: str) -> str:
        """The queue's jobs that are not finished, as lpstat has them."""
        return subprocess.run(["lpstat", "-o", queue], check=False, capture_output=True, text=True).stdout

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """It takes connections and never answers."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)


@contextmanager
def running_cups(folder: Path) -> Iterator[Cups]:
    """cupsd with its own everything. Its path must be short: a socket's name has room for 100 letters."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CUPS_SERVER", f"{folder}/socket")
        environment.setenv("PATH", "/usr/sbin", prepend=os.pathsep)  # where its daemon and lpadmin lie
        cups = Cups(folder)
        try:
            cups.wait()
            yield cups
        finally:
            cups.stop()
