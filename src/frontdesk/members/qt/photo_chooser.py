"""Opening the window in which a member's photo is taken or chosen (G25)."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from frontdesk.members.dialogs.photo import PhotoDialog
from frontdesk.ui.desk import Desk


class PhotoChooser(QObject):
    """One window at a time, made anew for each member and taken down afterwards: the camera's memory goes with it."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.dialog: PhotoDialog | None = None

    def choose(self, person_id: int) -> None:
        """Ask for this person's photo."""
        self.dialog = PhotoDialog(self._desk, person_id, self._page)
        self.dialog.finished.connect(self._over)
        self.dialog.open()

    @Slot()
    def _over(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
