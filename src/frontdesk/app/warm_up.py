"""What the window does while nobody waits yet: it loads the pages, and runs once what the first tap will run.

The first run of a statement costs ten times the second: it is put together, and its tables' pages come from the disk.
"""

from sqlalchemy import select

from frontdesk.app.find import search
from frontdesk.app.pages import import_pages
from frontdesk.cards.tables import Card
from frontdesk.store.store import Store
from frontdesk.visits.decide import Asked, decide_now

_NOBODY = "zzz 0"


def warm_up(store: Store, counter: str) -> None:
    """For the background: only reads."""
    with store.read() as connection:
        uids = connection.execute(select(Card.uid).where(Card.state == "active").limit(1)).scalars().all()
    for uid in uids:
        decide_now(store, Asked(uid=uid), counter)
    search(store, _NOBODY)
    import_pages()
