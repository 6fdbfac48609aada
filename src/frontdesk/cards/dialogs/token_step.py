"""Writing a card's token as a part of a dialog: wait for the card, write, say when it was pulled, try again."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from frontdesk.cards.write_token import TokenWritten
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, t
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import Banner, column


class TokenStep(QWidget):
    """Told of each card that is laid down by ``take_uid``; ``write`` does the work in the background."""

    written = Signal()
    working = Signal(bool)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self._desk = desk
        self._number = self._uid = ""
        self._lies_there = self._busy = False
        self.failed = False
        """Whether the last attempt failed, so that the next card laid down is written at once."""
        self.banner = Banner(f"{name}.token", "info")
        self.setLayout(column(self.banner))

    def begin(self, number: str, uid: str, lies_there: bool) -> None:
        """Say which card it is about, and whether it was seen on the reader."""
        self._number, self._uid, self._lies_there = number, uid, lies_there
        self._say("ready" if lies_there else "waiting")

    def take_uid(self, uid: str) -> None:
        """A card was laid on the reader."""
        if self._busy or not self._number:
            return
        self._lies_there = uid == self._uid
        if self._lies_there and self.failed:
            self.write()
        else:
            self._say("ready" if self._lies_there else "other")

    def write(self) -> bool:
        """Write now; False when the card isn't there yet, which is then said."""
        if self._busy:
            return False
        if not self._lies_there or self._desk.tokens is None:
            self._say("waiting")
            return False
        self._busy = True
        self.working.emit(True)
        self._say("writing")
        desk = self._desk
        desk.run(
            desk.tokens.write,
            desk.signed_in(),
            self._number,
            self._uid,
            then=self._done,
            failed=self._refused,
            lane="card",
        )
        return True

    @Slot(object)
    def _done(self, result: TokenWritten) -> None:
        self._end(False)
        self.banner.show_state("ok", t("cards.write.done", card=result.number))
        self._desk.toast(t("cards.write.done", card=result.number), "ok")
        self.written.emit()

    @Slot(object)
    def _refused(self, error: FrontdeskError) -> None:
        self._end(True)
        self.banner.show_state("bad", *error_text(error))

    def _end(self, failed: bool) -> None:
        self._busy, self.failed = False, failed
        self.working.emit(False)

    def _say(self, what: str) -> None:
        todo = t(f"cards.write.{what}.do", card=self._number) if what != "writing" else ""
        kind = {"ready": "ok", "other": "warn"}.get(what, "info")
        self.banner.show_state(kind, t(f"cards.write.{what}"), todo)  # type: ignore[arg-type]
