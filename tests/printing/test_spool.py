"""The durable spool with its worker, a real database and a printer behind a real TCP port."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock, utc_text
from frontdesk.devices.drawer.pulse import pulse_by_printer
from frontdesk.devices.printers import simulated
from frontdesk.devices.printers.network import NetworkPrinter
from frontdesk.devices.printers.on_screen import OnScreenPrinter
from frontdesk.devices.printers.printer import PrinterState, ReceiptPrinter
from frontdesk.devices.printers.profile import PrinterProfile, Timeouts
from frontdesk.devices.printers.simulated import Behaviour, SimulatedTcpPrinter
from frontdesk.printing import settle_job, transitions
from frontdesk.printing.errors import JobNotUncertain, JobNotWaiting, NoPrinterHere, NothingToPrint
from frontdesk.printing.escpos import render
from frontdesk.printing.print_again import PrintAgainRequest, print_again
from frontdesk.printing.queries import Job, jobs_of, open_jobs, unanswered_jobs
from frontdesk.printing.routing import NO_PRINTER, Route, Routes, use_routes
from frontdesk.printing.settle_job import JobRequest, cancel_job, paper_came_out
from frontdesk.printing.spool import enqueue, kick_drawer
from frontdesk.printing.tables import PrintJob
from frontdesk.printing.worker import JobChanged, PrinterChanged, PrintEvent, PrintWorker
from frontdesk.store.errors import DatabaseUnreachable
from frontdesk.store.store import Store
from tests.printing.escpos_decoder import decode
from tests.printing.samples import receipt

PROFILE = PrinterProfile(timeouts=Timeouts(connect_s=0.5, status_s=0.3, stall_s=0.6, fence_s=1.2))
DOCUMENT = "receipt/1-20261123-0042"
NewKey = Callable[[], str]


@pytest.fixture(autouse=True)
def routes() -> Iterator[None]:
    """One receipt printer with short timeouts; back to the built-in routes afterwards."""
    use_routes(Routes(Route(profile=PROFILE)))
    yield
    use_routes(Routes())


def queue(store: Store, document: str = DOCUMENT, drawer: bool = False) -> int:
    with store.write() as tx:
        now = utc_text(store.clock.now())
        if drawer:
            kick_drawer(tx, document=document, counter="1", created_at=now)
        job_id = enqueue(tx, document=document, slip=receipt(), counter="1", created_at=now)
        tx.commit()
    return job_id


def states(store: Store, document: str = DOCUMENT) -> list[tuple[int, str, str]]:
    with store.read() as connection:
        return [(job.copy, job.state, job.error) for job in jobs_of(connection, document)]


def only(store: Store, document: str = DOCUMENT) -> Job:
    with store.read() as connection:
        (found,) = jobs_of(connection, document)
    return found


def until(condition: Callable[[], bool], timeout_s: float = 5.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


@contextmanager
def working(
    store: Store, printer: ReceiptPrinter, events: list[PrintEvent] | None = None, back_off_s: float = 0.1
) -> Iterator[PrintWorker]:
    seen = events if events is not None else []
    worker = PrintWorker(store, printer, counter="1", on_event=seen.append, back_off_s=back_off_s)
    worker.start()
    try:
        yield worker
    finally:
        worker.stop()


def network(printer: SimulatedTcpPrinter) -> NetworkPrinter:
    return NetworkPrinter(printer.host, printer.port, PROFILE)


def test_a_slip_exists_only_if_its_transaction_was_committed(store: Store) -> None:
    with store.write() as tx:
        enqueue(tx, document=DOCUMENT, slip=receipt(), counter="1", created_at="2026-11-23T01:00:00.000000Z")
    assert states(store) == []
    queue(store)
    assert states(store) == [(0, "queued", "")]
    with pytest.raises(IntegrityError):
        queue(store)


def test_printed_once_and_soon(store: Store) -> None:
    events: list[PrintEvent] = []
    with SimulatedTcpPrinter() as printer, working(store, network(printer), events) as worker:
        time.sleep(0.2)
        start = time.monotonic()
        queue(store)
        until(lambda: bool(printer.jobs))
        assert time.monotonic() - start < 0.15  # woken by the commit, not by the next look
        assert worker.wait_idle()
    assert printer.jobs == [render(receipt(), PROFILE)]
    assert (only(store).state, only(store).attempts) == ("done", 1)
    job_id = only(store).id
    assert [each for each in events if isinstance(each, JobChanged)] == [
        JobChanged(job_id, DOCUMENT, 0, "receipt", "sending", ""),
        JobChanged(job_id, DOCUMENT, 0, "receipt", "done", ""),
    ]
    assert PrinterChanged("receipt", PrinterState.OK) in events


@pytest.mark.parametrize(
    ("behaviour", "state", "error"),
    [
        (simulated.GOOD, "done", ""),
        (Behaviour(bytes_per_s=1_000), "done", ""),
        (simulated.PAPER_OUT, "refused", "printer.paper_out"),
        (simulated.SILENT, "refused", "printer.silent"),
        (simulated.REFUSES, "refused", "printer.unreachable"),
        (simulated.STALLS, "uncertain", "printer.no_answer"),
        (simulated.CUTS_OFF, "uncertain", "printer.cut_off"),
        (simulated.RUNS_OUT, "uncertain", "printer.paper_out"),
    ],
)
def test_outcomes_on_disk(store: Store, behaviour: Behaviour, state: str, error: str) -> None:
    queue(store)
    with SimulatedTcpPrinter(behaviour) as printer, working(store, network(printer), back_off_s=9):
        until(lambda: only(store).state not in ("queued", "sending"))
    assert states(store) == [(0, state, error)]


@pytest.mark.parametrize("behaviour", [simulated.STALLS, simulated.CUTS_OFF, simulated.RUNS_OUT])
def test_nothing_uncertain_prints_again_by_itself(store: Store, behaviour: Behaviour) -> None:
    queue(store)
    with SimulatedTcpPrinter(behaviour) as printer, working(store, network(printer)) as worker:
        until(lambda: only(store).state == "uncertain")
        printer.behaviour = simulated.GOOD
        before = len(printer.connections)
        worker.retry_now()
        time.sleep(0.8)
        queue(store, "receipt/1-20261123-0043")  # the next sale does not wait for the clerk's answer
        until(lambda: only(store, "receipt/1-20261123-0043").state == "done")
        later = printer.connections[before:]
    assert [bytes(each.printed) for each in later if each.printed] == [render(receipt(), PROFILE)]
    assert only(store).state == "uncertain"
    with working(store, network(printer)):  # nor after a restart
        time.sleep(0.3)
    assert only(store).state == "uncertain"


def test_refused_jobs_come_out_in_order_once_there_is_paper(store: Store) -> None:
    documents = [f"receipt/1-20261123-{number:04d}" for number in range(5)]
    with (
        SimulatedTcpPrinter(simulated.PAPER_OUT) as printer,
        working(store, network(printer), back_off_s=0.2) as worker,
    ):
        for document in documents:
            queue(store, document)
        until(lambda: only(store, documents[0]).attempts >= 2)
        assert worker.state is PrinterState.PAPER_OUT
        assert printer.jobs == []
        printer.behaviour = simulated.GOOD
        until(lambda: all(only(store, each).state == "done" for each in documents))
    assert printer.jobs == [render(receipt(), PROFILE)] * 5
    finished = [only(store, each).id for each in documents]
    assert finished == sorted(finished)


def test_restart_in_the_middle_of_sending(store: Store) -> None:
    job_id = queue(store)
    transitions.mark_sending(store, job_id, "receipt")  # the process ended here
    with SimulatedTcpPrinter() as printer, working(store, network(printer)):
        until(lambda: only(store).state == "uncertain")
        time.sleep(0.3)
        assert printer.jobs == []
    assert states(store) == [(0, "uncertain", "printer.restarted")]


def test_stopping_breaks_a_job_off_as_uncertain(store: Store) -> None:
    queue(store)
    patient = PrinterProfile(timeouts=Timeouts(fence_s=60))
    with SimulatedTcpPrinter(simulated.NO_ACKNOWLEDGEMENT) as printer:
        worker = PrintWorker(store, NetworkPrinter(printer.host, printer.port, patient), counter="1")
        worker.start()
        until(lambda: bool(printer.jobs))
        start = time.monotonic()
        worker.stop(grace_s=0.2)
        assert time.monotonic() - start < 1.0
    assert states(store) == [(0, "uncertain", "printer.cut_off")]


def test_sending_is_on_disk_before_the_first_byte(store: Store) -> None:
    seen: list[str] = []

    class Watching(OnScreenPrinter):
        def send(self, data: bytes, stall_s: float) -> None:
            seen.append(only(store).state)
            super().send(data, stall_s)

    queue(store)
    with working(store, Watching(PROFILE)) as worker:
        assert worker.wait_idle()
    assert seen == ["sending"]


def test_a_fault_of_the_program_leaves_the_job_uncertain_and_the_thread_alive(store: Store) -> None:
    class Broken(OnScreenPrinter):
        def send(self, data: bytes, stall_s: float) -> None:
            raise ZeroDivisionError

    printer = Broken(PROFILE)
    queue(store)
    with working(store, printer, back_off_s=0.05) as worker:
        until(lambda: only(store).state == "uncertain")
        assert only(store).error == "printer.failed"
        worker.printer = OnScreenPrinter(PROFILE)
        queue(store, "receipt/1-20261123-0043")
        until(lambda: only(store, "receipt/1-20261123-0043").state == "done")


def test_the_clerk_says_the_paper_came_out(store: Store, actor: Actor, new_key: NewKey) -> None:
    job_id = queue(store)
    transitions.mark_sending(store, job_id, "receipt")
    transitions.abandon_sending(store, "1", "receipt")
    with store.read() as connection:
        assert [job.id for job in unanswered_jobs(connection, "1")] == [job_id]
    paper_came_out(store, actor, JobRequest(new_key(), job_id))
    assert only(store).answer == "came_out"
    with store.read() as connection:
        assert unanswered_jobs(connection, "1") == []
    with pytest.raises(JobNotUncertain):
        paper_came_out(store, actor, JobRequest(new_key(), job_id))


def test_print_again_says_copy_and_leaves_the_drawer_shut(store: Store, actor: Actor, new_key: NewKey) -> None:
    job_id = queue(store, drawer=True)
    transitions.mark_sending(store, job_id, "receipt")
    transitions.abandon_sending(store, "1", "receipt")
    request = PrintAgainRequest(new_key(), DOCUMENT)
    first = print_again(store, actor, request)
    assert print_again(store, actor, request) == first  # the same press twice
    second = print_again(store, actor, PrintAgainRequest(new_key(), DOCUMENT))
    assert (first.copy, second.copy) == (1, 2)
    with SimulatedTcpPrinter() as printer, working(store, network(printer)) as worker:
        assert worker.wait_idle()
    assert printer.drawer_pulses == 1  # the sale's own
    copies = [decode(job) for job in printer.jobs]
    assert [[line.text for line in roll.lines if "COPY" in line.text] for roll in copies] == [
        ["补打 COPY 1"] * 2,
        ["补打 COPY 2"] * 2,
    ]
    assert states(store) == [(0, "uncertain", "printer.restarted"), (1, "done", ""), (2, "done", "")]
    with store.read() as connection:
        assert unanswered_jobs(connection, "1") == []
        assert connection.execute(select(PrintJob.answer).where(PrintJob.id == job_id)).scalar() == "printed_again"


def test_print_again_of_nothing(store: Store, actor: Actor, new_key: NewKey) -> None:
    with pytest.raises(NothingToPrint):
        print_again(store, actor, PrintAgainRequest(new_key(), "receipt/none"))
    queue(store, drawer=True)
    with pytest.raises(NothingToPrint):  # a pulse is no slip
        print_again(store, actor, PrintAgainRequest(new_key(), f"drawer/{DOCUMENT}"))


def test_a_waiting_job_can_be_called_off_and_a_printed_one_not(store: Store, actor: Actor, new_key: NewKey) -> None:
    job_id = queue(store)
    cancel_job(store, actor, JobRequest(new_key(), job_id))
    with SimulatedTcpPrinter() as printer, working(store, network(printer)):
        time.sleep(0.2)
    assert printer.jobs == []
    with pytest.raises(JobNotWaiting):
        cancel_job(store, actor, JobRequest(new_key(), job_id))


def test_a_job_that_begins_while_it_is_called_off_is_printed(
    store: Store, actor: Actor, new_key: NewKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a server the worker may begin between the look and the decision: what is on its way stays so."""
    job_id = queue(store)
    as_seen = only(store)
    transitions.mark_sending(store, job_id, "receipt")
    monkeypatch.setattr(settle_job, "job", lambda _connection, _job_id: as_seen)
    with pytest.raises(JobNotWaiting):
        cancel_job(store, actor, JobRequest(new_key(), job_id))
    assert only(store).state == "sending"


def test_a_counter_without_a_printer_keeps_the_slip(store: Store, actor: Actor, new_key: NewKey) -> None:
    use_routes(NO_PRINTER)
    queue(store)
    assert states(store) == [(0, "cancelled", "printer.none")]
    with pytest.raises(NoPrinterHere):
        print_again(store, actor, PrintAgainRequest(new_key(), DOCUMENT))
    use_routes(Routes(Route(profile=PROFILE)))
    assert print_again(store, actor, PrintAgainRequest(new_key(), DOCUMENT)).copy == 1


def test_the_drawer_opens_before_the_slips_that_wait(store: Store) -> None:
    queue(store, "receipt/1-20261123-0041")
    queue(store, drawer=True)
    found = transitions.next_job(store, "1", "receipt")
    assert found is not None
    assert (found.document, found.payload) == (f"drawer/{DOCUMENT}", pulse_by_printer(2))


def test_the_drawer_does_not_spring_open_later(store: Store, clock: ManualClock) -> None:
    queue(store, drawer=True)
    with SimulatedTcpPrinter(simulated.PAPER_OUT) as printer, working(store, network(printer)) as worker:
        until(lambda: only(store, f"drawer/{DOCUMENT}").state == "refused")
        clock.advance(seconds=11)
        printer.behaviour = simulated.GOOD
        until(lambda: only(store).state == "done")
        assert worker.wait_idle()
    assert printer.drawer_pulses == 0
    assert states(store, f"drawer/{DOCUMENT}") == [(0, "cancelled", "printer.too_late")]


def test_a_real_time_drawer_opens_without_paper(store: Store) -> None:
    use_routes(Routes(Route(profile=PrinterProfile(realtime_drawer=True, timeouts=PROFILE.timeouts))))
    queue(store, drawer=True)
    with SimulatedTcpPrinter(simulated.PAPER_OUT) as printer, working(store, network(printer)):
        until(lambda: printer.drawer_pulses == 1)
        until(lambda: only(store).state == "refused")
    assert printer.drawer_pulses == 1


def test_counters_and_printers_keep_to_themselves(store: Store) -> None:
    use_routes(Routes(Route(profile=PROFILE), {"label": Route("labels", PROFILE)}))
    with store.write() as tx:
        at = "2026-11-23T01:00:00.000000Z"
        enqueue(tx, document="a", slip=receipt(), counter="2", created_at=at)
        enqueue(tx, document="b", slip=receipt(), kind="label", counter="1", created_at=at)
        tx.commit()
    with SimulatedTcpPrinter() as printer, working(store, network(printer)):
        time.sleep(0.3)
    assert printer.jobs == []
    with store.read() as connection:
        assert [(job.document, job.printer) for job in open_jobs(connection, "1")] == [("b", "labels")]


def test_a_job_taken_by_another_process_is_not_sent(store: Store) -> None:
    job_id = queue(store)

    class Slow(OnScreenPrinter):
        def status(self, timeout_s: float) -> PrinterState:
            with store.write() as tx:
                tx.connection.execute(update(PrintJob).where(PrintJob.id == job_id).values(state="cancelled"))
                tx.commit()
            return PrinterState.OK

    printer = Slow(PROFILE)
    with working(store, printer):
        time.sleep(0.3)
    assert list(printer.jobs) == []
    assert only(store).state == "cancelled"


def test_a_job_refused_for_hours_is_news_once(store: Store) -> None:
    events: list[PrintEvent] = []
    job_id = queue(store)
    with SimulatedTcpPrinter(simulated.PAPER_OUT) as printer, working(store, network(printer), events, 0.01):
        until(lambda: only(store).attempts >= 4)
    refused = JobChanged(job_id, DOCUMENT, 0, "receipt", "refused", "printer.paper_out")
    assert events == [PrinterChanged("receipt", PrinterState.PAPER_OUT), refused]


def test_the_on_screen_printer_shows_pictures(store: Store) -> None:
    queue(store, drawer=True)
    printer = OnScreenPrinter(PROFILE)
    with working(store, printer):
        until(lambda: only(store).state == "done")
    assert [(paper.document, paper.copy) for paper in printer.papers] == [(DOCUMENT, 0)]
    assert printer.papers[0].png.startswith(b"\x89PNG")


def test_a_mark_whose_answer_was_lost_sends_the_slip_all_the_same(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server kept `sending` and the cable swallowed its answer: not a byte has gone, and nobody else sends it."""
    mark = transitions.mark_sending
    lost = [True]

    def answer_lost(*args: object) -> None:
        mark(*args)  # type: ignore[arg-type]
        if lost:
            lost.clear()
            raise DatabaseUnreachable(reason="cut")

    monkeypatch.setattr(transitions, "mark_sending", answer_lost)
    queue(store)
    with SimulatedTcpPrinter() as printer, working(store, network(printer)):
        until(lambda: only(store).state == "done")
        assert len(printer.jobs) == 1
