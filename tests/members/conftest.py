"""A desk with the Members page over a small gym."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.app.neighbours import CardsAndVisits
from frontdesk.cards.issue_card import IssueCardRequest, issue_card
from frontdesk.core.actor import Actor
from frontdesk.members.enrol import EnrolRequest, enrol
from frontdesk.members.fields import PersonFields
from frontdesk.members.page import MembersPage
from frontdesk.members.set_plan import PlanTerms, SetPlanRequest, set_plan
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from tests.ui.conftest import desk, look, runner  # noqa: F401


@pytest.fixture
def gym(store: Store, actor: Actor, new_key: Callable[[], str]) -> Store:
    """Two plans and two members, the first with a card."""
    for plan in (
        PlanTerms("year", "年卡", "Year card", 200_000, months=12),
        PlanTerms("pack", "次卡", "Pack", 30_000, months=6, visits=10),
    ):
        set_plan(store, actor, SetPlanRequest(new_key(), plan))
    for name, sex, phone in (("王小明", "m", "13912348888"), ("李娜", "f", "13800001111")):
        enrol(store, actor, EnrolRequest(new_key(), PersonFields(name, sex, phone)))
    issue_card(store, actor, IssueCardRequest(new_key(), 1, "04AABBCC", "1011"))
    return store


@pytest.fixture
def page(gym: Store, desk: Desk, qtbot: QtBot) -> Iterator[MembersPage]:  # noqa: F811
    """The page, shown, with its list read."""
    found = MembersPage(desk, CardsAndVisits())
    qtbot.addWidget(found)
    found.resize(1278, 656)
    with qtbot.waitExposed(found):
        found.show()
    found.activate()
    qtbot.waitUntil(lambda: len(found.list.table.rows()) == 2 and bool(found.forms.choices.plans))
    yield found
