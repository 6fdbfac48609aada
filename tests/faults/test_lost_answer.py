"""COMMIT sent, answer lost: asked again under its key, a sale is there once, whichever of the two was lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from frontdesk.app.schema import derivations
from frontdesk.books.verify import verify
from frontdesk.cashier.sell import sell
from frontdesk.cashier.tables import Sale
from frontdesk.core.actor import Actor
from frontdesk.store.errors import DatabaseUnreachable
from frontdesk.store.store import Store, Transaction
from tests.cashier.asking import ask, cash, goods
from tests.cashier.people import open_counter
from tests.cashier.shelf import fill_shelf
from tests.faults.lengths import often
from tests.faults.wire import Wire

LOST_ON_THE_WIRE = often(60, 1000)
LOST_IN_THE_PROGRAM = often(100, 1000)
pytestmark = pytest.mark.timeout(often(120, 3600))


def test_the_wire_is_cut_at_the_commit(far: Store, wire: Wire, actor: Actor) -> None:  # fault table 3
    random = Random(3)
    open_counter(far, actor)
    fill_shelf(far, actor, LOST_ON_THE_WIRE)
    arrived = 0
    for number in range(1, LOST_ON_THE_WIRE + 1):
        request = ask(goods("water"), cash(300))
        lost = random.choice(("question", "answer"))
        wire.cut_at_commit("answer" if lost == "answer" else "question")
        with pytest.raises(DatabaseUnreachable):
            sell(far, actor, request)
        arrived += sales(far)[0] == number
        assert sell(far, actor, request) == sell(far, actor, request)
        assert sales(far) == (number, number)
    assert wire.cuts == LOST_ON_THE_WIRE
    with far.read() as connection:
        assert verify(connection, derivations()).findings == ()
    print(f"{wire.cuts} commits cut: {arrived} had arrived, 0 doubles, 0 missing")


def test_the_commit_is_reported_as_failed(store: Store, actor: Actor) -> None:
    """The same on a file: what a disk that answers too late would look like."""
    open_counter(store, actor)
    fill_shelf(store, actor, LOST_IN_THE_PROGRAM)
    forgetful = Forgetful(store.url, store.clock, store.secrets)
    for number in range(1, LOST_IN_THE_PROGRAM + 1):
        request = ask(goods("water"), cash(300))
        with pytest.raises(OperationalError):
            sell(forgetful, actor, request)
        sell(store, actor, request)
        assert sales(store) == (number, number)
    forgetful.close()
    with store.read() as connection:
        assert verify(connection, derivations()).findings == ()


class Forgetful(Store):
    """Commits, and says it could not."""

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        with super().write() as tx:
            commit = tx.commit

            def lost() -> None:
                commit()
                raise OperationalError("COMMIT", {}, Exception("lost"))

            tx.commit = lost  # type: ignore[method-assign]
            yield tx


def sales(store: Store) -> tuple[int, int]:
    """How many sales there are, and the number of the last one: equal where none is missing or doubled."""
    with store.read() as connection:
        count = connection.execute(select(func.count(Sale.id))).scalar_one()
        last = connection.execute(select(Sale.number).order_by(Sale.id.desc()).limit(1)).scalar() or "0"
    return count, int(last.rpartition("-")[2])
