"""What the running window uses: memory, objects, threads, handles; and whether a row of such figures grows."""

import gc
import os
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

_COMMON = 20


@dataclass(frozen=True, slots=True)
class Gauge:
    """One reading, after a full collection."""

    taps: int
    sales: int
    memory_mb: float
    objects: int
    by_type: Counter[str]
    """Of the common types only: the notes themselves must not grow much."""
    widgets: int
    qobjects: int
    threads: tuple[str, ...]
    handles: tuple[str, ...]
    tap_ms: tuple[float, ...]
    """From the card's touch to the painted decision, of each tap since the reading before."""
    tap_cpu_ms: float
    """What a tap cost the window's thread on average, with everything around it."""


def read(taps: int, sales: int, tap_ms: Sequence[float], tap_cpu_ms: float) -> Gauge:
    """Read everything now; takes the GUI thread a while."""
    gc.collect()
    everything = gc.get_objects()
    kinds = Counter(f"{type(each).__module__}.{type(each).__qualname__}" for each in everything)
    # Only what Python has made: asking Qt for all of them would make wrappers that stay and count as growth themselves.
    qobjects = [each for each in everything if isinstance(each, QObject) and isValid(each)]
    return Gauge(
        taps,
        sales,
        _memory_mb(),
        kinds.total(),
        Counter({kind: count for kind, count in kinds.items() if count >= _COMMON}),
        sum(isinstance(each, QWidget) for each in qobjects),
        len(qobjects),
        tuple(sorted(thread.name for thread in threading.enumerate())),
        handles(),
        tuple(sorted(tap_ms)),
        tap_cpu_ms,
    )


def handles() -> tuple[str, ...]:
    """What every open handle of this process leads to, numbers of sockets and pipes left out."""
    found = []
    for handle in Path("/proc/self/fd").iterdir():
        try:
            found.append(os.readlink(handle).partition(":[")[0])
        except OSError:  # the one the listing itself was read by
            continue
    return tuple(sorted(found))


def percentile(ordered: Sequence[float], share: float) -> float:
    """Of values in order."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def growth(values: Sequence[float]) -> float:
    """How much a fitted line rises over the second half of a row."""
    half = values[len(values) // 2 :]
    if len(half) < 2:
        return 0.0
    middle, mean = (len(half) - 1) / 2, sum(half) / len(half)
    slope = sum((place - middle) * (value - mean) for place, value in enumerate(half)) / sum(
        (place - middle) ** 2 for place in range(len(half))
    )
    return slope * (len(half) - 1)


def _memory_mb() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
