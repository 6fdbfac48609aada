"""The spool against a model: whatever printers, clerks and crashes do in any order, paper is what the jobs say.

Each step is one turn of a worker, a decision or a fault, over real TCP printers. The model knows only what was asked
for and what lies below the printers: no slip is lost, none comes out twice without saying COPY.
"""

from __future__ import annotations

import uuid
from contextlib import ExitStack
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import delete, select

from frontdesk.core.actor import Actor
from frontdesk.core.errors import FrontdeskError
from frontdesk.devices.printers import simulated
from frontdesk.devices.printers.network import NetworkPrinter
from frontdesk.devices.printers.printer import PrinterState
from frontdesk.devices.printers.profile import PrinterProfile, Timeouts
from frontdesk.devices.printers.simulated import SimulatedTcpPrinter
from frontdesk.printing.escpos import render
from frontdesk.printing.move_jobs import MoveRequest, move_jobs
from frontdesk.printing.print_again import PrintAgainRequest, copy_of, print_again
from frontdesk.printing.routing import Route, Routes, note_state, use_routes
from frontdesk.printing.settle_job import JobRequest, JobsRequest, cancel_job, cancel_jobs, paper_came_out
from frontdesk.printing.slip import Slip, Text
from frontdesk.printing.spool import enqueue, kick_drawer
from frontdesk.printing.tables import PrintJob
from frontdesk.printing.transitions import abandon_sending, mark_sending, next_job
from frontdesk.printing.worker import PrintWorker
from frontdesk.store.store import Store
from tests.faults.lengths import often

RUNS, STEPS = often(20, 400), 40
OWNER = Actor(1, "owner", "owner", "1")
QUICK = Timeouts(connect_s=0.3, status_s=0.25, stall_s=0.25, fence_s=0.4)
PROFILES = {
    "front": PrinterProfile(timeouts=QUICK),
    "bar": PrinterProfile(columns=32, timeouts=QUICK),
    "old": PrinterProfile(columns=42, acknowledges="none", answers_status=False, timeouts=QUICK),
}
BEHAVIOURS = {
    "good": simulated.GOOD,
    "out of paper": simulated.PAPER_OUT,
    "cover": simulated.COVER_OPEN,
    "off": simulated.REFUSES,
    "cuts off": simulated.CUTS_OFF,
    "runs out": simulated.RUNS_OUT,
}
KINDS = ("receipt", "handover", "report")

printers = st.sampled_from(sorted(PROFILES))
which = st.integers(0, 999)


class Interrupted(NetworkPrinter):
    """Lets somebody do something between the worker's look at its queue and its first byte."""

    meanwhile: Any = None

    def open(self, timeout_s: float) -> None:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()
        super().open(timeout_s)


class Spool(RuleBasedStateMachine):
    store: Store
    seen: ClassVar[dict[str, int]] = {}

    @initialize(stand_in=st.sampled_from(["", "bar", "old"]), report=printers)
    def open_house(self, stand_in: str, report: str) -> None:
        with self.store.write() as tx:
            tx.connection.execute(delete(PrintJob))
            tx.commit()
        self.stack = ExitStack()
        self.paper = {name: self.stack.enter_context(SimulatedTcpPrinter()) for name in PROFILES}
        self.slips: dict[str, Slip] = {}
        self.copies: dict[str, int] = {}
        self.called_off: set[int] = set()
        self.chosen: dict[int, str] = {}
        self.pulses = 0
        self.unsound: set[str] = set()
        route = {name: Route(name, profile) for name, profile in PROFILES.items()}
        use_routes(Routes(route["front"], {"report": route[report]}, route.get(stand_in), tuple(route.values())))
        self.workers = {name: self.worker(name) for name in PROFILES}

    def worker(self, name: str) -> PrintWorker:
        printer = Interrupted(self.paper[name].host, self.paper[name].port, PROFILES[name])
        return PrintWorker(self.store, printer, counter="1", name=name, poll_s=0.0)

    def jobs(self) -> list[Any]:
        with self.store.read() as connection:
            columns = (PrintJob.id, PrintJob.document, PrintJob.copy, PrintJob.kind, PrintJob.printer)
            statement = select(*columns, PrintJob.state, PrintJob.answer, PrintJob.error)
            return list(connection.execute(statement.order_by(PrintJob.id)))

    def count(self, what: str) -> None:
        self.seen[what] = self.seen.get(what, 0) + 1

    # -- what people do ---------------------------------------------------------------------------------------------

    @rule(kind=st.sampled_from(KINDS), drawer=st.booleans())
    def queue(self, kind: str, drawer: bool) -> None:
        document = f"{kind}/{len(self.slips):04d}"
        slip = Slip((Text(f"{document} {uuid.uuid4().hex}"), *(Text(f"line {at} of the slip") for at in range(9))))
        at = "2026-11-23T01:00:00.000000Z"
        with self.store.write() as tx:
            if drawer and kind == "receipt":
                kick_drawer(tx, document=document, counter="1", created_at=at)
                self.pulses += 1
            enqueue(tx, document=document, slip=slip, kind=kind, counter="1", created_at=at)
            tx.commit()
        self.slips[document] = slip
        self.copies[document] = 0

    def move(self, ids: tuple[int, ...], to: str) -> None:
        before = {job.id: job for job in self.jobs()}
        try:
            move_jobs(self.store, OWNER, MoveRequest(uuid.uuid4().hex, ids, to))
            self.count("moved")
        except FrontdeskError:
            return
        for job in self.jobs():
            if job.printer != before[job.id].printer:
                assert job.printer == to and job.kind != "drawer"
                assert before[job.id].state in ("queued", "refused")
                self.chosen[job.id] = to

    @rule(at=which, to=printers, everything=st.booleans())
    def move_some(self, at: int, to: str, everything: bool) -> None:
        jobs = self.jobs()
        if jobs:
            one = jobs[at % len(jobs)]
            self.move(tuple(job.id for job in jobs if everything and job.printer == one.printer) or (one.id,), to)

    @rule(at=which, several=st.booleans())
    def call_off(self, at: int, several: bool) -> None:
        jobs = self.jobs()
        if not jobs:
            return
        ids = tuple(job.id for job in jobs[at % len(jobs) :][: 3 if several else 1])
        try:
            if several:
                cancel_jobs(self.store, OWNER, JobsRequest(uuid.uuid4().hex, ids))
            else:
                cancel_job(self.store, OWNER, JobRequest(uuid.uuid4().hex, ids[0]))
        except FrontdeskError:
            return
        waited = {job.id for job in jobs if job.id in ids and job.state in ("queued", "refused")}
        assert waited
        self.called_off |= waited
        self.count("called off")

    @rule(at=which, to=st.sampled_from(["", *PROFILES]))
    def again(self, at: int, to: str) -> None:
        jobs = [job for job in self.jobs() if job.kind != "drawer"]
        if jobs:
            document = jobs[at % len(jobs)].document
            done = print_again(self.store, OWNER, PrintAgainRequest(uuid.uuid4().hex, document, to))
            self.copies[document] += 1
            assert done.copy == self.copies[document]
            self.count("copies")

    @rule(at=which)
    def came_out(self, at: int) -> None:
        asked = [job for job in self.jobs() if job.state == "uncertain" and not job.answer]
        if asked:
            paper_came_out(self.store, OWNER, JobRequest(uuid.uuid4().hex, asked[at % len(asked)].id))

    # -- what printers do -------------------------------------------------------------------------------------------

    @rule(name=printers, behaviour=st.sampled_from(["good", "good", *BEHAVIOURS]))
    def fault(self, name: str, behaviour: str) -> None:
        self.paper[name].behaviour = BEHAVIOURS[behaviour]
        if behaviour != "good":
            self.unsound.add(name)

    @rule(name=printers, meanwhile=st.sampled_from(["", "", "move", "move back", "call off"]), to=printers)
    def turn(self, name: str, meanwhile: str, to: str) -> None:
        worker = self.workers[name]
        claimed = next_job(self.store, "1", name)
        if claimed is not None and meanwhile:
            worker.printer.meanwhile = lambda: self.meddle(claimed.id, meanwhile, name, to)  # type: ignore[attr-defined]
        worker._retry_at = 0.0
        worker._look_at = 0.0
        worker._turn()
        worker.printer.meanwhile = None  # type: ignore[attr-defined]

    def meddle(self, job_id: int, how: str, name: str, to: str) -> None:
        if how == "call off":
            cancel_job(self.store, OWNER, JobRequest(uuid.uuid4().hex, job_id))
            self.called_off.add(job_id)
            return
        self.move((job_id,), to)
        if how == "move back":
            self.move((job_id,), name)

    @rule(name=printers, sent=st.sampled_from([0, 0.5, 1]))
    def killed(self, name: str, sent: float) -> None:
        """The program dies after it said that bytes go out; some, all or none of them did."""
        claimed = next_job(self.store, "1", name)
        if claimed is not None and self.paper[name].behaviour is simulated.GOOD:
            mark_sending(self.store, claimed.id, name)
            printer = NetworkPrinter(self.paper[name].host, self.paper[name].port, PROFILES[name])
            printer.open(1.0)
            if sent:
                printer.send(claimed.payload[: int(len(claimed.payload) * sent)], 1.0)
                printer.status(1.0)  # it has come
            printer.close()
            self.count("killed")
        note_state("1", name, None)
        abandon_sending(self.store, "1", name)
        self.workers[name] = self.worker(name)

    # -- the end ----------------------------------------------------------------------------------------------------

    def teardown(self) -> None:
        if not hasattr(self, "workers"):
            return
        try:
            for name, printer in self.paper.items():
                printer.behaviour = simulated.GOOD
                note_state("1", name, PrinterState.OK)
            for name, worker in self.workers.items():
                for _ in range(400):
                    if next_job(self.store, "1", name) is None:
                        break
                    worker._retry_at = 0.0
                    worker._turn()
        finally:
            self.stack.close()
            use_routes(Routes())
            for name in PROFILES:
                note_state("1", name, None)
        self.compare()

    def compare(self) -> None:
        """Every job's end and every piece of paper explain each other."""
        paper = {name: list(printer.jobs) for name, printer in self.paper.items()}
        pulses, expected_pulses = sum(each.drawer_pulses for each in self.paper.values()), 0
        found = self.jobs()
        slips = [job for job in found if job.kind != "drawer"]
        assert {(job.document, job.copy) for job in slips} == {
            (document, copy) for document, copies in self.copies.items() for copy in range(copies + 1)
        }
        for job in found:
            self.count(job.state)
            if job.kind == "drawer":
                assert job.printer == "front"
                expected_pulses += job.state != "cancelled"
                continue
            assert job.state in ("done", "unconfirmed", "uncertain", "cancelled"), "a slip was lost"
            assert (job.state == "cancelled") == (job.id in self.called_off)
            assert self.chosen.get(job.id, job.printer) == job.printer
            slip = self.slips[job.document]
            slip = copy_of(slip, job.copy, "zh") if job.copy else slip
            whole = {name: render(slip, profile) for name, profile in PROFILES.items()}
            came_out = {name: paper[name].count(whole[name]) for name in PROFILES}
            elsewhere = {name: times for name, times in came_out.items() if name != job.printer and times}
            assert not elsewhere, f"{job} came out elsewhere: {elsewhere}"
            # A printer that tells nothing loses what it is sent without paper: that is what "unconfirmed" says.
            doubtful = job.state == "uncertain" or (job.state == "unconfirmed" and job.printer in self.unsound)
            least = 1 if job.state in ("done", "unconfirmed") and not doubtful else 0
            most = 0 if job.state == "cancelled" else 1
            assert least <= came_out[job.printer] <= most, f"{job} came out {came_out} times"
            if came_out[job.printer]:
                paper[job.printer].remove(whole[job.printer])
            if doubtful:  # a piece of it may lie there
                pieces = [each for each in paper[job.printer] if whole[job.printer].startswith(each)]
                if pieces and not came_out[job.printer]:
                    paper[job.printer].remove(max(pieces, key=len))
        assert not any(paper.values()), "paper that no job explains"
        assert pulses <= expected_pulses <= self.pulses
        self.count("runs")


@pytest.mark.timeout(often(120, 1_800))
def test_paper_and_jobs_explain_each_other(store: Store) -> None:
    class Here(Spool):
        pass

    Here.store = store
    profile = settings(
        max_examples=RUNS,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        derandomize=RUNS < 100,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink] if RUNS >= 100 else [Phase.generate],
    )
    run_state_machine_as_test(Here, settings=profile)
    print(", ".join(f"{what} {times}" for what, times in sorted(Spool.seen.items())))
    for needed in ("moved", "called off", "copies", "killed", "done", "uncertain"):
        assert Spool.seen[needed], f"never {needed}"
