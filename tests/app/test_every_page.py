"""Every page, dialog and state in both languages and themes: nothing clipped, unnamed, faint, raw or foreign."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from frontdesk.app.start.window import StartWindow
from frontdesk.core.i18n import set_language
from frontdesk.ui import theme
from tests.app.all_pages import (
    CROWDED,
    LARGE,
    SCALED,
    SMALL,
    SMALL_SCALED,
    Look,
    Walk,
    all_scenes,
    first_start,
    make_gym,
    stroll,
)
from tests.app.visible_words import Visible
from tests.faults.lengths import LONG
from tests.ui.clipping import find_clipped_text, find_small_targets, find_unnamed
from tests.ui.contrast import ContrastWatch

DRESSES = tuple(Look(*dress, SMALL) for dress in (("zh", "light"), ("zh", "dark"), ("en", "dark"), ("en", "light")))
SIZES = ((SMALL, SCALED), (SMALL, LARGE))
"""The small screen always, and in one language the large one at 150 %, in the other the large one as it is."""

_STRAINS = list(all_scenes()).index(CROWDED[0][0])


def wanted(scene: int, dress: Look) -> bool:
    """Every scene light in Chinese and dark in English; what strains a page in one of the two; at length in all."""
    if LONG:
        return True
    strained = scene >= _STRAINS and scene % 2 != (dress.language == "en")
    return (dress.language == "zh") == (dress.theme == "light") and not strained


def sizes_of(scene: int, dress: Look) -> tuple[QSize, ...]:
    """All sizes at length; what strains a page does so on the small screen."""
    if LONG:
        return (SMALL, SMALL_SCALED, SCALED, LARGE)
    return (SMALL,) if scene >= _STRAINS else SIZES[(scene // 2 + (dress.language == "en")) % 2]


@pytest.fixture
def walk(qtbot: QtBot, tmp_path: Path) -> Iterator[Walk]:
    """A counter over the sample gym."""
    make_gym(tmp_path)
    found = Walk(tmp_path)
    yield found
    found.close()
    set_language("zh")
    theme.apply("light")


@pytest.mark.timeout(3_000 if LONG else 400)
def test_nothing_is_clipped_unnamed_or_in_the_wrong_language(walk: Walk) -> None:
    problems: dict[str, set[str]] = defaultdict(set)
    seen: set[str] = set()
    places = {name: place for place, name in enumerate(all_scenes())}
    words: dict[str, Visible] = {}
    watch = ContrastWatch()

    def look_at(here: Walk, name: str, look: Look) -> None:
        seen.add(name)
        part = name[0].replace("d", "c")  # a database that refuses says no names
        if part not in words:  # there are more people by the next part of the day
            words.clear()
            words[part] = Visible(here.store)
        roots = here.roots()
        found = words[part].problems(*roots)
        here.window.setUpdatesEnabled(True)
        for root in roots if LONG or (places[name] % 2 == 0) == (look.language == "zh") else ():
            found += map(str, watch.find_faint(root))
        here.window.setUpdatesEnabled(False)
        for size in sizes_of(places[name], look):
            here.resize(size)
            for root in here.roots():
                for find in (find_clipped_text, find_unnamed, find_small_targets):
                    found += find(root)
        here.resize(look.size)
        for problem in found:
            problems[problem].add(f"{name}-{look}")

    walk.window.setUpdatesEnabled(False)  # painted only when it is looked at
    stroll(walk, DRESSES if LONG else DRESSES[::2], look_at, wanted=wanted)
    said = "\n".join(f"{problem}   [{', '.join(sorted(where)[:3])}]" for problem, where in problems.items())
    assert not problems, f"{len(problems)} problems\n{said}"
    assert seen == set(all_scenes())
    assert watch.measured > 2_000, "the pictures were empty"


def test_the_first_window_is_whole_and_in_one_language(qtbot: QtBot, tmp_path: Path) -> None:
    problems: list[str] = []
    words = Visible()
    watch = ContrastWatch()

    def look_at(window: StartWindow, name: str, look: Look) -> None:
        found = [*words.problems(window), *map(str, watch.find_faint(window))]
        for find in (find_clipped_text, find_unnamed, find_small_targets):
            found += find(window)
        problems.extend(f"{name}-{look}: {problem}" for problem in found)

    first_start(tmp_path, DRESSES if LONG else DRESSES[::2], look_at)
    set_language("zh")
    theme.apply("light")
    assert problems == []
