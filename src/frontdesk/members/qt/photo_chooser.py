"""Choosing a picture file as a member's photo (G25)."""

import uuid
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from frontdesk.core.actor import Actor
from frontdesk.core.i18n import t
from frontdesk.members.errors import PhotoUnreadable
from frontdesk.members.set_photo import MOST_BYTES, SetPhotoResult, set_photo
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk


class PhotoChooser(QObject):
    """Opens the file window and stores what was chosen, in the background."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._person_id: int | None = None

    def choose(self, person_id: int) -> None:
        """Ask for a file for this person."""
        self._person_id = person_id
        kinds = f"{t('members.photo.files')} (*.jpg *.jpeg *.png *.webp *.bmp)"
        chooser = QFileDialog(self._page, t("members.photo.choose"), "", kinds)
        chooser.setObjectName("members.photo.chooser")
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(self.take)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    @Slot(str)
    def take(self, path: str) -> None:
        """Store the chosen file."""
        actor = self._desk.signed_in()
        key = uuid.uuid4().hex
        self._desk.run(store_photo, self._desk.store, actor, key, self._person_id, path, then=self._stored)

    @Slot(object)
    def _stored(self, result: SetPhotoResult) -> None:
        self._desk.toast(t("members.photo.stored"))
        self._desk.notify("members")


def store_photo(store: Store, actor: Actor, key: str, person_id: int, path: str) -> SetPhotoResult:
    """Read a picture file and store it as a person's photo. Raises PhotoUnreadable, PhotoTooLarge."""
    try:
        with Path(path).open("rb") as file:
            picture = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise PhotoUnreadable() from error
    return set_photo(store, actor, key, person_id, picture)
