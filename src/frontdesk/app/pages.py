"""The areas this version has, in the order of the rail.

A page's module is imported when the page is first wanted: all of them at once take as long as everything else a start
loads. Reception comes first; ``import_pages`` brings the others while nobody waits.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from frontdesk.ui.desk import Desk
from frontdesk.ui.page import Page, PageSpec

if TYPE_CHECKING:
    from frontdesk.app.print_room import PrintRoom
    from frontdesk.app.reader_watch import ReaderWatch


def page_specs(folder: Path, print_room: PrintRoom | None, readers: ReaderWatch | None = None) -> list[PageSpec]:
    """One spec a page; a page is built when it is first opened. Devices also gets this machine's folder, printers and
    readers, Settings the folder."""
    return [
        PageSpec("reception", "reception", _reception),
        PageSpec("members", "members", _members),
        PageSpec("cashier", "cashier", _cashier),
        PageSpec("keys", "keys", _keys),
        PageSpec("reports", "reports", _reports),
        PageSpec("handover", "handover", _handover),
        PageSpec("devices", "reader", partial(_devices, folder=folder, print_room=print_room, readers=readers)),
        PageSpec("settings", "settings", partial(_settings, folder=folder)),
    ]


def import_pages() -> None:
    """Import every page's module; for a background thread after the window is there."""
    for area in ("reception", "cashier", "handover", "members", "keys", "reports"):
        import_module(f"frontdesk.{area}.page")
    import_module("frontdesk.app.devices_page")
    import_module("frontdesk.app.settings_page")


def _reception(desk: Desk) -> Page:
    from frontdesk.reception.page import ReceptionPage

    return ReceptionPage(desk)


def _members(desk: Desk) -> Page:
    from frontdesk.app.neighbours import CardsAndVisits
    from frontdesk.members.page import MembersPage

    return MembersPage(desk, CardsAndVisits())


def _cashier(desk: Desk) -> Page:
    from frontdesk.cashier.page import CashierPage

    return CashierPage(desk)


def _keys(desk: Desk) -> Page:
    from frontdesk.keys.page import KeysPage

    return KeysPage(desk)


def _reports(desk: Desk) -> Page:
    from frontdesk.reports.page import ReportsPage

    return ReportsPage(desk)


def _handover(desk: Desk) -> Page:
    from frontdesk.handover.page import HandoverPage

    return HandoverPage(desk)


def _devices(desk: Desk, folder: Path, print_room: PrintRoom | None, readers: ReaderWatch | None) -> Page:
    from frontdesk.app.devices_page import DevicesPage

    return DevicesPage(desk, folder, print_room, readers)


def _settings(desk: Desk, folder: Path) -> Page:
    from frontdesk.app.settings_page import SettingsPage

    return SettingsPage(desk, folder)
