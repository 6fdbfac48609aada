"""Fixtures for any test that wants a real smart card service with cards in it.

A test folder uses them by ``from tests.devices.fixtures import *`` in its conftest.
"""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from frontdesk.devices.cards import (
    CardPresented,
    CardRemoved,
    CardUnreadable,
    ReaderCondition,
    ReaderEvent,
    ReaderState,
)
from tests.devices.pcsc_service import PcscService, PcscServiceUnavailable, own_port, why_impossible
from tests.devices.virtual_card import VirtualSlot

__all__ = ["Heard", "pcsc_machine", "pcsc_service", "virtual_slot"]


@pytest.fixture
def pcsc_machine() -> Iterator[PcscService]:
    """A daemon of the test's own that doesn't run yet; one test on the machine at a time has it."""
    reason = why_impossible()
    if reason is not None:
        pytest.skip(reason)
    with own_port():
        service = PcscService()
        try:
            yield service
        finally:
            service.stop()


@pytest.fixture
def pcsc_service(pcsc_machine: PcscService) -> PcscService:
    """A running pcscd with an empty virtual reader."""
    try:
        pcsc_machine.start()
    except PcscServiceUnavailable as unavailable:
        pytest.fail(str(unavailable))
    return pcsc_machine


@pytest.fixture
def virtual_slot(pcsc_machine: PcscService) -> Iterator[VirtualSlot]:
    """Where the test lays its cards."""
    slot = VirtualSlot()
    yield slot
    slot.remove()


class Heard:
    """A listener that remembers what a reader said and lets a test wait for more."""

    def __init__(self) -> None:
        self.events: list[ReaderEvent] = []
        self.times: list[float] = []
        """When each was heard, by the monotonic clock."""
        self._changed = threading.Condition()

    def __call__(self, event: ReaderEvent) -> None:
        with self._changed:
            self.events.append(event)
            self.times.append(time.monotonic())
            self._changed.notify_all()

    def wait(self, is_it: Callable[[ReaderEvent], bool], after: int = 0, timeout_s: float = 10.0) -> int:
        """The place of the first event from ``after`` on that is it; fails the test when none comes."""
        deadline = time.monotonic() + timeout_s
        with self._changed:
            while True:
                for place in range(after, len(self.events)):
                    if is_it(self.events[place]):
                        return place
                left = deadline - time.monotonic()
                if left <= 0:
                    pytest.fail(f"not heard in {timeout_s} s; heard from {after}: {self.events[after:]}")
                self._changed.wait(left)

    def card(self, uid: str, after: int = 0, timeout_s: float = 10.0) -> int:
        """The place where this card was presented."""
        return self.wait(lambda event: isinstance(event, CardPresented) and event.uid == uid, after, timeout_s)

    def removed(self, uid: str, after: int = 0, timeout_s: float = 10.0) -> int:
        """The place where this card was taken back."""
        return self.wait(lambda event: isinstance(event, CardRemoved) and event.uid == uid, after, timeout_s)

    def condition(self, condition: ReaderCondition, after: int = 0, timeout_s: float = 10.0) -> int:
        """The place where the reader side came to stand so."""
        return self.wait(
            lambda event: isinstance(event, ReaderState) and event.condition is condition, after, timeout_s
        )

    def unreadable(self, after: int = 0, timeout_s: float = 10.0) -> int:
        """The place where a card could not be read."""
        return self.wait(lambda event: isinstance(event, CardUnreadable), after, timeout_s)

    @property
    def presented(self) -> list[CardPresented]:
        """The cards so far."""
        return [event for event in self.events if isinstance(event, CardPresented)]
