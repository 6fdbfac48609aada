"""Every fault on every transport that can show it: what may be said of the paper, and how long that may take.

All run side by side, each with a printer of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import pytest

from frontdesk.devices.printers import simulated
from frontdesk.devices.printers.delivery import deliver
from frontdesk.devices.printers.profile import PrinterProfile, Timeouts
from frontdesk.devices.printers.queue_printer import COMMAND_S
from frontdesk.devices.printers.simulated import Behaviour
from tests.devices.printers.cups_service import Cups
from tests.devices.printers.transports import STREAMS, Wired, over_cups, over_windows

TIMEOUTS = Timeouts(connect_s=1.0, status_s=0.8, stall_s=0.6, fence_s=1.6, whole_s=1.0)
ANSWERS = PrinterProfile(timeouts=TIMEOUTS)
BY_SENSOR = replace(ANSWERS, acknowledges="transmit-status")
QUEUED = replace(ANSWERS, timeouts=replace(TIMEOUTS, connect_s=3.0, stall_s=4.0, fence_s=2.5))
NO_WORD = replace(ANSWERS, acknowledges="none")
MUTE = replace(ANSWERS, acknowledges="none", answers_status=False)
JOB = b"\x1b@\x1c&" + "王小明 ￥6.00\n".encode("gbk") * 20 + b"\x1dVB\x00"
LONG_JOB = b"\x1b@" + JOB[4:] * 8000


@dataclass(frozen=True)
class Fault:
    name: str
    behaviour: Behaviour
    expected: str
    """Outcome, error, state."""
    profile: PrinterProfile = ANSWERS
    job: bytes = JOB


STREAM_FAULTS = (
    Fault("none", simulated.GOOD, "done - ok"),
    Fault("none, by sensor", simulated.SENSOR_ONLY, "done - ok", BY_SENSOR),
    Fault("near end", simulated.NEAR_END, "done - near_end"),
    Fault("near end, by sensor", simulated.NEAR_END, "done - near_end", BY_SENSOR),
    Fault("slow", Behaviour(bytes_per_s=500), "done - ok"),
    Fault("paper out", simulated.PAPER_OUT, "refused printer.paper_out paper_out"),
    Fault("cover open", simulated.COVER_OPEN, "refused printer.cover_open cover_open"),
    Fault("offline", simulated.OFFLINE, "refused printer.offline offline"),
    Fault("silent", simulated.SILENT, "refused printer.silent unknown"),
    Fault("silent by nature", simulated.SILENT, "unconfirmed - unknown", MUTE),
    Fault("can't acknowledge", simulated.NO_ACKNOWLEDGEMENT, "unconfirmed - ok", NO_WORD),
    Fault("no acknowledgement", simulated.NO_ACKNOWLEDGEMENT, "uncertain printer.no_answer ok"),
    Fault("wrong acknowledgement", simulated.WRONG_ACKNOWLEDGEMENT, "uncertain printer.no_answer ok"),
    Fault("runs out in mid-job", simulated.RUNS_OUT, "uncertain printer.paper_out paper_out"),
    Fault("runs out in mid-job, by sensor", simulated.RUNS_OUT, "uncertain printer.paper_out paper_out", BY_SENSOR),
    Fault("stalls in mid-job", simulated.STALLS, "uncertain printer.no_answer unknown"),
    Fault("stalls in a long job", simulated.STALLS, "uncertain printer.cut_off offline", ANSWERS, LONG_JOB),
    Fault("hangs up in mid-job", simulated.CUTS_OFF, "uncertain printer.cut_off offline"),
    Fault("hangs up in mid-job, mute", simulated.CUTS_OFF, "uncertain printer.no_answer unknown", MUTE),
    Fault("hangs up before the first byte", simulated.HANGS_UP, "refused printer.unreachable offline"),
    Fault("refuses, or is unplugged", simulated.REFUSES, "refused printer.unreachable offline"),
)
# What lies behind a queue of the system's stays unseen: neither paper nor cover nor silence.
QUEUE_FAULTS = (
    Fault("none", simulated.GOOD, "unconfirmed - unknown", QUEUED),
    Fault("near end", simulated.NEAR_END, "unconfirmed - unknown", QUEUED),
    Fault("slow", Behaviour(bytes_per_s=1000), "unconfirmed - unknown", QUEUED),
    Fault("paper out", simulated.PAPER_OUT, "unconfirmed - unknown", QUEUED),
    Fault("cover open", simulated.COVER_OPEN, "unconfirmed - unknown", QUEUED),
    Fault("offline", simulated.OFFLINE, "unconfirmed - unknown", QUEUED),
    Fault("silent", simulated.SILENT, "unconfirmed - unknown", QUEUED),
    Fault("stalls in mid-job", simulated.STALLS, "uncertain printer.no_answer unknown", QUEUED),
    Fault("stalls in a long job", simulated.STALLS, "uncertain printer.no_answer unknown", QUEUED, LONG_JOB),
    Fault("hangs up in a long job", simulated.CUTS_OFF, "uncertain printer.no_answer unknown", QUEUED, LONG_JOB),
    Fault("refuses, or is unplugged", simulated.REFUSES, "uncertain printer.no_answer unknown", QUEUED),
)


def longest_s(timeouts: Timeouts) -> float:
    """All that a job may take, with the questions before and after it and the taking back of one that is stuck."""
    return timeouts.connect_s + 5 * timeouts.status_s + timeouts.stall_s + timeouts.fence_s + COMMAND_S


def outcomes(wired: Callable[[Behaviour, PrinterProfile], Wired], faults: tuple[Fault, ...]) -> dict[str, str]:
    """What came of each fault, with what should not be said at all when it took too long or printed what it denied."""

    def suffer(fault: Fault) -> str:
        with wired(fault.behaviour, fault.profile) as (simulated_printer, printer):
            start = time.monotonic()
            found = deliver(printer, fault.job, lambda: None)
            took_s = time.monotonic() - start
            while time.monotonic() - start < took_s + 1 and simulated_printer.jobs != [fault.job]:
                if found.outcome not in ("done", "unconfirmed"):
                    break
                time.sleep(0.01)  # what can't acknowledge may still be reading
        said = f"{found.outcome} {found.error or '-'} {found.state}"
        if took_s > longest_s(fault.profile.timeouts):
            said += f", after {took_s:.1f} s"  # where no call waits beyond its limit
        if found.outcome == "refused" and simulated_printer.jobs:
            said += ", but printed"
        blind = fault.name in ("paper out", "cover open", "offline")  # unconfirmed and rightly so
        if found.outcome in ("done", "unconfirmed") and not blind and simulated_printer.jobs != [fault.job]:
            said += ", but did not print"
        return said

    with ThreadPoolExecutor(len(faults)) as pool:
        return dict(zip((fault.name for fault in faults), pool.map(suffer, faults), strict=True))


@pytest.fixture(scope="module")
def found(cups: Cups) -> dict[str, dict[str, str]]:
    """What came of every fault on every transport."""
    with ThreadPoolExecutor(len(STREAMS) + 2) as pool:
        queues = {
            "cups": pool.submit(outcomes, over_cups(cups), QUEUE_FAULTS),
            "windows": pool.submit(outcomes, over_windows, QUEUE_FAULTS),
        }
        streams = {name: pool.submit(outcomes, wired, STREAM_FAULTS) for name, wired in STREAMS.items()}
    return {name: each.result() for name, each in (streams | queues).items()}


@pytest.mark.parametrize("transport", [*STREAMS, "cups", "windows"])
def test_every_fault(found: dict[str, dict[str, str]], transport: str) -> None:
    faults = STREAM_FAULTS if transport in STREAMS else QUEUE_FAULTS
    assert found[transport] == {fault.name: fault.expected for fault in faults}
