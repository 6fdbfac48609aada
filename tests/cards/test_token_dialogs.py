"""Writing tokens from the window: at issue, pulled in the middle and laid on again, anew after a copy was found."""

import uuid
from concurrent.futures import Future
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.books.action import action
from frontdesk.books.policies import set_policy
from frontdesk.cards.change_card import CardRequest, CardResult
from frontdesk.cards.dialogs.issue_card import IssueCardDialog
from frontdesk.cards.dialogs.write_token import WriteTokenDialog
from frontdesk.cards.queries import by_uid
from frontdesk.cards.token_desk import TokenDesk
from frontdesk.cards.token_rules import AT_ISSUE, TOKENS
from frontdesk.cards.token_state import token_books
from frontdesk.core.actor import Actor
from frontdesk.devices.cards import CardPresented
from frontdesk.devices.readers.session import CardPulled
from frontdesk.devices.readers.simulated import SimulatedReader
from frontdesk.members.enrol import EnrolRequest, enrol
from frontdesk.members.fields import PersonFields
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from tests.ui.clipping import find_clipped_text, find_small_targets, find_unnamed

UID = "04A1B2C3"


class Reader(SimulatedReader):
    """One on which the card may be gone."""

    gone = False

    def with_card(self, reader: str, uid: str, work: Any) -> "Future[Any]":
        if not self.gone:
            return super().with_card(reader, uid, work)
        future: Future[Any] = Future()
        future.set_exception(CardPulled(reader=reader, uid=uid, reason="gone"))
        return future


@pytest.fixture
def reader(desk: Desk, store: Store, actor: Actor) -> Reader:
    with action(store, actor, "test", CardRequest(uuid.uuid4().hex, ""), CardResult) as act:
        set_policy(act, TOKENS, AT_ISSUE)
        act.finish(CardResult("", ""))
    found = Reader()
    desk.set_actor(actor)
    desk.tokens = TokenDesk(store, found, lambda connection, person_id: False)
    found.start(lambda event: desk.tokens.saw(event) if isinstance(event, CardPresented) else None)
    return found


@pytest.fixture
def person_id(store: Store, actor: Actor) -> int:
    return enrol(store, actor, EnrolRequest(uuid.uuid4().hex, PersonFields("王小明", "m"))).person_id


def state(store: Store) -> tuple[str, int]:
    with store.read() as connection:
        card = by_uid(connection, UID)
        assert card is not None
        token = token_books(connection, card.id)
        return (token.state, token.issue) if token is not None else ("", 0)


@pytest.mark.parametrize("pulled", [False, True])
def test_a_new_card_is_written_while_it_lies_there(
    desk: Desk, store: Store, reader: Reader, person_id: int, qtbot: QtBot, pulled: bool
) -> None:
    form = IssueCardDialog(desk, person_id, "王小明", "", None)  # type: ignore[arg-type]
    qtbot.addWidget(form)
    form.open()
    reader.present(UID)
    form.take_uid(UID)
    reader.gone = pulled
    form.confirm()
    if pulled:
        qtbot.waitUntil(lambda: form.step.banner.kind() == "bad", timeout=5000)
        assert state(store) == ("writing", 1)
        assert [*find_clipped_text(form), *find_unnamed(form), *find_small_targets(form)] == []
        reader.gone = False
        form.take_uid(UID)  # laid on again: written without a further press
    qtbot.waitUntil(lambda: form.result() == 1, timeout=5000)
    assert state(store) == ("written", 2 if pulled else 1)
    assert desk.tokens.check(desk.signed_in(), reader._present).counter


def test_a_card_may_go_out_without_its_token(
    desk: Desk, store: Store, reader: Reader, person_id: int, qtbot: QtBot
) -> None:
    form = IssueCardDialog(desk, person_id, "王小明", "", None)  # type: ignore[arg-type]
    qtbot.addWidget(form)
    form.open()
    form.uid_edit.setText(UID)  # typed, or read by a keyboard reader that can't write
    form.confirm()
    qtbot.waitUntil(lambda: form.step.isVisible(), timeout=5000)
    assert form.step.banner.kind() == "info"
    form.reject()
    assert form.result() == 1
    assert state(store) == ("", 0)


def test_a_token_is_written_anew(desk: Desk, store: Store, reader: Reader, person_id: int, qtbot: QtBot) -> None:
    test_a_new_card_is_written_while_it_lies_there(desk, store, reader, person_id, qtbot, False)
    form = WriteTokenDialog(desk, "1001", UID, None)  # type: ignore[arg-type]
    qtbot.addWidget(form)
    form.open()
    form.take_uid("04FFFFFF")
    assert form.step.banner.kind() == "warn"
    form.confirm()
    assert state(store) == ("written", 1)
    reader.present(UID)
    form.take_uid(UID)
    form.confirm()
    qtbot.waitUntil(lambda: form.result() == 1, timeout=5000)
    assert state(store) == ("written", 2)
