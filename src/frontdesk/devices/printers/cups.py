"""A receipt printer behind a CUPS queue, through the commands ``lp``, ``lpstat`` and ``cancel``, as raw jobs.

They find the server, speak its protocol and log in as the system has it set up. Their output is read in the C locale.
What they say of jobs was tried against CUPS 2.4: a job that never began has no "Status:" line, and neither "Alerts:"
nor any other line tells one that was completed from one that was taken back while it waited.
"""

from __future__ import annotations

import os
import re
import subprocess
import time

from frontdesk.devices.printers.printer import (
    PrinterState,
    PrinterUnreachable,
    QueueMissing,
    QueueStopped,
    SendFailed,
)
from frontdesk.devices.printers.profile import PrinterProfile
from frontdesk.devices.printers.queue_printer import COMMAND_S, QueuedJob, QueuePrinter
from frontdesk.devices.printers.stream import reason

_TITLE = "frontdesk"
_RELEASE_S = 0.5
_BROKEN = ("resources-are-not-ready", "printer-stopped", "job-stopped", "cancel", "abort", "errors")
_STATES = (
    ("cover-open", PrinterState.COVER_OPEN),
    ("door-open", PrinterState.COVER_OPEN),
    ("media-empty", PrinterState.PAPER_OUT),
    ("media-needed", PrinterState.PAPER_OUT),
    ("media-jam", PrinterState.OFFLINE),
    ("offline", PrinterState.OFFLINE),
    ("media-low", PrinterState.NEAR_END),
)
"""IPP's reasons (RFC 8011, 5.4.12), as backends report them; the worst first."""


class CupsPrinter(QueuePrinter):
    """`ReceiptPrinter` in the shape of a CUPS queue's name; see `QueuePrinter`."""

    def __init__(self, name: str, profile: PrinterProfile | None = None) -> None:
        super().__init__(profile)
        self.name = name
        self._alerts = ""

    def open(self, timeout_s: float) -> None:
        """The queue is there, enabled and takes jobs; see `ReceiptPrinter`."""
        self._interrupted.clear()
        self._job = None
        if not self.name or self.name.startswith("-"):
            raise QueueMissing(reason="no queue's name")
        try:
            found = run_cups("lpstat", "-r", "-l", "-p", self.name, "-a", self.name, timeout_s=timeout_s)
        except OSError as error:
            raise PrinterUnreachable(reason=reason(error)) from error
        if "scheduler is running" not in found.stdout:
            raise PrinterUnreachable(reason=found.stdout.strip() or found.stderr.strip())
        if found.returncode != 0:
            raise QueueMissing(reason=found.stderr.strip())
        stopped = re.search(r"^printer \S+ disabled since.*?-\s*(.*)$", found.stdout, re.MULTILINE)
        stopped = stopped or re.search(r"^\S+ not accepting requests since.*?-\s*(.*)$", found.stdout, re.MULTILINE)
        if stopped:
            raise QueueStopped(reason=stopped[1].strip())
        self._alerts = " ".join(re.findall(r"^\s+Alerts: (.*)$", found.stdout, re.MULTILINE))

    def status(self, timeout_s: float) -> PrinterState:
        """What the queue's backend reported of the printer; see `QueuePrinter`."""
        return next((state for alert, state in _STATES if alert in self._alerts), PrinterState.UNKNOWN)

    def close(self) -> None:
        """Nothing is held; see `ReceiptPrinter`."""

    def _submit(self, data: bytes, timeout_s: float) -> int:
        """Hand the job in as held and let it go when its number is known: one that is lost on the way never prints."""
        deadline = time.monotonic() + timeout_s
        hold = ("lp", "-d", self.name, "-o", "raw", "-t", _TITLE, "-H", "hold", "-")
        try:
            found = run_cups(*hold, data=data, timeout_s=timeout_s)
        except OSError as error:
            raise SendFailed(sent=0, of=len(data), reason=reason(error)) from error
        number = re.search(r"^request id is .*-(\d+) ", found.stdout, re.MULTILINE)
        if found.returncode != 0 or number is None:
            raise SendFailed(sent=0, of=len(data), reason=found.stderr.strip() or found.stdout.strip())
        job = int(number[1])
        release = ("lp", "-i", f"{self.name}-{job}", "-H", "resume")
        try:
            run_cups(*release, timeout_s=max(_RELEASE_S, deadline - time.monotonic()))
        except OSError:
            pass  # whether it was let go is seen when it is followed
        return job

    def _look(self, job: int, timeout_s: float = COMMAND_S) -> QueuedJob:
        entry = self._entry("not-completed", job, timeout_s)
        if entry is not None:
            if "Status:" not in entry:
                return QueuedJob.WAITING
            return QueuedJob.BROKEN if any(each in _alerts(entry) for each in _BROKEN) else QueuedJob.STARTED
        entry = self._entry("completed", job, timeout_s)
        if entry is None or any(each in _alerts(entry) for each in _BROKEN):
            return QueuedJob.BROKEN
        return QueuedJob.FINISHED if "Status:" in entry else QueuedJob.WAITING

    def _withdraw(self, job: int) -> QueuedJob:
        taken_back = run_cups("cancel", f"{self.name}-{job}").returncode == 0
        left = self._look(job)
        if taken_back and left is not QueuedJob.WAITING:
            return QueuedJob.BROKEN  # also where it now looks completed: a job that waited for a second try does
        # Still in the queue: it may begin at any time.
        return QueuedJob.BROKEN if left is QueuedJob.STARTED or self._entry("not-completed", job) else left

    def _entry(self, which: str, job: int, timeout_s: float = COMMAND_S) -> str | None:
        """The job's lines in one of CUPS's two lists, or None if it isn't there."""
        found = run_cups("lpstat", "-l", "-W", which, "-o", self.name, timeout_s=timeout_s)
        if found.returncode != 0 and "nvalid destination" not in found.stderr:
            raise OSError(found.stderr.strip())
        for entry in re.split(r"^(?=\S)", found.stdout, flags=re.MULTILINE):
            if entry.partition(" ")[0].lower() == f"{self.name}-{job}".lower():
                return entry
        return None


def run_cups(
    *command: str, data: bytes | None = None, timeout_s: float = COMMAND_S
) -> subprocess.CompletedProcess[str]:
    """One of CUPS's commands. OSError if it isn't installed or does not end in time."""
    try:
        found = subprocess.run(
            command,
            input=data or b"",
            capture_output=True,
            timeout=timeout_s,
            env=os.environ | {"LC_ALL": "C", "LANGUAGE": "C"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(f"{command[0]} got no answer from CUPS") from error
    out, err = (text.decode("utf-8", "replace") for text in (found.stdout, found.stderr))
    return subprocess.CompletedProcess(found.args, found.returncode, out, err)


def _alerts(entry: str) -> str:
    return " ".join(re.findall(r"^\s+Alerts: (.*)$", entry, re.MULTILINE))
