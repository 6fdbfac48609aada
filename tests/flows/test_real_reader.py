"""The real smart card service with virtual cards, and the real window: who lies on the reader is who is shown."""

import itertools
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from frontdesk.cards.issue_card import IssueCardRequest, issue_card
from frontdesk.devices.cards import ReaderCondition
from frontdesk.devices.readers.pcsc import PcscReader
from frontdesk.printing.routing import Routes, use_routes
from frontdesk.reception.page import ReceptionPage
from frontdesk.store.store import Store
from tests.app.clerk import Clerk, Gym, furnish
from tests.devices.fixtures import *  # noqa: F403 - fixtures
from tests.devices.pcsc_service import PcscService
from tests.devices.virtual_card import MIFARE_1K, VirtualCard, VirtualSlot
from tests.flows.live_counter import live_counter, serve, serve_for
from tests.people import OWNER

UIDS = {"王小明": bytes.fromhex("04C10001"), "李娜": bytes.fromhex("04C10002")}
CARDS = {name: VirtualCard(uid, MIFARE_1K) for name, uid in UIDS.items()}
SWAPS = 12
SEEN_WITHIN_MS = 1_500
"""From laying the card down: the virtual reader's driver looks every 400 ms, the rest is ours."""


@pytest.fixture
def gym(store: Store, qapp: object) -> Gym:
    """Wang and Li each have a further card: two cards of one kind, which answer the reset with the same ATR."""
    found = furnish(store)
    found.open_shift()
    for number, (name, member) in enumerate((("王小明", found.wang), ("李娜", found.li))):
        issue_card(store, OWNER, IssueCardRequest(f"pcsc-{number}", member.person_id, UIDS[name].hex(), f"900{number}"))
    return found


@pytest.fixture
def clerk(store: Store, gym: Gym, tmp_path: Path, pcsc_service: PcscService) -> Iterator[Clerk]:
    reader = PcscReader(store.clock)
    with live_counter(store, gym, tmp_path, reader=reader) as found:
        serve(lambda: condition(found) is ReaderCondition.READY, "the reader")
        yield found
    use_routes(Routes())


def condition(clerk: Clerk) -> ReaderCondition | None:
    state = clerk.counter.watch._reader
    return state.condition if state is not None else None


class Painted:
    """Every person the page painted, with the UID it was asked about, in order."""

    def __init__(self, page: ReceptionPage) -> None:
        self.seen: list[tuple[str, str]] = []
        self._page = page
        self._paint = page.show_decision
        page.show_decision = self._note  # type: ignore[method-assign]

    def _note(self, found: object, refusal: object = None) -> object:
        look = self._paint(found, refusal)  # type: ignore[arg-type]
        self.seen.append((found.asked.uid, self._page.person.name.whole()))  # type: ignore[attr-defined]
        return look


def shown(clerk: Clerk) -> str:
    page = clerk.page("reception")
    return page.person.name.whole() if page.person.name.isVisible() else ""


def put_away(clerk: Clerk) -> None:
    QTest.keyClick(clerk.window, Qt.Key.Key_Escape)
    serve_for(0.05)


def test_a_card_is_laid_down_and_the_window_shows_its_member(clerk: Clerk, virtual_slot: VirtualSlot) -> None:
    page = clerk.page("reception")
    took = []
    for name in ("王小明", "李娜", "王小明"):
        start = time.monotonic()
        virtual_slot.insert(CARDS[name])
        serve(lambda name=name: shown(clerk) == name and page.asking.queue.is_open, name)  # type: ignore[misc]
        took.append((time.monotonic() - start) * 1000)
        assert page.person.banner.isVisible()
        assert clerk.words(page.person.banner).strip()
        virtual_slot.remove()
        put_away(clerk)
        serve_for(0.6)
    print("from laying the card down to the member on the screen:", *(f"{each:.0f} ms" for each in took))
    assert min(took) < SEEN_WITHIN_MS


def test_the_service_is_killed_and_the_next_tap_works(
    clerk: Clerk, pcsc_service: PcscService, virtual_slot: VirtualSlot
) -> None:
    virtual_slot.insert(CARDS["王小明"])
    serve(lambda: shown(clerk) == "王小明", "the first member")
    pcsc_service.kill()
    virtual_slot.remove()
    serve(lambda: condition(clerk) is not ReaderCondition.READY, "the device strip to say so")
    put_away(clerk)
    pcsc_service.start()
    start = time.monotonic()
    virtual_slot.insert(CARDS["李娜"])
    serve(lambda: shown(clerk) == "李娜", "the next tap")
    print(f"from the service's restart to the next member on the screen: {time.monotonic() - start:.1f} s")
    assert condition(clerk) is ReaderCondition.READY


def test_two_cards_of_one_kind_swapped_quickly(clerk: Clerk, virtual_slot: VirtualSlot) -> None:
    page = clerk.page("reception")
    painted = Painted(page)
    names = list(itertools.islice(itertools.cycle(CARDS), SWAPS + 1))
    for place, name in enumerate(names):
        virtual_slot.swap(CARDS[name], gap_s=(0.0, 0.02, 0.1)[place % 3])
        serve_for((0.0, 0.15, 0.5)[place % 3])
        if place % 2:
            put_away(clerk)  # the clerk goes on to whoever is next
    # Whoever waits has their turn; the last card laid down is the last one shown.
    last = names[-1]
    serve_for(0.5)
    for _ in range(SWAPS):
        if shown(clerk) == last:
            break
        put_away(clerk)
        serve_for(0.1)
    serve(lambda: shown(clerk) == last, "the last card's member")
    assert painted.seen
    wrong = [(uid, name) for uid, name in painted.seen if name != owner_of(uid)]
    assert wrong == []
    print(f"{SWAPS} swaps, {len(painted.seen)} decisions painted, none of them of another member")


def owner_of(uid: str) -> str:
    return next(name for name, known in UIDS.items() if known.hex().upper() == uid)
