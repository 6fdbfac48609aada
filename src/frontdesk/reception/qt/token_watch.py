"""Between a tap and the key: the card's token is checked while the decision is already painted, and no key goes out
before it is found good."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from frontdesk.cards.errors import TokenRefused
from frontdesk.cards.token_desk import TokenTap
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.devices.cards import CardPresented
from frontdesk.ui.desk import Desk
from frontdesk.visits.decide import Decision

if TYPE_CHECKING:
    from frontdesk.reception.qt.asking import Asking


class _Check(QObject):
    """One card's check, under way or done."""

    def __init__(self, watch: "TokenWatch", card: CardPresented) -> None:
        super().__init__(watch)
        self._watch = watch
        self.card = card
        self.uid = card.uid
        self.tap: TokenTap | None = None
        self.error: FrontdeskError | None = None

    @property
    def pending(self) -> bool:
        """Whether the card or the reader still has to answer."""
        return self.tap is None and self.error is None

    def keep(self, tap: TokenTap) -> None:
        """What the card answered, and in the language of now why no key goes out on it."""
        self.tap = tap
        if not tap.verdict.admits:
            key = f"cards.token.{tap.verdict.value}"
            why, todo = t(key, card=tap.card_number), t(f"{key}.do", card=tap.card_number)
            self.error = TokenRefused(card=tap.card_number, why=why, todo=todo)

    @Slot(object)
    def checked(self, tap: TokenTap) -> None:
        """The card has answered."""
        self.keep(tap)
        self._watch.settle(self)

    @Slot(object)
    def failed(self, error: FrontdeskError) -> None:
        """The books or the keyring refused."""
        self.error = error
        self._watch.settle(self)


class TokenWatch(QObject):
    """Lives with the page's ``Asking``; all of it on the GUI thread."""

    def __init__(self, desk: Desk, asking: "Asking") -> None:
        super().__init__(asking)
        self._desk = desk
        self._asking = asking
        self._checks: dict[str, _Check] = {}
        self._wanted: Decision | None = None

    def tapped(self, card: Any) -> None:
        """A card lies on a reader: check it at once, whoever stands before it in the queue."""
        if self._desk.tokens is None or not isinstance(card, CardPresented):
            return
        self._forget_gone()
        if self._wanted != self._asking.found:
            self._wanted = None
        self.forget(card.uid)
        check = self._checks[card.uid] = _Check(self, card)
        self._desk.run(
            self._desk.tokens.check,
            self._desk.signed_in(),
            card,
            then=check.checked,
            failed=check.failed,
            lane="card",
        )

    def _forget_gone(self) -> None:
        """Who neither stands at the desk nor waits has had their turn: a day's cards are not all kept."""
        queue = self._asking.queue
        here = {asked.uid for asked in (queue.current, *queue.waiting) if asked is not None}
        for uid in [uid for uid, check in self._checks.items() if uid not in here and not check.pending]:
            self.forget(uid)

    def carry(self) -> dict[CardPresented, TokenTap | None]:
        """Every card that counts for an arrival, with its answer; None while there is none to go by."""
        return {check.card: check.tap for check in self._checks.values()}

    def restore(self, carried: dict[CardPresented, TokenTap | None]) -> None:
        """Go on on a page that was built anew: what was answered holds, the others are asked once more."""
        for card, tap in carried.items():
            if tap is None:
                self.tapped(card)
            else:
                self._checks[card.uid] = check = _Check(self, card)
                check.keep(tap)

    def forget(self, uid: str) -> None:
        """What was found counts for one arrival only."""
        check = self._checks.pop(uid, None)
        if check is not None:
            check.deleteLater()

    def refusal(self, found: Decision) -> FrontdeskError | None:
        """Why no key goes out on the card that was asked about, as far as known by now."""
        check = self._checks.get(found.asked.uid)
        return check.error if check is not None else None

    def written(self, found: Decision) -> tuple[int, str] | None:
        """The count to take into the books with the arrival; None when no key may go out now.

        While the check is under way the wish is kept, and the key goes out by itself once the card is found good.
        """
        check = self._checks.get(found.asked.uid) if found.asked.uid else None
        self._wanted = None
        if check is None:
            return 0, ""
        if check.pending:
            self._wanted = found
            self._desk.toast(t("cards.token.checking"), "info")
            return None
        if check.error is not None or check.tap is None:
            self._asking.look_again(check.error)
            return None
        return check.tap.counter, check.tap.mark

    def settle(self, check: _Check) -> None:
        """A check is over: go on with what waited for it, or say why not."""
        wanted, found = self._wanted, self._asking.found
        if wanted is not None and wanted.asked.uid == check.uid:
            self._wanted = None
        if check.error is not None:
            self._desk.notify("cards")
        if found is None or found.asked.uid != check.uid:
            return
        if check.error is not None or self._asking.refused:
            self._asking.look_again(check.error)
        elif wanted == found:
            self._asking.hand_out()
