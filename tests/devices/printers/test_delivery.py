"""A job over a real TCP connection; every fault on every transport is in test_fault_matrix.py."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest

from frontdesk.devices.printers import simulated
from frontdesk.devices.printers.delivery import deliver
from frontdesk.devices.printers.network import NetworkPrinter
from frontdesk.devices.printers.profile import PrinterProfile, Timeouts
from frontdesk.devices.printers.simulated import SimulatedTcpPrinter

SHORT = Timeouts(connect_s=0.5, status_s=0.3, stall_s=0.6, fence_s=1.6)
BY_PROCESS_ID = PrinterProfile(timeouts=SHORT)
JOB = b"\x1b@\x1c&" + "王小明 ￥6.00\n".encode("gbk") * 20 + b"\x1dVB\x00"
LONG_JOB = b"\x1b@" + b"x" * 47 + b"\n" * 4_000_000


def test_a_printer_that_takes_no_more_bytes_is_given_up_after_the_stall_time() -> None:
    with SimulatedTcpPrinter(simulated.STALLS) as printer:
        start = time.monotonic()
        found = deliver(NetworkPrinter(printer.host, printer.port, BY_PROCESS_ID), LONG_JOB, lambda: None)
        took_s = time.monotonic() - start
    assert (found.outcome, found.error) == ("uncertain", "printer.cut_off")
    assert 0.6 <= took_s <= 1.5


def test_what_calls_the_job_off_at_the_last_moment_leaves_no_byte() -> None:
    class CalledOff(Exception):
        pass

    def call_off() -> None:
        raise CalledOff

    with SimulatedTcpPrinter() as printer:
        with pytest.raises(CalledOff):
            deliver(NetworkPrinter(printer.host, printer.port, BY_PROCESS_ID), JOB, call_off)
        again = deliver(NetworkPrinter(printer.host, printer.port, BY_PROCESS_ID), JOB, lambda: None)
    assert again.outcome == "done"
    assert printer.jobs == [JOB]


def test_the_connection_is_free_for_other_counters_between_jobs() -> None:
    with SimulatedTcpPrinter() as printer:
        first = NetworkPrinter(printer.host, printer.port, BY_PROCESS_ID)
        second = NetworkPrinter(printer.host, printer.port, BY_PROCESS_ID)
        for _ in range(5):
            assert deliver(first, JOB, lambda: None).outcome == "done"
            assert deliver(second, JOB, lambda: None).outcome == "done"
    assert printer.jobs == [JOB] * 10
    assert {each.ended for each in printer.connections} == {"closed"}


def test_waiting_can_be_broken_off_from_another_thread() -> None:
    patient = replace(BY_PROCESS_ID, timeouts=Timeouts(fence_s=30))
    with SimulatedTcpPrinter(simulated.NO_ACKNOWLEDGEMENT) as printer:
        transport = NetworkPrinter(printer.host, printer.port, patient)
        timer = threading.Timer(0.4, transport.interrupt)
        timer.start()
        start = time.monotonic()
        found = deliver(transport, JOB, lambda: None)
        took_s = time.monotonic() - start
        timer.join()
    assert (found.outcome, found.error) == ("uncertain", "printer.cut_off")
    assert 0.4 <= took_s <= 0.8


def test_an_unknown_host_and_a_host_that_is_no_name_are_refused() -> None:
    for host in ("printer.invalid", "x" * 300, "..", ""):
        found = deliver(NetworkPrinter(host, 9, BY_PROCESS_ID), JOB, lambda: None)
        assert found.outcome == "refused"
