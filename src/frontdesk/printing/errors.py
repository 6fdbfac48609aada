"""What the spool refuses."""

from frontdesk.core.errors import FrontdeskError


class NothingToPrint(FrontdeskError):
    """The document has no slip in the spool (data: document)."""

    code = "printing.nothing_to_print"


class JobNotUncertain(FrontdeskError):
    """The job's outcome is known, so there is nothing to say about it (data: document, state)."""

    code = "printing.not_uncertain"


class JobNotWaiting(FrontdeskError):
    """The job is being printed or is finished, so it can't be called off (data: document, state)."""

    code = "printing.not_waiting"


class NoPrinterHere(FrontdeskError):
    """This counter has no printer."""

    code = "printing.no_printer"


class PrinterNotHere(FrontdeskError):
    """This counter has no printer of that name (data: printer)."""

    code = "printing.printer_not_here"


class SlipForgotten(FrontdeskError):
    """The slip was deleted when its time was over; only its number is kept (data: document)."""

    code = "printing.slip_forgotten"
