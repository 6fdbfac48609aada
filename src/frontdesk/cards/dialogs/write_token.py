"""Writing a card's token anew: after a broken-off writing, or when a copy was found and the member stands here."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from frontdesk.cards.dialogs.token_step import TokenStep
from frontdesk.core.i18n import t
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog


class WriteTokenDialog(Dialog):
    """Lay the card on the reader, press Enter; closes by itself once the card was read back."""

    def __init__(self, desk: Desk, number: str, uid: str, parent: QWidget) -> None:
        title = t("cards.write.title", card=number)
        super().__init__(
            desk, "cards.write", title, confirm=t("cards.write.do"), note=t("cards.write.note"), parent=parent
        )
        self.step = TokenStep(desk, "cards.write")
        self.step.working.connect(self.set_busy)
        self.step.written.connect(self._written)
        self.body.addWidget(self.step)
        self.step.begin(number, uid, lies_there=False)

    def take_uid(self, uid: str) -> None:
        """A card was laid on the reader."""
        self.step.take_uid(uid)

    def confirm(self) -> None:
        self.step.write()

    @Slot()
    def _written(self) -> None:
        self.worked(None)
