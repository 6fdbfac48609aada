"""The port: what the program expects of anything that reads cards."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol

from frontdesk.devices.cards import ReaderEvent
from frontdesk.devices.readers.session import T, Work

Deliver = Callable[[ReaderEvent], None]
"""Called with each event, in the order they happened, from the reader's own thread; must return quickly."""


class CardReader(Protocol):
    """A source of card events. Start it once; after ``stop`` it delivers nothing more."""

    def start(self, deliver: Deliver) -> None:
        """Begin; returns at once. The first event is a ReaderState."""
        ...

    def stop(self) -> None:
        """End and wait for its thread; returns within 100 ms unless a card is in the middle of a slow answer."""
        ...

    def with_card(self, reader: str, uid: str, work: Work[T]) -> "Future[T]":
        """Do ``work`` with the card ``uid`` that lies on ``reader``, as its CardPresented said; returns at once.

        The future fails with CardPulled when the card isn't there any more, and with whatever ``work`` raises.
        """
        ...
