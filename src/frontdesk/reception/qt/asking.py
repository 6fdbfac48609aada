"""Decisions asked for, shown, confirmed and put away, one after the other."""

import uuid
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.members.open_contract import OpenContractRequest, open_contract
from frontdesk.reception.qt.key_card import HOLD_MS
from frontdesk.reception.qt.token_watch import TokenWatch
from frontdesk.reception.queue import DecisionQueue
from frontdesk.reception.words import GIVES_KEY, WAITS_FOR_ANSWER, Face
from frontdesk.ui.desk import Desk
from frontdesk.visits.arrive import Arrived, ArriveRequest, arrive
from frontdesk.visits.decide import Asked, Decision, decide_now
from frontdesk.visits.leave import LeaveRequest, Left, leave

if TYPE_CHECKING:
    from frontdesk.reception.page import ReceptionPage

_WANTS_KEY = ("hand_out", "re_entry", "ask_zone", "no_key")


class Asking(QObject):
    """Between the queue, the background runner and the page; all of it on the GUI thread."""

    def __init__(self, desk: Desk, page: "ReceptionPage") -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self.queue = DecisionQueue()
        self.found: Decision | None = None
        self._look: Face | None = None
        self._answered = False
        self._working = False
        self._painted_at = 0.0
        self._names: dict[Asked, str] = {}
        self._sent: ArriveRequest | LeaveRequest | OpenContractRequest | None = None
        self._refusal: FrontdeskError | None = None
        self.refused = False
        """Whether what is shown stands with a refusal."""
        self.tokens = TokenWatch(desk, self)

    # -- asking -----------------------------------------------------------------------------------------------------

    def ask(self, asked: Asked) -> None:
        """A card, a person or a key came to the desk."""
        if self.queue.offer(asked):
            self._decide()
        elif asked in self.queue.waiting:
            self._read(asked, self._named, f"reception.name.{asked}")
        self.tell_waiting()

    @Slot()
    def ask_again(self) -> None:
        """Something changed: is the decision still right?"""
        if self.queue.is_open and not self._working:
            self._decide()

    def _decide(self) -> None:
        current = self.queue.current
        if current is not None:
            self._read(current, self._decided, "reception.decide")

    def _read(self, asked: Asked, then: Any, word: str) -> None:
        counter = self._desk.signed_in().counter
        self._desk.read(decide_now, self._desk.store, asked, counter, then=then, failed=self._undecided, latest=word)

    @Slot(object)
    def _decided(self, found: Decision) -> None:
        if found.asked != self.queue.current or self._working:
            return
        before, self._answered = self.found, False
        if found == before and self.queue.is_open and self._refusal is None and self._look is not None:
            return
        self._show(found)

    def _show(self, found: Decision) -> None:
        self.found = found
        token = self.tokens.refusal(found)
        self._look = self._page.show_decision(found, token)
        self._painted_at = monotonic()
        self.queue.shown(found.kind in WAITS_FOR_ANSWER)
        self.tell_waiting()
        refusal = self._refusal or token
        self._refusal, self.refused = None, refusal is not None
        if refusal is not None and not (refusal is token and found.kind in GIVES_KEY):
            self._page.show_failure(refusal)

    def look_again(self, refusal: FrontdeskError | None) -> None:
        """The card's token was checked: a refusal may have blocked it, and a good card ends an earlier refusal."""
        if self._working or self.found is None:
            return
        self._refusal = refusal
        if refusal is None:
            self._show(self.found)
        else:
            self._decide()

    @Slot(object)
    def _named(self, found: Decision) -> None:
        self._names[found.asked] = found.name or found.key_code or t("reception.somebody")
        self._page.keys.show_next(self.names_waiting())

    @Slot(object)
    def _undecided(self, error: FrontdeskError) -> None:
        # Reading failed: the desk stays usable, and the same tap can be tried again.
        self.queue.shown(False)
        self._desk.show_error(error)

    def tell_waiting(self) -> None:
        """Show on the rail how many wait here; the one in view doesn't wait."""
        unseen = int(self.queue.is_open and not self._page.isVisible())
        self._desk.badge_changed.emit(self._page.key, len(self.queue.waiting) + unseen)

    def names_waiting(self) -> tuple[str, ...]:
        """Who is next, as far as known."""
        return tuple(self._names.get(asked, t("reception.somebody")) for asked in self.queue.waiting)

    # -- answering --------------------------------------------------------------------------------------------------

    def wants_key(self) -> bool:
        """Whether somebody stands here who is to get a key."""
        return self.found is not None and not self._answered and self.found.kind in _WANTS_KEY

    def too_soon(self) -> bool:
        """Whether what is shown was painted so recently that nobody can have read it."""
        return monotonic() - self._painted_at < HOLD_MS / 1000

    def choose_key(self, code: str, zone_sex: str) -> bool:
        """Another key for the person shown; False when it is of the other sex's zone."""
        found = self.found
        if found is None or not self.wants_key() or self._working:
            return False
        if found.person is not None and found.person.sex and zone_sex and found.person.sex != zone_sex:
            self._desk.toast(t("error.visits.wrong_zone", code=code), "warn")
            return False
        kind = found.kind if found.kind in ("hand_out", "re_entry") else "hand_out"
        same_key = found.key_code == code and kind == found.kind
        if not same_key:
            chosen_zone = self._page.board.zone_of(code)
            zone = next((zone for zone in found.zones if zone.code == chosen_zone), None)
            early = self._painted_at
            self._show(replace(found, kind=kind, key_code=code, zone=zone))
            # Choosing a key is a deliberate act upon the person already seen.
            self._painted_at = early
        return True

    @Slot()
    def confirm(self) -> None:
        """Enter: what the main button says."""
        if self._look is None or self.found is None or self._working:
            return
        action = self._look.action
        if action == "hand_out":
            self.hand_out()
        elif action == "take_back":
            self.take_back()
        elif action == "open_card":
            self._open_card()
        elif action == "put_away":
            self.put_away()
        else:
            self._page.steps.go(action)

    def hand_out(self) -> None:
        """Give the key shown to the person shown."""
        found = self.found
        if found is None or found.person is None or not found.key_code or self._working:
            return
        written = self.tokens.written(found)
        if written is None:
            return
        reason = "" if found.card_number else self._page.keys.no_card_reason()
        request = ArriveRequest("", found.person.id, found.key_code, found.card_number, reason, "", *written)
        self._send(arrive, request, self._handed_out)

    def take_back(self) -> None:
        """Take the key shown back."""
        found = self.found
        if found is None or found.going is None or self._working:
            return
        asked = found.asked
        how = "key" if asked.key_code else "card" if asked.uid or asked.card_number else "desk"
        request = LeaveRequest("", found.going.visit_id, how)  # type: ignore[arg-type]
        self._send(leave, request, self._taken_back)

    def _open_card(self) -> None:
        standing = self.found.standing if self.found is not None else None
        if standing is not None and standing.contract_id is not None:
            self._send(open_contract, OpenContractRequest("", standing.contract_id), self._opened)

    def _send(self, call: Any, request: Any, then: Any) -> None:
        # Asked again after an answer that never came, it is the same intent and gets the same key.
        if self._sent is None or type(self._sent) is not type(request) or replace(self._sent, key="") != request:
            self._sent = replace(request, key=uuid.uuid4().hex)
        self._working = True
        self._page.keys.primary.setEnabled(False)
        self._desk.run(call, self._desk.store, self._desk.signed_in(), self._sent, then=then, failed=self._refused)

    def _worked(self) -> None:
        self._working = False
        self._sent = None
        self._page.keys.primary.setEnabled(True)

    @Slot(object)
    def _handed_out(self, arrived: Arrived) -> None:
        self._worked()
        found = self.found
        if found is not None:
            self.tokens.forget(found.asked.uid)
            words = t("reception.done.handed_out", key=arrived.key_code, name=found.name)
            if not self._next(words):
                self._page.show_handed_out(found, arrived)
        self._desk.notify("visits", "keys")

    @Slot(object)
    def _taken_back(self, left: Left) -> None:
        self._worked()
        self.left(left)

    def left(self, left: Left) -> None:
        """A visit ended, here or in a dialog."""
        found = self.found
        if found is not None:
            key = "reception.done.key_lost" if left.due_id is not None else "reception.done.taken_back"
            if not self._next(t(key, key=left.key_code, name=found.name)):
                house = self._page.house
                fee_fen = house.lost_key_fee_fen if house is not None and left.due_id is not None else 0
                self._page.show_taken_back(found, left, fee_fen)
        self._desk.notify("visits", "keys")

    @Slot(object)
    def _opened(self, result: object) -> None:
        self._worked()
        self._desk.toast(t("reception.done.opened"), "ok")
        self._decide()
        self._desk.notify("members")

    def _next(self, done: str) -> bool:
        """After an answer: paint the next one and say what was done; False when nobody waits."""
        self._answered = True
        self._look = None
        if self.queue.settle() is None:
            return False
        self._desk.toast(done, "ok")
        self._decide()
        return True

    @Slot(object)
    def _refused(self, error: FrontdeskError) -> None:
        self._working = False
        self._page.keys.primary.setEnabled(True)
        self._refusal = error
        self._page.show_failure(error)
        self._page.read_soon()
        self._decide()

    def follow_key(self, key_code: str) -> None:
        """The visit shown has another key now."""
        if self.queue.current is not None and self.queue.current.key_code:
            self.queue.replace(Asked(key_code=key_code))
        self._decide()

    @Slot()
    def put_away(self) -> None:
        """Esc: nothing more with this one."""
        if self._working:
            return
        self.found = None
        self._look = None
        self._sent = None
        if self.queue.put_away() is None:
            self._page.show_nobody()
            self.tell_waiting()
        else:
            self._decide()

    # -- language switch --------------------------------------------------------------------------------------------

    def carry(self) -> tuple[Asked | None, tuple[Asked, ...]]:
        """What is open and who waits."""
        return (self.queue.current if self.queue.is_open else None), self.queue.waiting

    def restore(self, current: Asked | None, waiting: tuple[Asked, ...]) -> None:
        """Take over a queue; the decision is asked for anew."""
        self.queue.restore(current, waiting)
        self._decide()
        for asked in waiting:
            self._read(asked, self._named, f"reception.name.{asked}")
