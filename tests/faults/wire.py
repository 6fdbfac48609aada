"""The network between a counter and its server: carries everything, stands still, or is cut at a commit's answer."""

import contextlib
import socket
import threading
from collections.abc import Callable
from typing import Literal

Weather = Literal["good", "partitioned"]
_COMMIT = b"COMMIT\x00"


class Wire:
    """A TCP proxy before a server. ``cut_at_commit`` loses the answer (or the question) of the next COMMIT."""

    def __init__(self, port: int) -> None:
        self._server_port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._good = threading.Event()
        self._good.set()
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()
        self._cut: Literal["", "question", "answer"] = ""
        self.cuts = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def partition(self) -> None:
        """From now on nothing gets through, and nobody is told."""
        self._good.clear()

    def heal(self) -> None:
        """Carry on, with what was held up too."""
        self._good.set()

    def cut_at_commit(self, what: Literal["question", "answer"]) -> None:
        """Break the connection of the next COMMIT before it arrives, or before its answer does."""
        self._cut = what

    def close(self) -> None:
        """Drop everything."""
        self._good.set()
        self._listener.close()
        with self._lock:
            for each in self._open:
                _close(each)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._join, args=(client,), daemon=True).start()

    def _join(self, client: socket.socket) -> None:
        self._good.wait()
        try:
            server = socket.create_connection(("127.0.0.1", self._server_port), 5)
        except OSError:
            _close(client)
            return
        server.settimeout(None)
        for each in (client, server):
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            self._open += [client, server]
        cutting = threading.Event()

        def asked(data: bytes) -> bool:
            if self._cut and _COMMIT in data:
                what, self._cut = self._cut, ""
                self.cuts += 1
                if what == "question":
                    return False
                cutting.set()
            return True

        threading.Thread(target=self._carry, args=(client, server, asked), daemon=True).start()
        self._carry(server, client, lambda _answer: not cutting.is_set())
        with self._lock:
            self._open = [each for each in self._open if each not in (client, server)]

    def _carry(self, source: socket.socket, target: socket.socket, passes: Callable[[bytes], bool]) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                self._good.wait()
                if not passes(data):
                    break
                target.sendall(data)
        _close(source)
        _close(target)


def _close(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
