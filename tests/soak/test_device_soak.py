"""Ten hours of taps, unplugging and paper-outs, compressed: no leak, no dead thread, no slip lost or doubled.

Real pcscd with virtual cards on two readers, two TCP printers, one on a serial line, a pole display, one window.
``-s`` shows what was done and measured.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

import frontdesk.cashier.page
import frontdesk.devices.printers.choose as choose
import frontdesk.reception.qt.asking
import frontdesk.reception.qt.key_card
from frontdesk.app.schema import derivations
from frontdesk.books.verify import verify
from frontdesk.core.i18n import set_language
from frontdesk.devices.printers.profile import PrinterProfile, Timeouts
from frontdesk.printing.tables import PrintJob
from frontdesk.ui import theme
from tests.app.all_pages import make_gym
from tests.devices.fixtures import pcsc_machine, pcsc_service
from tests.devices.pcsc_service import PcscService
from tests.faults.lengths import LONG, often
from tests.soak.device_day import DeviceDay, Until
from tests.soak.gauges import growth
from tests.soak.test_soak import _grown, line

__all__ = ["pcsc_machine", "pcsc_service"]

HOURS = often(1, 10)
WHOLE = Until(*often((10, 8, 2, 6), (1_210, 620, 122, 240)))  # type: ignore[misc]
COMPRESSED = Timeouts(connect_s=1.0, status_s=0.8, stall_s=1.0, fence_s=2.5)
"""A printer that doesn't answer is given up sooner, as everything else comes sooner."""


@pytest.fixture
def day(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pcsc_service: PcscService
) -> Iterator[DeviceDay]:
    """An open counter; everything of it is gone afterwards."""
    for module, name in (
        (frontdesk.reception.qt.asking, "HOLD_MS"),
        (frontdesk.reception.qt.key_card, "HOLD_MS"),
        (frontdesk.cashier.page, "_HOLD_MS"),
    ):
        monkeypatch.setattr(module, name, 0)
    monkeypatch.setattr(choose, "PrinterProfile", partial(PrinterProfile, timeouts=COMPRESSED))
    make_gym(tmp_path, often(40, 200))
    found = DeviceDay(tmp_path, pcsc_service)
    try:
        found.window.lock_view.unlocked.emit(found.actor)
        found.settle()
        found.open()
        yield found
    finally:
        found.close()
        set_language("zh")
        theme.apply("light")


@pytest.mark.timeout(often(120, 2_400))
def test_a_day_on_which_every_device_fails(day: DeviceDay) -> None:
    for hour in range(1, HOURS + 1):
        share = hour / HOURS
        day.live(Until(*(int(whole * share) for whole in (WHOLE.taps, WHOLE.slips, WHOLE.readers, WHOLE.troubles))))
        day.hand_over_shift()
        day.rest()
        day.route(hour)
        print(figures(day), flush=True)
    print(report(day))
    assert [fault for hand in day.hands for fault in hand.faults] == []
    assert day.faults == []
    with day.store.read() as connection:
        assert verify(connection, derivations()).findings == ()
    assert day.reads_in_window == set()
    if LONG:
        _nothing_grows(day)


def _nothing_grows(day: DeviceDay) -> None:
    """Over the second half; the first fills caches."""
    first, last = day.gauges[len(day.gauges) // 2], day.gauges[-1]
    assert last.threads == first.threads
    assert last.handles == first.handles
    assert growth([each.widgets for each in day.gauges]) < 0.02 * last.widgets
    assert growth([each.qobjects for each in day.gauges]) < 0.02 * last.qobjects
    assert growth([each.objects for each in day.gauges]) < 0.02 * last.objects, _grown(first, last)
    assert growth([each.memory_mb for each in day.gauges]) < 6


def figures(day: DeviceDay) -> str:
    """What was done so far, and what the program uses."""
    return (
        f"{day.taps:5d} taps {day.slips:4d} slips {day.weather.done.total():4d} card service "
        f"{day.troubles.total():4d} printers {day.done['pole pulled']:3d} pole | {line(day.gauges[-1])}"
    )


def report(day: DeviceDay) -> str:
    """Everything that was done, by kind."""
    with day.store.read() as connection:
        columns = (PrintJob.printer, PrintJob.kind, PrintJob.state, PrintJob.answer)
        jobs = connection.execute(select(*columns, func.count()).group_by(*columns)).all()
    hands = sum((hand.done for hand in day.hands), start=type(day.hands[0].done)())
    lines = [
        "hands: " + _told(hands),
        "card service: " + _told(day.weather.done),
        "printers: " + _told(day.troubles),
        "clerk: " + _told(day.uncertain + day.done),
        f"paper: {sum(sum(t.papers.values()) for t in day.trays.values())} whole, "
        f"{sum(t.torn for t in day.trays.values())} torn, {sum(t.pulses for t in day.trays.values())} drawer pulses",
        "spool: " + ", ".join(f"{n} {kind} {state} {answer} at {where}" for where, kind, state, answer, n in jobs),
        *(fault for hand in day.hands for fault in hand.faults),
        *day.faults,
    ]
    return "\n".join(lines)


def _told(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
