"""A desk over a fresh store for tests of the interface."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.core.actor import Actor
from frontdesk.core.i18n import set_language
from frontdesk.core.settings import MachineSettings
from frontdesk.store.store import Store
from frontdesk.ui import theme
from frontdesk.ui.desk import Desk
from frontdesk.ui.runner import BackgroundRunner


@pytest.fixture(autouse=True)
def look(qtbot: QtBot) -> Iterator[None]:
    """Every test begins in the light theme and in English, and leaves Chinese behind."""
    theme.apply("light")
    set_language("en")
    yield
    set_language("zh")


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[BackgroundRunner]:
    """A runner that is shut down afterwards."""
    found = BackgroundRunner()
    yield found
    assert found.shutdown(10)


@pytest.fixture
def desk(store: Store, runner: BackgroundRunner, actor: Actor) -> Desk:
    """A desk with the owner signed in."""
    found = Desk(store, MachineSettings(), runner)
    found.set_actor(actor)
    return found
