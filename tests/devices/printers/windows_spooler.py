"""What is used of pywin32's win32print, written after its manual: a spooler that keeps queues and prints on TCP ports.

One thread a queue prints job after job, as Windows's standard port does: a job it can't hand over stays and is tried
again.
"""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import dataclass, field
from typing import Any

PAUSED, PRINTER_PAPER_OUT, PRINTER_OFFLINE, PRINTER_DOOR_OPEN = 0x1, 0x10, 0x80, 0x400000
JOB_PAUSED, JOB_ERROR, JOB_DELETING, JOB_SPOOLING, JOB_PRINTING, JOB_OFFLINE = 0x1, 0x2, 0x4, 0x8, 0x10, 0x20
CANCEL, DELETE, PAUSE = 3, 5, 1


class error(Exception):
    def __init__(self, winerror: int, function: str, text: str) -> None:
        super().__init__(winerror, function, text)
        self.winerror, self.funcname, self.strerror = winerror, function, text


@dataclass
class Job:
    number: int
    data: bytearray = field(default_factory=bytearray)
    status: int = JOB_SPOOLING


@dataclass
class Queue:
    port: int
    status: int = 0
    attributes: int = 0
    prints: bool = True
    """Whether its thread takes jobs; a queue that says nothing of it hangs."""
    may: bool = True
    jobs: list[Job] = field(default_factory=list)


class Win32Print:
    """Stands for the module; see there."""

    error = error

    def __init__(self, **queues: Queue) -> None:
        self.queues = queues
        self.hangs = threading.Event()
        self.job_numbers = 0
        self._lock = threading.RLock()
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._print, args=(each,), daemon=True) for each in queues.values()]

    def __enter__(self) -> Win32Print:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stopping.set()
        self.hangs.clear()
        for thread in self._threads:
            thread.join(3)

    def OpenPrinter(self, name: str) -> Queue:
        self._answer()
        if name not in self.queues:
            raise error(1801, "OpenPrinter", "The printer name is invalid.")
        if not self.queues[name].may:
            raise error(5, "OpenPrinter", "Access is denied.")
        return self.queues[name]

    def ClosePrinter(self, handle: Queue) -> None:
        pass

    def GetPrinter(self, handle: Queue, level: int) -> dict[str, Any]:
        assert level == 2
        return {"Status": handle.status, "Attributes": handle.attributes, "cJobs": len(handle.jobs)}

    def StartDocPrinter(self, handle: Queue, level: int, document: tuple[str, None, str]) -> int:
        self._answer()
        assert (level, document[2]) == (1, "RAW")
        with self._lock:
            self.job_numbers += 1
            handle.jobs.append(Job(self.job_numbers))
            return self.job_numbers

    def WritePrinter(self, handle: Queue, data: bytes) -> int:
        self._answer()
        handle.jobs[-1].data += data
        return len(data)

    def EndDocPrinter(self, handle: Queue) -> None:
        handle.jobs[-1].status &= ~JOB_SPOOLING

    def GetJob(self, handle: Queue, job: int, level: int) -> dict[str, Any]:
        assert level == 1
        self._answer()
        return {"JobId": job, "Status": self._job(handle, job, "GetJob").status}

    def SetJob(self, handle: Queue, job: int, level: int, info: None, command: int) -> None:
        with self._lock:
            found = self._job(handle, job, "SetJob")
            if command == PAUSE:
                found.status |= JOB_PAUSED
            elif command in (CANCEL, DELETE):
                found.status |= JOB_DELETING
                if not found.status & JOB_PRINTING:
                    handle.jobs.remove(found)

    def EnumPrinters(self, flags: int, name: None, level: int) -> tuple[dict[str, Any], ...]:
        self._answer()
        assert (flags, level) == (6, 4)
        return tuple({"pPrinterName": each, "pServerName": None, "Attributes": 64} for each in self.queues)

    def _answer(self) -> None:
        while self.hangs.is_set() and not self._stopping.is_set():
            time.sleep(0.01)

    def _job(self, handle: Queue, job: int, function: str) -> Job:
        for each in handle.jobs:
            if each.number == job:
                return each
        raise error(87, function, "The parameter is incorrect.")

    def _print(self, queue: Queue) -> None:
        while not self._stopping.wait(0.005):
            with self._lock:
                ready = [each for each in queue.jobs if not each.status & (JOB_SPOOLING | JOB_PAUSED | JOB_DELETING)]
                if not ready or not queue.prints or queue.status & PAUSED:
                    continue
                job = ready[0]
                job.status |= JOB_PRINTING
            while not self._hand_over(queue, job):
                job.status |= JOB_ERROR | JOB_OFFLINE
                if self._stopping.wait(0.05) or job.status & JOB_DELETING:
                    break
            with self._lock:
                queue.jobs.remove(job)

    def _hand_over(self, queue: Queue, job: Job) -> bool:
        """The standard port: connect, send, half-close, wait for the printer's end."""
        try:
            with socket.create_connection(("127.0.0.1", queue.port), 0.3) as printer:
                printer.settimeout(0.05)
                printer.sendall(job.data)
                printer.shutdown(socket.SHUT_WR)
                while not self._stopping.is_set() and not job.status & JOB_DELETING:
                    try:
                        if not printer.recv(100):
                            return True
                    except TimeoutError:
                        continue
        except OSError:
            pass
        return False
