"""A counter that reaches its server by a wire that can be cut."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from tests.faults.wire import Wire
from tests.people import hire


@pytest.fixture
def wire(postgres_url: str) -> Iterator[Wire]:
    """The network before the server."""
    port = make_url(postgres_url).port
    assert port is not None
    found = Wire(port)
    yield found
    found.close()


@pytest.fixture
def far(server: Store, wire: Wire, tmp_path: Path) -> Iterator[Store]:
    """A staffed house on the server, at the other end of the wire."""
    hire(server)
    url = make_url(server.url).set(port=wire.port).render_as_string()
    found = Store(url, server.clock, FileSecrets(tmp_path / "secrets"))
    yield found
    found.close()
