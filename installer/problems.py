"""A step of the set-up that failed, in words: what happened and what to do about it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class SetupProblem(Exception):
    """Stops the set-up; `what` says what happened, `advice` what the person at this PC can do."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(f"{what}\n{advice}")
        self.what = what
        self.advice = advice


class Sign(NamedTuple):
    """Words of apt or pip that betray a cause, and what that cause means here."""

    words: tuple[str, ...]
    what: str
    advice: str


SIGNS = (
    Sign(
        ("No space left on device", "enough free space", "Errno 28", "WinError 112"),
        "The disk is full.",
        "Free about 2 GB where this folder and the temporary folder lie, then call this again.",
    ),
    Sign(
        ("Could not get lock", "Unable to acquire the dpkg frontend lock", "is another process using it"),
        "Another program is installing system packages at this moment.",
        "Wait until it is done (updates often run shortly after the start of the PC), then call this again.",
    ),
    Sign(
        ("dpkg was interrupted", "dpkg --configure -a"),
        "An earlier installation of system packages was cut off.",
        "Run `dpkg --configure -a` as root (or with sudo), then call this again.",
    ),
    Sign(
        ("Unable to locate package", "has no installation candidate"),
        "The package lists of this system do not know a package that is needed.",
        "Look above for its name; enable the `main` section in /etc/apt/sources.list, or install it by hand.",
    ),
    Sign(
        ("DO NOT MATCH THE HASHES",),
        "A library arrived with other contents than the locked ones; it was not installed.",
        "Try once more. If it happens again, a proxy or mirror alters downloads: use another network.",
    ),
    Sign(
        ("CERTIFICATE_VERIFY_FAILED", "certificate verify failed"),
        "The secure connection to the package index could not be verified.",
        "Check this PC's date and time; behind a company proxy set PIP_CERT to its certificate file.",
    ),
    Sign(
        ("winscard.h", "Python.h", "command 'gcc'", "unable to execute 'gcc'", "Microsoft Visual C++"),
        "The card reader library (pyscard) could not be compiled.",
        "It needs a C compiler, the headers of Python and of PC/SC "
        "(Debian: gcc python3-dev libpcsclite-dev; Windows: use 64-bit Python, for which it comes compiled).",
    ),
    Sign(
        ("Permission denied", "Errno 13", "WinError 5", "WinError 32"),
        "A file could not be written: it is in use, or this account may not write there.",
        "Close a frontdesk that still runs, check that this folder belongs to you, then call this again.",
    ),
    # Last: pip also says so of single packages after it could not reach the index at all.
    Sign(
        (
            "Temporary failure",
            "Could not resolve",
            "Failed to establish a new connection",
            "getaddrinfo failed",
            "Network is unreachable",
            "Connection refused",
            "timed out",
            "Failed to fetch",
            "No matching distribution found",
        ),
        "The packages could not be fetched: there is no connection to where they come from.",
        "Check the network (and the proxy, if there is one: HTTPS_PROXY), then call this again; "
        "what is already there is kept.",
    ),
)


def explain(output: str, what: str, advice: str) -> SetupProblem:
    """The problem behind the output of a failed command; `what` and `advice` if no known words are in it."""
    for sign in SIGNS:
        if any(words in output for words in sign.words):
            return SetupProblem(f"{what} {sign.what}", sign.advice)
    return SetupProblem(what, advice)


def show(text: str) -> None:
    """One line on the console at once, also when the output is a file; never fails over a character."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    # A Chinese Windows console is cp936, a service's log may be ASCII: neither may stop the set-up.
    print(text.encode(encoding, "replace").decode(encoding), flush=True)


def run_quietly(
    command: Sequence[str], interesting: Sequence[str] = (), environment: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run a command to its end, showing only the lines that begin with one of `interesting`.

    Returns its exit code and everything it said. Raises OSError when it could not be started.
    """
    said: list[str] = []
    with subprocess.Popen(
        command,
        stdin=None if sys.stdin is not None and sys.stdin.isatty() else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **(environment or {})},
    ) as process:
        assert process.stdout is not None
        for raw in process.stdout:
            line = raw.decode("utf-8", "replace").rstrip()
            said.append(line)
            if line.strip().startswith(tuple(interesting)) and interesting:
                show("  " + line.strip())
    return process.returncode, "\n".join(said)
