"""The Devices page: what the print queue says, and that everything on it can be read in both languages."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from frontdesk.app.devices.queue_tab import QueueTab
from frontdesk.app.devices_page import DevicesPage
from frontdesk.core.actor import Actor
from frontdesk.core.i18n import LANGUAGES, set_language
from frontdesk.printing.queries import jobs_of
from frontdesk.printing.slip import Slip, Text
from frontdesk.printing.spool import enqueue
from frontdesk.printing.tables import PrintJob
from frontdesk.store.store import Store
from frontdesk.ui import theme
from frontdesk.ui.desk import Desk
from tests.ui.clipping import find_clipped_text, find_small_targets, find_unnamed
from tests.ui.conftest import desk, look, runner  # noqa: F401

NOW = "2026-11-23T01:00:00.000000Z"


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, tmp_path: Path) -> DevicesPage:  # noqa: F811
    found = DevicesPage(desk, tmp_path)
    found.resize(1366 - 92, 768 - 98)
    qtbot.addWidget(found)
    found.show()
    return found


def open_tab(qtbot: QtBot, page: DevicesPage, key: str) -> object:
    page.activate(tab=key)
    settled(qtbot, page)
    return page.tab(key)


def settled(qtbot: QtBot, page: DevicesPage) -> None:
    qtbot.waitUntil(lambda: page.desk.runner.pending() == 0, timeout=10_000)


def queue(store: Store, *states: str) -> None:
    """One slip in each state."""
    with store.write() as tx:
        for number, state in enumerate(states):
            slip = Slip((Text(f"slip {number}"),))
            job = enqueue(tx, document=f"receipt/1-20261123-{number:04d}", slip=slip, counter="1", created_at=NOW)
            error = {"uncertain": "printer.cut_off", "refused": "printer.paper_out"}.get(state, "")
            tx.connection.execute(update(PrintJob).where(PrintJob.id == job).values(state=state, error=error))
        tx.commit()


ALL_STATES = ("done", "queued", "uncertain", "unconfirmed", "refused", "cancelled", "sending")


@pytest.mark.parametrize("chosen", LANGUAGES)
@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("role", ["owner", "cashier"])
def test_nothing_is_clipped_unnamed_or_small(
    qtbot: QtBot,
    desk: Desk,  # noqa: F811
    tmp_path: Path,
    cashier: Actor,
    chosen: str,
    name: str,
    role: str,
) -> None:
    theme.apply("dark" if name == "dark" else "light")
    set_language("zh" if chosen == "zh" else "en")
    queue(desk.store, *ALL_STATES)
    if role == "cashier":
        desk.set_actor(cashier)
    page = DevicesPage(desk, tmp_path)
    page.resize(1366 - 92, 768 - 98)
    qtbot.addWidget(page)
    page.show()
    for key in page.tab_keys():
        open_tab(qtbot, page, key)
        qtbot.wait(20)
        assert find_clipped_text(page) == []
        assert find_unnamed(page) == []
        assert find_small_targets(page) == []


def test_the_queue_says_what_became_of_each_slip_and_takes_answers(qtbot: QtBot, page: DevicesPage) -> None:
    queue(page.desk.store, *ALL_STATES)
    tab = open_tab(qtbot, page, "queue")
    assert isinstance(tab, QueueTab)
    table = tab.queue.table
    qtbot.waitUntil(lambda: table.current_row() is not None)
    assert table.current_row().job.state == "uncertain"  # the open question stands first
    assert "middle of a slip" in tab.queue.why.text()
    assert tab.queue.came_out.isEnabled() and not tab.queue.cancel.isEnabled()
    tab.queue.look.click()
    qtbot.waitUntil(lambda: tab.queue._viewer is not None and tab.queue._viewer.shown() == "1-20261123-0002")
    tab.queue.came_out.click()
    qtbot.waitUntil(lambda: not tab.queue.came_out.isEnabled())
    for _ in range(2):  # a double click brings one copy
        tab.queue.again.click()

    def copies() -> int:
        with page.desk.store.read() as connection:
            return len(jobs_of(connection, "receipt/1-20261123-0002"))

    qtbot.waitUntil(lambda: copies() == 2)
    settled(qtbot, page)
    assert copies() == 2
    waiting = [number for number, row in enumerate(table.rows()) if row.job.state == "refused"]
    table.selectRow(waiting[0])
    qtbot.waitUntil(tab.queue.cancel.isEnabled)
    assert not tab.queue.again.isEnabled()
    tab.queue.cancel.click()
    qtbot.waitUntil(lambda: "refused" not in [row.job.state for row in table.rows()])
