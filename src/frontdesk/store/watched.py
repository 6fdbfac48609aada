"""A connection to a server that is given up when the server has stopped answering.

PostgreSQL's own time limits (statement, lock) run in the server: one that is stopped, or behind a cut cable, keeps
none of them, and the kernel of a stopped server's machine even acknowledges what is sent to it. So whoever waits
knocks at the server's door by a second connection now and then. A server that is only slow opens, and is waited for as
long as its own limits allow.
"""

import socket
import struct
import time
from collections.abc import Generator
from typing import Any

import psycopg

KNOCK_AFTER_S = 1.0
"""So long a server may be silent before somebody knocks."""
KNOCK_S = 1.0
CONNECT_S = 3
"""Together they are less than the 6 s after which the clerk must have been told."""
_SSL_ASKED = struct.pack("!ii", 8, 80877103)
"""The one message that a server answers, with a single byte, before it knows who asks (PostgreSQL docs, 55.2.10)."""


class WatchedConnection(psycopg.Connection[Any]):
    """Raises OperationalError, and is closed, once the server neither answers nor opens its door."""

    def wait(self, gen: Generator[Any, Any, Any], *args: Any, **kwargs: Any) -> Any:
        return super().wait(self._watched(gen), *args, **kwargs)

    def _watched(self, gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        silent_since = time.monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                now = time.monotonic()
                if ready:
                    silent_since = now
                elif now - silent_since >= KNOCK_AFTER_S:
                    if not self._opens():
                        self.pgconn.finish()
                        raise psycopg.OperationalError("connection given up: the server does not answer")
                    silent_since = time.monotonic()
                wanted = gen.send(ready)
        except StopIteration as done:
            return done.value

    def _opens(self) -> bool:
        try:
            with _door(self.info.hostaddr or self.info.host, self.info.port) as door:
                door.sendall(_SSL_ASKED)
                return bool(door.recv(1))
        except OSError:
            return False


def _door(host: str, port: int) -> socket.socket:
    if not host.startswith("/"):
        return socket.create_connection((host, port), KNOCK_S)
    door = socket.socket(socket.AF_UNIX)
    door.settimeout(KNOCK_S)
    door.connect(f"{host}/.s.PGSQL.{port}")
    return door
