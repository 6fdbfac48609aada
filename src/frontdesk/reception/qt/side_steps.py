"""What else can be done with the one at the desk: other keys, other ways to leave, other pages, dialogs."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from frontdesk.core.i18n import t
from frontdesk.reception.dialogs.change_key import ChangeKeyDialog
from frontdesk.reception.dialogs.closing import ClosingDialog, GiveCardDialog
from frontdesk.reception.dialogs.day_guest import DayGuestDialog
from frontdesk.reception.dialogs.give_back import GiveBackDialog
from frontdesk.reception.dialogs.leave_otherwise import LeaveOtherwiseDialog
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.visits.decide import Decision
from frontdesk.visits.leave import Left

if TYPE_CHECKING:
    from frontdesk.reception.page import ReceptionPage


class SideSteps(QObject):
    """Opens dialogs and pages; each dialog's answer comes back to a bound slot."""

    def __init__(self, desk: Desk, page: "ReceptionPage") -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._dialog: Dialog | None = None

    @property
    def _found(self) -> Decision | None:
        return self._page.asking.found

    def go(self, action: str) -> None:
        """A step that leads elsewhere."""
        if action == "guest":
            self.admit_guest()
        elif action == "collect":
            self.collect()
        elif action == "open_shift":
            self._desk.open_page("handover")
        elif action in ("member", "renew"):
            self.open_member()

    @Slot()
    def open_member(self) -> None:
        """F3."""
        if self._found is not None and self._found.person is not None:
            self._desk.open_page("members", person_id=self._found.person.id)

    @Slot()
    def collect(self) -> None:
        """F4: to the cashier, with the person and the visit."""
        found = self._found
        if found is None:
            return
        args: dict[str, object] = {}
        if found.person is not None:
            args["person_id"] = found.person.id
        if found.going is not None:
            args["visit_id"] = found.going.visit_id
            args["key_code"] = found.going.key_code
        if args:
            self._desk.open_page("cashier", **args)

    @Slot()
    def change_key(self) -> None:
        """F2: another key before it goes out, or in exchange."""
        found, house = self._found, self._page.house
        if found is None or house is None or not (found.going is not None or self._page.asking.wants_key()):
            return
        dialog = ChangeKeyDialog(
            self._desk, found, self._page.cell_by_typing, house.lost_key_fee_fen, self._page.window()
        )
        self._open(dialog, self._changed)

    @Slot()
    def _changed(self) -> None:
        dialog = self._dialog
        if isinstance(dialog, ChangeKeyDialog) and isinstance(dialog.result_value, str):
            code = dialog.result_value
            self._page.asking.choose_key(code, self._page.board.zone_sex(code))
            return
        if isinstance(dialog, ChangeKeyDialog):
            swapped = dialog.result_value
            self._desk.toast(t("reception.swap.done", old=swapped.from_key, new=swapped.to_key), "ok")
            self._page.asking.follow_key(swapped.to_key)
            self._desk.notify("visits", "keys")

    @Slot()
    def admit_guest(self) -> None:
        """F7: somebody without a membership."""
        house = self._page.house
        if house is None:
            return
        found = self._found if self._found is not None and self._found.kind == "refuse" else None
        dialog = DayGuestDialog(
            self._desk, house, self._page.board.next_free, house.guest_deposit_fen, found, self._page.window()
        )
        self._open(dialog, self._admitted)

    @Slot()
    def _admitted(self) -> None:
        if self._dialog is not None:
            arrived = self._dialog.result_value
            self._desk.toast(t("reception.guest.done", key=arrived.key_code), "ok")
            if self._found is not None and self._found.kind == "refuse":
                self._page.asking.put_away()
            self._desk.notify("visits", "keys", "sales")

    @Slot()
    def leave_otherwise(self) -> None:
        """Something is not as it should be."""
        self._leave(key_lost=False)

    @Slot()
    def key_lost(self) -> None:
        """The key isn't coming back."""
        self._leave(key_lost=True)

    def _leave(self, *, key_lost: bool) -> None:
        found, house = self._found, self._page.house
        if found is None or found.going is None or house is None:
            return
        dialog = LeaveOtherwiseDialog(self._desk, found, house.lost_key_fee_fen, self._page.window(), key_lost=key_lost)
        self._open(dialog, self._has_left)

    @Slot()
    def _has_left(self) -> None:
        if self._dialog is not None and isinstance(self._dialog.result_value, Left):
            self._page.asking.left(self._dialog.result_value)

    @Slot()
    def close_visits(self) -> None:
        """Visits that are still open at closing."""
        house = self._page.house
        if house is not None and house.inside:
            self._open(ClosingDialog(self._desk, house.inside, self._page.window()), self._settled)

    @Slot()
    def _settled(self) -> None:
        if self._dialog is not None:
            settled = self._dialog.result_value
            self._desk.toast(t("reception.closing.done", n=settled.visits, keys=settled.keys_lost), "ok")
            self._page.asking.put_away()
            self._desk.notify("visits", "keys")

    @Slot()
    def give_card(self) -> None:
        """Cards that wait for their owners."""
        house = self._page.house
        if house is not None and house.strays:
            self._open(GiveCardDialog(self._desk, house.strays, self._page.window()), self._given)

    @Slot()
    def _given(self) -> None:
        if self._dialog is not None:
            self._desk.toast(t("reception.give_card.done", card=self._dialog.result_value.card_number), "ok")
            self._desk.notify("visits", "cards")

    @Slot()
    def give_back(self) -> None:
        """Money and documents of guests who went without them."""
        self._open(GiveBackDialog(self._desk, self._page.window()), self._gave_back)

    @Slot()
    def _gave_back(self) -> None:
        dialog = self._dialog
        if isinstance(dialog, GiveBackDialog):
            self._desk.toast(dialog.outcome(), "ok")
            self._desk.notify("visits", "sales")

    @Slot(str)
    def see_to(self, what: str) -> None:
        """Something that waits while nobody is at the desk."""
        if what == "cards":
            self.give_card()
        elif what == "shift":
            self._desk.open_page("handover")
        elif what == "slips":
            self._desk.open_page("devices", tab="queue")
        elif what == "suspects":
            suspects = self._page.house.suspects if self._page.house is not None else ()
            if suspects:
                self._desk.open_page("members", person_id=suspects[0].person_id)
        elif what == "keys":
            house = self._page.house
            lost = [cell.code for zone in house.zones for cell in zone.cells if cell.state == "lost"] if house else []
            self._desk.open_page("keys", **({"key_code": lost[0]} if lost else {}))

    @Slot()
    def fill_menu(self) -> None:
        """What the present state allows."""
        menu, found, house = self._page.keys.menu, self._found, self._page.house
        menu.clear()
        if found is not None and found.going is not None:
            if found.kind == "second_tap" or found.tab_fen == 0:
                menu.addAction(t("reception.take_back", key=found.key_code), self._page.asking.take_back)
            menu.addAction(t("reception.menu.leave"), self.leave_otherwise)
            menu.addAction(t("reception.menu.key_lost"), self.key_lost)
            menu.addSeparator()
        menu.addAction(t("reception.menu.guest"), self.admit_guest)
        if house is not None and house.strays:
            menu.addAction(t("reception.menu.give_card", n=len(house.strays)), self.give_card)
        menu.addAction(t("reception.menu.give_back"), self.give_back)
        if house is not None and house.inside:
            menu.addAction(t("reception.menu.closing", n=len(house.inside)), self.close_visits)

    def _open(self, dialog: Dialog, then: object) -> None:
        self._dialog = dialog
        dialog.accepted.connect(then)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
