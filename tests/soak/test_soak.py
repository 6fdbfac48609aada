"""Days at a counter without a pause: nothing grows, no thread dies, the window stays as quick as it was.

FRONTDESK_LONG=1 plays 10,000 taps and 2,000 sales over ten days; the ordinary run a short cut of two days.
``-s`` shows what was measured.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

import frontdesk.cashier.page
import frontdesk.reception.qt.asking
import frontdesk.reception.qt.key_card
from frontdesk.app.schema import derivations
from frontdesk.books.verify import verify
from frontdesk.cashier.tables import Sale
from frontdesk.core.device_settings import PrinterSettings
from frontdesk.core.i18n import set_language
from frontdesk.printing.tables import PrintJob
from frontdesk.ui import theme
from frontdesk.visits.tables import Visit
from tests.app.all_pages import make_gym
from tests.faults.lengths import LONG, often
from tests.soak.busy_counter import BusyCounter
from tests.soak.gauges import Gauge, growth, percentile
from tests.soak.printer_process import PrinterProcess

TAPS, SALES, DAYS = often(120, 10_000), often(24, 2_000), often(2, 10)
MEMBERS = often(80, 500)
STATELESS = (
    "24-more",
    "29-day-guest",
    "29-closing",
    "30-member",
    "31-member-owes",
    "32-member-visits",
    "33-member-cards",
    "35-new-member",
    "36-edit-member",
    "37-sell-plan",
    "38-freeze",
    "39-issue-card",
    "39-card-register",
    "39-none-found",
    "41-basket",
    "42-cash",
    "44-member-buys",
    "45-dues",
    "47-receipts",
    "47-dues-dialog",
    "47-top-up",
    "47-drawer",
    "48-refund",
    "48-correct",
    "48-invoice",
    "48-discount",
    "49-unknown-goods",
    "51-key-at-home",
    "52-key-to-out-of-use",
    "52-key-tag",
    "53-register-keys",
    "53-add-zone",
    "60-reports",
    *(f"70-settings-{tab}" for tab in ("counter", "people", "business", "about")),
    "80-search",
    "80-search-none",
    "81-toasts",
    "82-help-reception",
    "83-device-reader",
    "84-fault",
    "85-approval",
    "86-simulated-reader",
    "90-handover-before",
    "91-handover-count",
    "92-handover-differences",
    "94-handover-sign",
    "99-locked",
)
"""Scenes of ``tests.app.all_pages`` that can be opened on any day."""
DELIBERATE = ("theme", "language")
"""What somebody asks for and waits for: everything is built or painted anew, once."""

STILL_MS = 200
"""The limit is 50 ms on a machine that does nothing else; one that is shared makes the processor itself slower."""
TOLERANCE = often(10, 2) / 100
"""So much of the last reading may a fitted line rise over the second half."""


@pytest.fixture
def busy(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BusyCounter]:
    """A counter with a reader and a printer, in front of a clerk that reads faster than any."""
    for module, name in (
        (frontdesk.reception.qt.asking, "HOLD_MS"),
        (frontdesk.reception.qt.key_card, "HOLD_MS"),
        (frontdesk.cashier.page, "_HOLD_MS"),
    ):
        monkeypatch.setattr(module, name, 0)
    make_gym(tmp_path, MEMBERS)
    with PrinterProcess() as printer:
        found = BusyCounter(tmp_path, PrinterSettings(kind="network", address=f"127.0.0.1:{printer.port}"))
        try:
            yield found
        finally:
            wire = printer.numbers()
            found.close()
            set_language("zh")
            theme.apply("light")
        assert wire >= found.printed


def live(busy: BusyCounter) -> None:
    """All the days; two readings a day."""
    scenes = STATELESS if LONG else STATELESS[::9]
    busy.window.lock_view.unlocked.emit(busy.actor)
    busy.settle()
    for day in range(DAYS):
        busy.begin_day()
        for half in range(2):
            taps = TAPS * (2 * day + half + 1) // (2 * DAYS)
            sales = SALES * (2 * day + half + 1) // (2 * DAYS)
            share = max(1, (taps - busy.done["taps"]) // max(1, sales - busy.done["sales"]))
            while busy.done["taps"] < taps:
                for _ in range(share):
                    busy.tap(busy.any_card())
                if busy.done["sales"] < sales:
                    busy.sale()
                if busy.done["taps"] % 50 < share:
                    busy.guest()
            busy.other_look("language")
            busy.look_around(scenes)
            busy.other_look("theme")
            if half == 0:
                busy.change_shift()
            else:
                busy.end_day()
            busy.gauge()
            print(line(busy.gauges[-1]), flush=True)


@pytest.mark.timeout(often(300, 7_200))
def test_nothing_grows_in_days_without_a_pause(busy: BusyCounter) -> None:
    live(busy)
    print(report(busy))
    _what_was_done_is_in_the_books(busy)
    _nothing_grows(busy.gauges)
    assert busy.reads_in_window == set()
    assert max(busy.left_out.values(), default=0) <= DAYS, f"left out in more than half of the looks: {busy.left_out}"
    blocks = [
        f"{doing}: {block.longest}"
        for (doing, _), block in busy.busy.items()
        if block.longest.own_ms > STILL_MS and doing not in DELIBERATE
    ]
    assert not blocks, "\n".join(blocks)


def _what_was_done_is_in_the_books(busy: BusyCounter) -> None:
    with busy.store.read() as connection:
        assert verify(connection, derivations()).findings == ()
        visits = connection.execute(select(func.count()).select_from(Visit)).scalar_one()
        numbers = set(connection.execute(select(Sale.number)).scalars())
        states = Counter(
            connection.execute(select(PrintJob.state).where(PrintJob.document.like("receipt/%"))).scalars()
        )
    assert busy.done["sales"] == len(busy.printed) == len(numbers) == SALES
    assert numbers == busy.printed
    assert states == {"done": SALES}
    assert visits - busy.visits_before == busy.done["tap hand_out"] + busy.done["guests"]


def _nothing_grows(gauges: list[Gauge]) -> None:
    """Over the second half; the first fills caches and builds every page once."""
    first, last = gauges[len(gauges) // 2], gauges[-1]
    assert last.threads == first.threads
    assert last.handles == first.handles
    assert growth([each.widgets for each in gauges]) < TOLERANCE * last.widgets
    assert growth([each.qobjects for each in gauges]) < TOLERANCE * last.qobjects
    assert growth([each.objects for each in gauges]) < TOLERANCE * last.objects, _grown(first, last)
    assert growth([each.memory_mb for each in gauges]) < often(12, 6)
    assert growth([each.tap_cpu_ms for each in gauges]) < often(3, 1) * last.tap_cpu_ms / 2


def _grown(first: Gauge, last: Gauge) -> str:
    kinds = last.by_type.copy()
    kinds.subtract(first.by_type)
    return ", ".join(f"{kind} +{count}" for kind, count in kinds.most_common(12) if count > 0)


def line(gauge: Gauge) -> str:
    """A reading as one line of the table."""
    p50, p99, longest = (percentile(gauge.tap_ms, share) for share in (0.5, 0.99, 1.0))
    return (
        f"{gauge.taps:6d} taps {gauge.sales:5d} sales  {gauge.memory_mb:6.1f} MB {gauge.objects:7d} objects "
        f"{gauge.widgets:5d} widgets {gauge.qobjects:5d} QObjects {len(gauge.threads):3d} threads "
        f"{len(gauge.handles):3d} handles  tap {p50:5.1f} / {p99:5.1f} / {longest:5.1f} ms, "
        f"{gauge.tap_cpu_ms:4.1f} ms CPU"
    )


def report(busy: BusyCounter) -> str:
    """Everything measured."""
    lines = [line(gauge) for gauge in busy.gauges]
    lines.append("done: " + ", ".join(f"{count} {what}" for what, count in sorted(busy.done.items())))
    lines.append(
        "left out: " + (", ".join(f"{name} {n} times" for name, n in sorted(busy.left_out.items())) or "nothing")
    )
    lines.append("grown by type: " + _grown(busy.gauges[len(busy.gauges) // 2], busy.gauges[-1]))
    lines.append(f"{sum(block.times for block in busy.busy.values())} stretches above 50 ms")
    for (doing, where), block in sorted(busy.busy.items(), key=lambda each: -each[1].longest.own_ms)[:60]:
        lines.append(f"{block.longest.own_ms:6.0f} ms  {block.times:3d} times  {doing}: {where}")
    return "\n".join(lines)
