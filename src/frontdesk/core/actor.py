"""Who asks for something, and from where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person at a counter.

    ``role`` is what the window shows; rights are read again from the database inside every transaction.
    """

    account_id: int
    name: str
    role: str
    counter: str
