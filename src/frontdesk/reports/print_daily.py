"""Printing the day's slip: the first of a day that is over is the original, every further one a copy."""

from dataclasses import dataclass

from frontdesk.books.action import action
from frontdesk.core.actor import Actor
from frontdesk.printing.errors import NoPrinterHere
from frontdesk.printing.house import PRINT_LANGUAGE
from frontdesk.printing.print_again import print_copy
from frontdesk.printing.queries import StoredSlip, jobs_of
from frontdesk.printing.routing import routes
from frontdesk.printing.spool import enqueue
from frontdesk.reports.daily import DailyReport, daily_report
from frontdesk.reports.slips import daily_slip
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store

KIND = "report"


@dataclass(frozen=True, slots=True)
class PrintDailyRequest:
    """The business day to print."""

    key: str
    business_day: str


@dataclass(frozen=True, slots=True)
class PrintDailyResult:
    """The queued job; ``copy`` is 0 for the original."""

    job_id: int
    document: str
    copy: int


def document_of(report: DailyReport) -> str:
    """The spool's name of a day's slip; one of a running day is told apart by the record its figures end with."""
    day = f"report/daily/{report.business_day}"
    return day if report.is_final else f"{day}/{report.journal.last_id}"


def print_daily(store: Store, actor: Actor, request: PrintDailyRequest) -> PrintDailyResult:
    """Queue the day's slip at the actor's counter; a day printed before comes out as COPY n.

    Raises NoPrinterHere, DayUnreadable, DayNotYet, RightMissing.
    """
    with action(store, actor, "reports.print_daily", request, PrintDailyResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.SEE_REPORTS)
        report = daily_report(act.connection, store.clock, request.business_day, actor.name)
        document = document_of(report)
        language = PRINT_LANGUAGE.read(act.connection)
        slip = daily_slip(report, language, store.clock.zone())
        if jobs_of(act.connection, document):
            # The books of a day that is over don't change: a slip that is no longer kept comes out the same.
            again = print_copy(act, document, anew=StoredSlip(slip.to_json(), KIND, language))
            return act.finish(PrintDailyResult(again.job_id, document, again.copy), f"print/{document}")
        if routes().of(KIND) is None:
            raise NoPrinterHere()
        job_id = enqueue(act, document=document, slip=slip, kind=KIND, language=language)
        return act.finish(PrintDailyResult(job_id, document, 0), f"print/{document}")
