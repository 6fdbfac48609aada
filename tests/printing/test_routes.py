"""Several printers: where slips go, who stands in, what a clerk moves; each slip comes out once, on paper it fits."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.devices.printers import simulated
from frontdesk.devices.printers.network import NetworkPrinter
from frontdesk.devices.printers.printer import PrinterState
from frontdesk.devices.printers.simulated import Behaviour
from frontdesk.printing.errors import JobNotWaiting, NothingToPrint, PrinterNotHere, SlipForgotten
from frontdesk.printing.escpos import render
from frontdesk.printing.forget import KEEP_DAYS, forget_old_slips
from frontdesk.printing.move_jobs import MoveRequest, move_jobs
from frontdesk.printing.print_again import PrintAgainRequest, copy_of, print_again
from frontdesk.printing.queries import job, jobs_of
from frontdesk.printing.routing import note_state
from frontdesk.printing.settle_job import JobRequest, JobsRequest, cancel_job, cancel_jobs
from frontdesk.printing.tables import PrintJob
from frontdesk.printing.transitions import abandon_printers_gone, abandon_sending, mark_sending
from frontdesk.printing.worker import JobChanged, PrintEvent
from frontdesk.store.store import Store
from tests.printing.two_printers import BAR, FRONT, Pair, only, queue, routed, slip_of, two_printers, until

NewKey = Callable[[], str]


@pytest.fixture
def pair(store: Store) -> Iterator[Pair]:
    with two_printers(store) as found, routed(fallback="bar", handover="bar"):
        yield found


def test_each_kind_goes_to_its_printer_in_that_printers_form(store: Store, pair: Pair) -> None:
    with pair.working() as workers:
        queue(store, 1)
        queue(store, 2, kind="handover")
        assert all(worker.wait_idle() for worker in workers.values())
    assert pair.front.jobs == [render(slip_of(1), FRONT)]
    assert pair.bar.jobs == [render(slip_of(2), BAR)]


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        (simulated.PAPER_OUT, "paper_out"),
        (simulated.COVER_OPEN, "cover_open"),
        (simulated.REFUSES, "offline"),
        (simulated.SILENT, "silent"),
    ],
)
def test_new_slips_go_to_the_stand_in_and_the_drawer_never_does(
    store: Store, pair: Pair, behaviour: Behaviour, why: str
) -> None:
    events: list[PrintEvent] = []
    pair.front.behaviour = behaviour
    with pair.working(events=events) as workers:
        until(lambda: workers["receipt"].heard not in (None, PrinterState.OK))
        queue(store, 1, drawer=True)
        until(lambda: only(store, 1).state == "done")
        assert (only(store, 1).printer, only(store, 1).error) == ("bar", f"printer.instead_{why}")
        pulse = only(store, 1, kind="drawer/receipt")
        assert pulse.printer == "receipt"
        pair.front.behaviour = simulated.GOOD
        workers["receipt"].retry_now()
        until(lambda: workers["receipt"].heard is PrinterState.OK)
        queue(store, 2)
        until(lambda: only(store, 2).state == "done")
    assert pair.bar.jobs == [render(slip_of(1), BAR)]
    assert render(slip_of(2), FRONT) in pair.front.jobs
    assert pair.bar.drawer_pulses == 0
    said = [each for each in events if isinstance(each, JobChanged) and each.state == "sending" and each.error]
    assert [(each.printer, each.error) for each in said] == [("bar", f"printer.instead_{why}")]


def test_nobody_stands_in_who_cannot_print_either(store: Store, pair: Pair) -> None:
    note_state("1", "receipt", PrinterState.PAPER_OUT)
    note_state("1", "bar", PrinterState.OFFLINE)
    try:
        queue(store, 1)
        assert only(store, 1).printer == "receipt"
        note_state("1", "bar", PrinterState.NEAR_END)
        queue(store, 2)
        assert only(store, 2).printer == "bar"
    finally:
        note_state("1", "receipt", None)
        note_state("1", "bar", None)


def test_a_printer_dies_in_mid_queue_and_its_slips_are_moved(
    store: Store, pair: Pair, actor: Actor, new_key: NewKey
) -> None:
    ids = [queue(store, number) for number in range(6)]
    pair.front.behaviour = Behaviour(bytes_per_s=20_000)
    with pair.working("receipt"):
        until(lambda: only(store, 1).state == "done")
        pair.front.behaviour = simulated.REFUSES
        until(lambda: any(only(store, number).state == "refused" for number in range(6)))
    open_ones = [found.id for found in (only(store, n) for n in range(6)) if found.state in ("queued", "refused")]
    assert len(open_ones) >= 2
    moved = move_jobs(store, actor, MoveRequest(new_key(), tuple(ids), "bar"))
    assert (moved.settled, moved.left) == (len(open_ones), 6 - len(open_ones))
    with pair.working("bar") as workers:
        assert workers["bar"].wait_idle()
    assert pair.bar.jobs == [render(slip_of(ids.index(each)), BAR) for each in open_ones]
    for number in range(6):
        printed = [job for job in pair.front.jobs if job == render(slip_of(number), FRONT)]
        assert len(printed) == (0 if ids[number] in open_ones or only(store, number).state == "uncertain" else 1)


def test_a_slip_moved_while_the_printer_is_asked_comes_out_once(
    store: Store, pair: Pair, actor: Actor, new_key: NewKey
) -> None:
    job_id = queue(store, 1)

    class Asked(NetworkPrinter):
        """Somebody moves the slip between the worker's look at the queue and its first byte."""

        def status(self, timeout_s: float) -> PrinterState:
            if only(store, 1).printer == "receipt":
                move_jobs(store, actor, MoveRequest(new_key(), (job_id,), "bar"))
            return super().status(timeout_s)

    worker = pair.worker("receipt")
    worker.printer = Asked(pair.front.host, pair.front.port, FRONT)
    worker.start()
    until(lambda: only(store, 1).printer == "bar" and bool(pair.front.connections))
    until(lambda: worker.wait_idle(0.2))
    worker.stop()
    assert only(store, 1).state == "queued"
    with pair.working("bar"):
        until(lambda: only(store, 1).state == "done")
    assert (pair.front.jobs, pair.bar.jobs) == ([], [render(slip_of(1), BAR)])


def test_a_refusal_that_comes_too_late_does_not_touch_a_moved_slip(
    store: Store, pair: Pair, actor: Actor, new_key: NewKey
) -> None:
    job_id = queue(store, 1)
    pair.front.behaviour = simulated.PAPER_OUT

    class Asked(NetworkPrinter):
        def status(self, timeout_s: float) -> PrinterState:
            if only(store, 1).printer == "receipt":
                move_jobs(store, actor, MoveRequest(new_key(), (job_id,), "bar"))
                mark_sending(store, job_id, "bar")  # the other printer has begun already
            return super().status(timeout_s)

    worker = pair.worker("receipt")
    worker.printer = Asked(pair.front.host, pair.front.port, FRONT)
    worker.start()
    until(lambda: worker.heard is PrinterState.PAPER_OUT)
    worker.stop()
    assert (only(store, 1).state, only(store, 1).printer) == ("sending", "bar")


def test_slips_thrown_to_and_fro_under_two_printers_come_out_once_each(
    store: Store, pair: Pair, actor: Actor, new_key: NewKey
) -> None:
    ids = tuple(queue(store, number) for number in range(12))
    over = threading.Event()

    def throw() -> None:
        while not over.wait(0.02):
            for printer in ("bar", "receipt"):
                try:
                    move_jobs(store, actor, MoveRequest(new_key(), ids, printer))
                except (JobNotWaiting, NothingToPrint):
                    pass

    thrower = threading.Thread(target=throw)
    with pair.working():
        thrower.start()
        until(lambda: all(only(store, number).state == "done" for number in range(12)), 60)
        over.set()
        thrower.join()
    papers = [*pair.front.jobs, *pair.bar.jobs]
    assert len(papers) == 12
    for number in range(12):
        profile = FRONT if only(store, number).printer == "receipt" else BAR
        assert papers.count(render(slip_of(number), profile)) == 1


def test_what_may_be_on_paper_is_never_moved_but_copied_to_a_chosen_printer(
    store: Store, pair: Pair, actor: Actor, new_key: NewKey
) -> None:
    job_id = queue(store, 1, drawer=True)
    mark_sending(store, job_id, "receipt")
    with pytest.raises(JobNotWaiting):
        move_jobs(store, actor, MoveRequest(new_key(), (job_id,), "bar"))
    abandon_sending(store, "1", "receipt")
    with pytest.raises(JobNotWaiting):
        move_jobs(store, actor, MoveRequest(new_key(), (job_id,), "bar"))
    with pytest.raises(PrinterNotHere):
        print_again(store, actor, PrintAgainRequest(new_key(), "receipt/0001", "kitchen"))
    print_again(store, actor, PrintAgainRequest(new_key(), "receipt/0001", "bar"))
    pulse = only(store, 1, kind="drawer/receipt").id
    with pytest.raises(NothingToPrint):  # nor a pulse
        move_jobs(store, actor, MoveRequest(new_key(), (pulse,), "bar"))
    with pair.working() as workers:
        assert all(worker.wait_idle() for worker in workers.values())
    assert pair.bar.jobs == [render(copy_of(slip_of(1), 1, "zh"), BAR)]
    assert (pair.front.jobs, pair.bar.drawer_pulses) == ([], 0)


def test_others_jobs_and_unknown_printers_are_left_alone(
    store: Store, pair: Pair, actor: Actor, new_key: NewKey
) -> None:
    job_id = queue(store, 1)
    with pytest.raises(PrinterNotHere):
        move_jobs(store, actor, MoveRequest(new_key(), (job_id,), "kitchen"))
    elsewhere = Actor(actor.account_id, actor.name, actor.role, "2")
    with pytest.raises(NothingToPrint):
        move_jobs(store, elsewhere, MoveRequest(new_key(), (job_id,), "bar"))
    assert only(store, 1).printer == "receipt"
    request = MoveRequest(new_key(), (job_id,), "bar")
    assert move_jobs(store, actor, request) == move_jobs(store, actor, request)  # the same press twice


def test_several_are_called_off_at_once(store: Store, pair: Pair, actor: Actor, new_key: NewKey) -> None:
    ids = [queue(store, number) for number in range(3)]
    mark_sending(store, ids[0], "receipt")
    done = cancel_jobs(store, actor, JobsRequest(new_key(), tuple(ids)))
    assert (done.settled, done.left) == (2, 1)
    assert [only(store, number).state for number in range(3)] == ["sending", "cancelled", "cancelled"]
    with pytest.raises(JobNotWaiting):
        cancel_jobs(store, actor, JobsRequest(new_key(), tuple(ids)))


def test_a_printer_that_is_gone_leaves_no_slip_in_the_middle(
    store: Store, pair: Pair, actor: Actor, new_key: NewKey
) -> None:
    ids = [queue(store, 1), queue(store, 2, drawer=True)]
    mark_sending(store, ids[0], "receipt")
    abandon_printers_gone(store, "1", ["bar"])
    assert only(store, 1).state == "uncertain"
    assert (only(store, 2).state, only(store, 2, kind="drawer/receipt").state) == ("queued", "cancelled")
    move_jobs(store, actor, MoveRequest(new_key(), (ids[1],), "bar"))
    with pair.working("bar"):
        until(lambda: only(store, 2).state == "done")
    assert pair.bar.jobs == [render(slip_of(2), BAR)]


def test_what_waits_is_made_anew_for_other_paper(store: Store, pair: Pair) -> None:
    queue(store, 1)
    worker = pair.worker("receipt")
    worker.printer = NetworkPrinter(pair.front.host, pair.front.port, BAR)  # exchanged for another while it waited
    worker.start()
    until(lambda: only(store, 1).state == "done")
    worker.stop()
    assert pair.front.jobs == [render(slip_of(1), BAR)]


def test_old_slips_are_emptied_but_for_what_is_open(
    store: Store, pair: Pair, actor: Actor, new_key: NewKey, clock: ManualClock
) -> None:
    ids = [queue(store, number) for number in range(4)]
    with pair.working("receipt") as workers:
        assert workers["receipt"].wait_idle()
    waiting, asked = queue(store, 5), queue(store, 6)
    cancelled = queue(store, 7)
    cancel_job(store, actor, JobRequest(new_key(), cancelled))
    mark_sending(store, asked, "receipt")
    abandon_sending(store, "1", "receipt")
    assert forget_old_slips(store) == 0
    clock.advance(days=KEEP_DAYS.default, seconds=-1)
    assert forget_old_slips(store) == 0
    clock.advance(seconds=2)
    assert forget_old_slips(store) == 5
    assert forget_old_slips(store) == 0
    with store.read() as connection:
        left = connection.execute(select(PrintJob.id).where(PrintJob.slip != "").order_by(PrintJob.id)).scalars().all()
        assert left == [waiting, asked]
        gone = connection.execute(select(PrintJob.payload, PrintJob.slip).where(PrintJob.id.in_([*ids, cancelled])))
        assert set(gone.all()) == {(b"", "")}
        assert job(connection, ids[0]) is not None
    with pytest.raises(SlipForgotten):
        print_again(store, actor, PrintAgainRequest(new_key(), "receipt/0000"))
    print_again(store, actor, PrintAgainRequest(new_key(), "receipt/0006"))
    assert forget_old_slips(store) == 1  # answered by its copy
    with store.read() as connection:
        assert [each.copy for each in jobs_of(connection, "receipt/0006")] == [0, 1]
