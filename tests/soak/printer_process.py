"""The simulated printer in a process of its own, so that what it keeps doesn't count as the program's memory."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
NUMBER = re.compile(rb"\d+-\d{8}-\d{4}")
_CHILD = "from tests.soak.printer_process import serve; serve()"


class PrinterProcess:
    """``with PrinterProcess() as printer:`` starts and ends it."""

    def __init__(self) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-c", _CHILD], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.port = int(self._ask(""))

    def __enter__(self) -> "PrinterProcess":
        return self

    def __exit__(self, *_error: object) -> None:
        self._child.communicate(timeout=20)

    def numbers(self) -> set[str]:
        """Every receipt's number that came out on paper."""
        return set(json.loads(self._ask("numbers\n")))

    def _ask(self, question: str) -> str:
        assert self._child.stdin is not None and self._child.stdout is not None
        self._child.stdin.write(question)
        self._child.stdin.flush()
        return self._child.stdout.readline()


def serve() -> None:
    """The child: print until the parent closes the pipe."""
    from frontdesk.devices.printers.simulated import SimulatedTcpPrinter

    with SimulatedTcpPrinter() as printer:
        print(printer.port, flush=True)
        for _ in sys.stdin:
            found = {number.decode() for job in printer.jobs for number in NUMBER.findall(job)}
            print(json.dumps(sorted(found)), flush=True)
