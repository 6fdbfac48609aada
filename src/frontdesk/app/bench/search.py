"""One key in the search box to the list painted, and the query alone, for every way a member is found (G15)."""

import time
from collections import defaultdict
from random import Random

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from frontdesk.app.bench.desk_window import DeskWindow, Moment, Taken, desk_window
from frontdesk.app.bench.row import Row, hundredth, judged
from frontdesk.app.bench.site import FRAME_MS, Site
from frontdesk.core import pinyin
from frontdesk.members.search import find
from frontdesk.members.tables import Person
from frontdesk.store.store import Store

_PAINTED_MS, _QUERY_MS = 16, 2
_MEMBERS = 1_000_000
_WARM_UP = 20


def measure(site: Site) -> list[Row]:
    """Texts typed key by key, as clerks type them: initials, pinyin, names, phones, their tails, numbers."""
    with desk_window(site) as desk:
        store = desk.counter.store
        texts = draw_texts(store, site.effort.keys)
        painted = _type(desk, texts, site.effort.keys)
        by_kind = query_ms(store, draw_texts(store, site.effort.keys, seed=2))
    painted_ms, cpu_ms = [each.clock_ms for each in painted], [each.cpu_ms for each in painted]
    alone = [pair for pairs in by_kind.values() for pair in pairs]
    alone_ms, alone_cpu_ms = [pair[0] for pair in alone], [pair[1] for pair in alone]
    size = (site.crowd.members, "members")
    kinds = {f"{kind}_cpu_p99": hundredth([pair[1] for pair in pairs], 99) for kind, pairs in by_kind.items()}
    return [
        judged(
            "search.painted_p99",
            hundredth(painted_ms, 99),
            "ms",
            floor=FRAME_MS,
            target=_PAINTED_MS,
            size=size,
            target_size=_MEMBERS,
            details={
                "p50": hundredth(painted_ms, 50),
                "cpu_p50": hundredth(cpu_ms, 50),
                "cpu_p99": hundredth(cpu_ms, 99),
                "keys": len(painted_ms),
            },
        ),
        judged(
            "search.query_p99",
            hundredth(alone_ms, 99),
            "ms",
            target=_QUERY_MS,
            size=size,
            target_size=_MEMBERS,
            details={"p50": hundredth(alone_ms, 50), "cpu_p99": hundredth(alone_cpu_ms, 99), **kinds},
        ),
    ]


def draw_texts(store: Store, count: int, seed: int = 1) -> list[tuple[str, str]]:
    """(kind, text) to be typed whole, of members drawn from all."""
    random = Random(seed)
    found: list[tuple[str, str]] = []
    with store.read() as connection:
        highest = connection.execute(select(Person.id).order_by(Person.id.desc()).limit(1)).scalar_one()
        while len(found) < count:
            of = select(Person.name, Person.phone, Person.number).where(Person.id == random.randrange(highest) + 1)
            name, phone, number = connection.execute(of).one()
            letters, sounds = (pinyin.initials(name) or ("",))[0], (pinyin.readings(name) or ("",))[0]
            texts = {"name": name, "initials": letters, "pinyin": sounds, "phone": phone, "tail": phone[-4:]}
            kind = random.choice((*texts, "number"))
            text = texts.get(kind, number.lstrip("M0"))
            if text:
                found.append((kind, text))
    return found


def query_ms(store: Store, texts: list[tuple[str, str]]) -> dict[str, list[tuple[float, float]]]:
    """How long the query for each beginning of each text takes, by kind: by the clock and of the processor."""
    taken: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    with store.read() as connection:
        for kind, text in texts:
            for upto in range(1, len(text) + 1):
                began_s, cpu_s = time.perf_counter(), time.thread_time()
                find(connection, text[:upto], 8)
                used_s = time.thread_time() - cpu_s
                taken[kind].append(((time.perf_counter() - began_s) * 1000, used_s * 1000))
    return taken


def _type(desk: DeskWindow, texts: list[tuple[str, str]], keys: int) -> list[Taken]:
    taken: list[Taken] = []
    for _, text in texts:
        for letter in text:
            taken.append(_press(desk, letter))
        desk.window.search.put_away()
        desk.settle()
        if len(taken) >= keys + _WARM_UP:
            break
    return taken[_WARM_UP:]


def _press(desk: DeskWindow, letter: str) -> Taken:
    box, results = desk.window.shell.top.search, desk.window.shell.results
    text = box.text() + letter

    def shown() -> bool:
        return results.isVisible() and box.text() == text and not desk.counter.runner.pending()

    began = Moment()

    def press() -> None:
        began.now()
        if letter.isascii():
            QTest.keyClicks(box, letter, Qt.KeyboardModifier.NoModifier)
        else:
            # What an input method has composed comes as text.
            box.insert(letter)

    return desk.frames.after(shown, press, f"search {text}").since(began)
