"""Reading text that may be damaged, where that must be told of and not end the work."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection


@contextmanager
def damaged_text_read(connection: Connection) -> Iterator[None]:
    """Meanwhile text that is no UTF-8 comes with a surrogate for each odd byte; otherwise SQLite's driver refuses it.

    A server keeps no such text.
    """
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    usual = driver.text_factory
    driver.text_factory = _decoded
    try:
        yield
    finally:
        driver.text_factory = usual


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")
