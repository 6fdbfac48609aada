"""The areas this version has, in the order of the rail."""

from pathlib import Path

from frontdesk.app.neighbours import CardsAndVisits
from frontdesk.app.settings_page import SettingsPage
from frontdesk.cashier.page import CashierPage
from frontdesk.handover.page import HandoverPage
from frontdesk.keys.page import KeysPage
from frontdesk.members.page import MembersPage
from frontdesk.printing.worker import PrintWorker
from frontdesk.reception.page import ReceptionPage
from frontdesk.reports.page import ReportsPage
from frontdesk.ui.desk import Desk
from frontdesk.ui.page import Page, PageSpec, spec

_PAGES = (ReceptionPage, MembersPage, CashierPage, KeysPage, ReportsPage, HandoverPage)


def page_specs(folder: Path, worker: PrintWorker | None) -> list[PageSpec]:
    """One spec a page; a page is built when it is first opened. Settings also gets this machine's folder and spool."""

    def settings_page(desk: Desk) -> Page:
        return SettingsPage(desk, folder, worker)

    def members_page(desk: Desk) -> Page:
        return MembersPage(desk, CardsAndVisits())

    specs = [spec(page) if page is not MembersPage else PageSpec(page.key, page.icon, members_page) for page in _PAGES]
    return [*specs, PageSpec(SettingsPage.key, SettingsPage.icon, settings_page)]
