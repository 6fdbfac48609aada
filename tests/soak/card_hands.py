"""Hands that lay cards on the readers of a real service, and what becomes of that service meanwhile.

Each hand has a reader of its own, so what that reader says while the hand does one thing can only be about the cards of
that one thing.
"""

from __future__ import annotations

import threading
import time
from collections import Counter as Tally
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from random import Random

from frontdesk.core.clock import Clock
from frontdesk.devices.cards import (
    CardPresented,
    CardRemoved,
    CardUnreadable,
    ReaderCondition,
    ReaderEvent,
    ReaderState,
)
from frontdesk.devices.readers.pcsc import PcscReader
from frontdesk.devices.readers.reader import Deliver
from frontdesk.devices.readers.simulated_cards import ClassicCard
from tests.devices.chips import PageChip, ProcessorChip, desfire_version, page_version
from tests.devices.pcsc_service import PcscService
from tests.devices.virtual_card import DESFIRE, JAVA_CARD, MIFARE_1K, ULTRALIGHT, VirtualCard, VirtualSlot

PATIENCE_S = 15.0
"""The longest pause of the reader's thread is 2 s; the rest is for a machine with other work."""


@dataclass(frozen=True, slots=True)
class Said:
    """One event of a reader, as heard on the way to the window."""

    what: str
    """``presented``, ``removed``, ``unreadable`` or a condition."""
    reader: str
    uid: str


class Overheard(PcscReader):
    """The program's own reader; what it delivers is written down first."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.said: list[Said] = []
        self._news = threading.Condition()

    def start(self, deliver: Deliver) -> None:
        """As in the port."""

        def both(event: ReaderEvent) -> None:
            with self._news:
                self.said.append(_said(event))
                self._news.notify_all()
            deliver(event)

        super().start(both)

    def is_alive(self) -> bool:
        """Whether the one thread that reads still does."""
        return self._thread is not None and self._thread.is_alive()

    def wait(self, is_it: Callable[[Said], bool], after: int, timeout_s: float = PATIENCE_S) -> bool:
        """Whether something was said from ``after`` on, or is within the time."""
        with self._news:
            return self._news.wait_for(lambda: any(map(is_it, self.said[after:])), timeout_s)


def _said(event: ReaderEvent) -> Said:
    match event:
        case CardPresented():
            return Said("presented", event.reader, event.uid)
        case CardRemoved():
            return Said("removed", event.reader, event.uid)
        case CardUnreadable():
            return Said("unreadable", event.reader, "")
        case ReaderState():
            return Said(event.condition.value, "", "")


class Weather:
    """What happens to the service; ``changes`` grows when something begins and when it is over."""

    def __init__(self, service: PcscService, reader: Overheard) -> None:
        self.service = service
        self.reader = reader
        self.changes = 0
        self.done: Tally[str] = Tally()

    @contextmanager
    def disturbed(self, what: str) -> Iterator[int]:
        """Something happens to the service; gives the place in what is said."""
        self.changes += 1
        yield len(self.reader.said)
        self.done[what] += 1
        self.changes += 1

    def heard(self, condition: ReaderCondition, after: int) -> bool:
        """Whether the reader told that it stands so."""
        return self.reader.wait(lambda said: said.what == condition.value, after)


class Hand:
    """One pair of hands at one reader, in a thread of its own; ``faults`` is what must not have happened."""

    def __init__(
        self, slot: VirtualSlot, name: str, uids: Sequence[str], reader: Overheard, weather: Weather, seed: int
    ) -> None:
        self.slot, self.name, self.reader, self.weather = slot, name, reader, weather
        self.chance = Random(seed)
        self.uids = list(uids)
        self.done: Tally[str] = Tally()
        self.faults: list[str] = []
        self.makes_weather = False
        self.gate = threading.Lock()
        """Held while something is going on; who takes it finds the reader empty."""
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"hand-{name}", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is going on."""
        self._stopping.set()
        self._thread.join(60)

    def _run(self) -> None:
        while not self._stopping.is_set():
            with self.gate:
                try:
                    self._act()
                except Exception as error:  # noqa: BLE001 - told at the end, and the hand goes on
                    self.faults.append(f"{self.name}: {type(error).__name__}: {error}")
            self._stopping.wait(0.02)

    def _act(self) -> None:
        kinds = [(self._tap, 40), (self._swap, 34), (self._quickly, 10), (self._pull, 5), (self._mute, 2)]
        if self.makes_weather:
            kinds += [(self._kill, 15), (self._end, 10), (self._unplug, 8), (self._freeze, 12)]
        (act,) = self.chance.choices([act for act, _ in kinds], [weight for _, weight in kinds])
        place, changes, settled = len(self.reader.said), self.weather.changes, self.weather.changes % 2 == 0
        try:
            laid = act()
        except (TimeoutError, OSError):
            if settled and self.weather.changes == changes:
                raise
            laid = ()
            self.done["broken off by the service"] += 1
        finally:
            self.slot.remove()
        self._await_empty(place)
        calm = settled and self.weather.changes == changes
        self._judge(act.__name__.strip("_"), place, laid, calm)

    def _judge(self, what: str, place: int, laid: Sequence[VirtualCard], calm: bool) -> None:
        said = [each.uid for each in self.reader.said[place:] if each.reader == self.name and each.what == "presented"]
        wanted = [_uid(card) for card in laid]
        if what in ("kill", "end", "unplug", "freeze"):
            good = set(wanted) <= set(said)
        elif not calm:
            good = True
        elif what == "quickly":  # the first lay there for a moment only
            good = said in (wanted, wanted[1:])
        else:
            good = said == wanted
        if not good or (laid and not set(said) <= set(wanted)):
            self.faults.append(f"{self.name}: {what}: laid {wanted}, said {said}")
        if calm or what in ("kill", "end", "unplug", "freeze"):
            self.done["taps"] += len(set(said) & set(wanted))
        self.done[what] += 1

    def _await_empty(self, place: int) -> None:
        """Until the service has seen the last card go; a new context says nothing of a card it never knew."""

        def lies_there() -> bool:
            mine = [each.what for each in self.reader.said[place:] if each.reader == self.name]
            return bool(mine) and mine[-1] == "presented"

        until = time.monotonic() + PATIENCE_S
        while lies_there() and time.monotonic() < until:
            time.sleep(0.01)
        if lies_there():
            self.faults.append(f"{self.name}: a card was never taken back")

    # -- what a hand does; each answers with the cards that must be told of, in order --------------------------------

    def _tap(self) -> Sequence[VirtualCard]:
        card = self._any()
        self.slot.insert(card)
        self._presented(card)
        time.sleep(self.chance.choice((0.0, 0.05, 0.3)))
        return (card,)

    def _swap(self) -> Sequence[VirtualCard]:
        """Cards of one make one after the other, between two looks of the driver."""
        cards = [self._classic() for _ in range(self.chance.choice((2, 3, 5)))]
        self.slot.insert(cards[0])
        for place, card in enumerate(cards):
            if place:
                self.slot.become(card)
            if not self._presented(card):
                break
        return cards

    def _quickly(self) -> Sequence[VirtualCard]:
        first, second = self._any(), self._any()
        self.slot.insert(first)
        time.sleep(self.chance.choice((0.0, 0.01, 0.06)))
        self.slot.swap(second)
        self._presented(second)
        return first, second

    def _pull(self) -> Sequence[VirtualCard]:
        """A card that goes away while it is read is nobody's tap."""
        place = len(self.reader.said)
        self.slot.insert(replace(self._any(), answer_delay_s=0.03, dies_in_apdu=True))
        self.reader.wait(lambda said: said.what == "unreadable" and said.reader == self.name, place, 2.0)
        return ()

    def _mute(self) -> Sequence[VirtualCard]:
        place = len(self.reader.said)
        self.slot.insert(VirtualCard(b"", JAVA_CARD, status=b"\x6a\x81"))
        self.reader.wait(lambda said: said.what == "unreadable" and said.reader == self.name, place, 2.0)
        return ()

    def _kill(self) -> Sequence[VirtualCard]:
        """kill -9 under a card that lies there, and a card as soon as the service is back."""
        first = self._any()
        self.slot.insert(first)
        self._presented(first)
        with self.weather.disturbed("killed") as place:
            self.weather.service.kill()
            if not self.reader.wait(lambda said: said.what == "removed" and said.reader == self.name, place):
                self.faults.append(f"{self.name}: a card outlived its service")
            self.slot.remove()
            time.sleep(self.chance.choice((0.0, 0.3, 1.2)))
            self.weather.service.start()
            return first, self._after_it()

    def _end(self) -> Sequence[VirtualCard]:
        """An update of the system ends the service in good order and starts it again."""
        with self.weather.disturbed("ended and started"):
            self.weather.service.stop()
            time.sleep(self.chance.choice((0.0, 0.5)))
            self.weather.service.start()
            return (self._after_it(),)

    def _unplug(self) -> Sequence[VirtualCard]:
        """The readers are gone, the service isn't."""
        with self.weather.disturbed("readers unplugged") as place:
            self.weather.service.kill()
            self.weather.service.start(readers=False)
            if not self.weather.heard(ReaderCondition.NO_READER, place):
                self.faults.append("nobody said that the readers are gone")
            place = len(self.reader.said)
            self.weather.service.kill()
            self.weather.service.start()
            if not self.weather.heard(ReaderCondition.READY, place):
                self.faults.append("nobody said that the readers are back")
            return (self._after_it(),)

    def _freeze(self) -> Sequence[VirtualCard]:
        """A driver that hangs; a card is laid down meanwhile."""
        card = self._any()
        with self.weather.disturbed("frozen"):
            self.weather.service.freeze()
            try:
                time.sleep(self.chance.choice((0.2, 0.8)))
                self.slot.insert(card, noticed=False)
                time.sleep(self.chance.choice((0.1, 0.5, 1.2)))
            finally:
                self.weather.service.thaw()
            self._presented(card)
            return (card,)

    def _after_it(self) -> VirtualCard:
        card = self._any()
        self.slot.insert(card)
        self._presented(card)
        return card

    def _presented(self, card: VirtualCard) -> bool:
        """Wait until it was told since the act began; a card that wasn't is found when the act is judged."""
        uid, changes = _uid(card), self.weather.changes
        until, place = time.monotonic() + PATIENCE_S, max(0, len(self.reader.said) - 40)
        mine = self.reader
        while time.monotonic() < until:
            last = [each for each in mine.said[place:] if each.reader == self.name]
            if last and last[-1] == Said("presented", self.name, uid):
                return True
            if not self.makes_weather and self.weather.changes != changes:
                return False
            time.sleep(0.005)
        return False

    # -- cards --------------------------------------------------------------------------------------------------------

    def _any(self) -> VirtualCard:
        make = self.chance.choice((self._classic, self._classic, self._page, self._processor))
        return replace(make(), answer_delay_s=self.chance.choice((0.0, 0.0, 0.0, 0.05)))

    def _classic(self) -> VirtualCard:
        """A member's card, or now and then one that nobody knows; never the one before."""
        self.uids.append(self.uids.pop(self.chance.randrange(len(self.uids) // 2 + 1)))
        uid = bytes.fromhex(self.uids[-1]) if self.chance.random() < 0.9 else self._bytes("14", 4)
        return VirtualCard(uid, MIFARE_1K, memory=ClassicCard(uid) if len(uid) == 4 else None)

    def _page(self) -> VirtualCard:
        chip = PageChip(page_version(4, 0x0F), reader=self.chance.choice(("direct", "transparent", "nothing")))
        return VirtualCard(self._bytes("04", 7), ULTRALIGHT, speaks=chip)

    def _processor(self) -> VirtualCard:
        kind = self.chance.choice(("desfire", "ten", "phone"))
        if kind == "desfire":
            return VirtualCard(self._bytes("04", 7), DESFIRE, speaks=ProcessorChip(desfire_version(1)))
        if kind == "ten":
            return VirtualCard(self._bytes("05", 10), JAVA_CARD, speaks=ProcessorChip())
        return VirtualCard(self._bytes("08", 4), JAVA_CARD, speaks=ProcessorChip())

    def _bytes(self, first: str, length: int) -> bytes:
        return bytes.fromhex(first) + self.chance.randbytes(length - 1)


def _uid(card: VirtualCard) -> str:
    return card.uid.hex().upper()
