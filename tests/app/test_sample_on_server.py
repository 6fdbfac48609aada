"""The sample gym on a real PostgreSQL: the same people are found and the same standings said as in a file."""

from frontdesk.app.sample.load import load_sample
from frontdesk.app.schema import derivations
from frontdesk.books.verify import verify
from frontdesk.core.clock import local_now
from frontdesk.members.queries import standing
from frontdesk.members.search import find
from frontdesk.store.store import Store

ASKED = ["wang", "w", "张䶮", "买买提", "138", "1003", "M000007", "%", "smith", "1011的卡"]


def test_a_server_answers_as_a_file_does(server: Store, empty_store: Store) -> None:
    for store in (server, empty_store):
        load_sample(store, 40)
    with server.read() as there, empty_store.read() as here:
        assert verify(there, derivations()).findings == ()
        for text in ASKED:
            assert find(there, text) == find(here, text), text
        now = local_now(server.clock)
        assert [standing(there, n, now) for n in range(1, 41)] == [standing(here, n, now) for n in range(1, 41)]
