"""Receipt numbers have no gaps (K09): the check that the series' counters say what the receipts say."""

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from frontdesk.books.finding import Finding
from frontdesk.cashier.tables import Sale
from frontdesk.store.tables import Sequence

_SERIES = "receipt/"


def series_of(counter: str, business_day: str) -> str:
    """What the numbers of a counter's business day begin with: ``1-20261123``."""
    return f"{counter}-{business_day.replace('-', '')}"


def sequence_of(series: str) -> str:
    """The gap-free sequence behind a series."""
    return f"{_SERIES}{series}"


def receipt_numbers_hold(connection: Connection) -> Iterator[Finding]:
    """Each counter's numbers of a day run from 1 to as many as there are, and so does their sequence."""
    receipts = select(Sale.counter, Sale.business_day, func.count(), func.max(Sale.journal_id))
    last = {
        row.name: row.last
        for row in connection.execute(select(Sequence.name, Sequence.last))
        if row.name.startswith(_SERIES)
    }
    for counter, day, count, journal_id in connection.execute(receipts.group_by(Sale.counter, Sale.business_day)):
        name = sequence_of(series_of(counter, day))
        if last.pop(name, 0) != count:
            yield Finding(journal_id, f"sequences/{name}", "receipt_numbers_differ")
    for name in last:
        yield Finding(0, f"sequences/{name}", "receipt_numbers_differ")
