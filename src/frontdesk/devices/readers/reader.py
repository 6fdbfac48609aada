"""The port: what the program expects of anything that reads cards."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from frontdesk.devices.cards import Place, ReaderEvent
from frontdesk.devices.readers.session import T, Work

Deliver = Callable[[ReaderEvent], None]
"""Called with each event, in the order they happened, from the reader's own thread; must return quickly."""


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """What may be changed while a reader runs."""

    places: Mapping[str, Place] = field(default_factory=dict)
    """By the reader's name as the system has it; one that isn't named stands at the desk."""
    apdu_log: Path | None = None
    """The file that takes what is said to cards, keys blanked; None for none."""


class CardReader(Protocol):
    """A source of card events. Start it once; after ``stop`` it delivers nothing more."""

    def start(self, deliver: Deliver) -> None:
        """Begin; returns at once. The first event is a ReaderState."""
        ...

    def stop(self) -> None:
        """End and wait for its thread; returns within 100 ms unless a card is in the middle of a slow answer."""
        ...

    def change(self, options: ReaderOptions) -> None:
        """Use these from the next card on; may be called before ``start`` and from any thread."""
        ...

    def with_card(self, reader: str, uid: str, work: Work[T]) -> "Future[T]":
        """Do ``work`` with the card ``uid`` that lies on ``reader``, as its CardPresented said; returns at once.

        The future fails with CardPulled when the card isn't there any more, and with whatever ``work`` raises.
        """
        ...
