"""Asking a process of its own, whose memory and start are nobody else's."""

import json
import subprocess
import sys
from typing import Any

from frontdesk.core.errors import FrontdeskError

_TIME_LIMIT_S = 3_600


class ChildFailed(FrontdeskError):
    """A process of the benchmark ended without an answer; ``reason`` is what it said."""

    code = "app.bench_child_failed"


def ask_child(module: str, *arguments: str) -> dict[str, Any]:
    """Run a module as a program and return the JSON it prints last. Raises ChildFailed."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_TIME_LIMIT_S, check=False)
    if done.returncode:
        raise ChildFailed(reason=done.stderr[-500:])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
