"""Taking a member's photo: by a webcam or from a file, cut to size, and kept (G25)."""

import uuid
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Slot
from PySide6.QtGui import QHideEvent, QImage, QImageWriter, QShowEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, t
from frontdesk.members.errors import PhotoUnreadable
from frontdesk.members.qt.photo_stage import PhotoStage
from frontdesk.members.set_photo import MOST_BYTES, set_photo, viewable
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.runner import Cancelled, InternalFault
from frontdesk.ui.widgets import Banner, Button, Label, column, named, row

if TYPE_CHECKING:
    from frontdesk.devices.qt.camera import Camera, CameraTrouble

_FACE_HEIGHT = 0.35
"""Where a face mostly is in a picture from a file; what a camera took shows where it is."""


class PhotoDialog(Dialog):
    """Enter or Space takes the picture, Enter keeps it. Without a camera the way by a file stays."""

    def __init__(self, desk: Desk, person_id: int, parent: QWidget, camera: "Camera | None" = None) -> None:
        super().__init__(
            desk,
            "members.photo",
            t("photo.title"),
            confirm=t("photo.take"),
            note=t("photo.note"),
            width=540,
            parent=parent,
        )
        self._person_id = person_id
        self._camera = camera or system_camera(self)
        self.stage = PhotoStage("members.photo.stage")
        self.trouble = Banner("members.photo.trouble", "warn")
        self.trouble.hide()
        self.hint = Label("", "note", wrap=True, name="members.photo.hint")
        self.choice = named(QComboBox(), "members.photo.camera", t("photo.camera"))
        self.smaller = Button("", "members.photo.smaller", icon="minus", label=t("photo.smaller"))
        self.larger = Button("", "members.photo.larger", icon="plus", label=t("photo.larger"))
        self.again = Button(t("photo.again"), "members.photo.again", icon="camera")
        self.file = self.add_button(Button(t("photo.file"), "members.photo.file", icon="photo", kind="quiet"))
        tools = row(self.choice, self.again, None, self.smaller, self.larger, spacing=8)
        stage = row(None, self.stage, None)
        # Words stand where the picture would be, so that the window needn't grow for them.
        words = column(None, self.trouble, None)
        words.setContentsMargins(32, 32, 32, 32)
        self.stage.setLayout(words)
        self.body.addLayout(column(stage, self.hint, tools, spacing=10))
        self._connect()
        self._fill_choice()
        self._show_state()

    def _connect(self) -> None:
        self.stage.shutter.connect(self.take)
        self.again.clicked.connect(self.open_camera)
        self.file.clicked.connect(self._choose_file)
        self.smaller.clicked.connect(self._smaller)
        self.larger.clicked.connect(self._larger)
        self.choice.activated.connect(self._chosen)
        self._camera.picture.connect(self._live)
        self._camera.trouble.connect(self._camera_trouble)
        self._camera.cameras_changed.connect(self._fill_choice)

    @Slot()
    def open_camera(self) -> None:
        """Live pictures, of the camera that was chosen last."""
        self.trouble.hide()
        self.clear_failure()
        self.stage.show_text(t("photo.opening"))
        self.stage.setFocus(Qt.FocusReason.OtherFocusReason)
        self._camera.open(self.desk.settings.camera)
        self._show_state()

    @Slot()
    def take(self) -> None:
        """Keep what is seen now, to be cut."""
        if self.stage.is_live:
            self._camera.close()
            self.stage.freeze()
            self._show_state()

    def confirm(self) -> None:
        """Take the picture, or keep what is in the frame."""
        if self.stage.is_live:
            self.take()
        elif self.stage.has_picture:
            key = uuid.uuid4().hex
            picture = png_of(self.stage.cut())
            self.work(set_photo, self.desk.store, self.desk.signed_in(), key, self._person_id, picture)
        else:
            self._choose_file()

    @Slot(str)
    def take_file(self, path: str) -> None:
        """Read a picture file, to be cut."""
        self._camera.close()
        self.clear_failure()
        self.set_busy(True)
        self.desk.read(read_picture, path, then=self._read, failed=self._unread, latest="members.photo")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.stage.has_picture or self.stage.is_live:
            self.open_camera()

    def hideEvent(self, event: QHideEvent) -> None:
        # Also while the desk is locked: nobody is filmed then.
        self._camera.close()
        super().hideEvent(event)

    def handle_scan(self, text: str) -> bool:
        return False

    @Slot(object)
    def _read(self, picture: bytes) -> None:
        self.set_busy(False)
        self.trouble.hide()
        self.stage.show_still(QImage.fromData(picture), up=_FACE_HEIGHT)
        self.stage.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_state()

    @Slot(object)
    def _unread(self, error: FrontdeskError) -> None:
        self.set_busy(False)
        if not self.stage.has_picture or self.stage.is_live:
            self.stage.show_text("")
        if not isinstance(error, Cancelled | InternalFault):
            self.trouble.show_state("bad", *error_text(error))
            self.trouble.show()
        self._show_state()

    @Slot(QImage)
    def _live(self, picture: QImage) -> None:
        was_live = self.stage.is_live
        self.stage.show_live(picture)
        if not was_live:
            self.trouble.hide()
            self._show_state()

    @Slot(object)
    def _camera_trouble(self, why: "CameraTrouble") -> None:
        self.stage.show_text("")
        key = f"photo.trouble.{why.value}"
        self.trouble.show_state("warn", t(key), t(f"{key}.do"), icon="camera")
        self.trouble.show()
        self._show_state()

    @Slot()
    def _fill_choice(self) -> None:
        names = self._camera.names()
        self.choice.clear()
        self.choice.addItems(names)
        self.choice.setCurrentIndex(max(0, self.choice.findText(self._camera.name or self.desk.settings.camera)))
        self.choice.setVisible(len(names) > 1)

    @Slot()
    def _chosen(self) -> None:
        name = self.choice.currentText()
        if name != self.desk.settings.camera:
            self.desk.settings = replace(self.desk.settings, camera=name)
            self.desk.notify("camera")
        self.open_camera()

    @Slot()
    def _smaller(self) -> None:
        self.stage.zoom_by(1 / 1.1)

    @Slot()
    def _larger(self) -> None:
        self.stage.zoom_by(1.1)

    @Slot()
    def _choose_file(self) -> None:
        kinds = f"{t('members.photo.files')} (*.jpg *.jpeg *.png *.webp *.bmp)"
        chooser = QFileDialog(self, t("members.photo.choose"), "", kinds)
        chooser.setObjectName("members.photo.chooser")
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(self.take_file)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def _show_state(self) -> None:
        """Buttons and words for what can be done now."""
        live, still = self.stage.is_live, self.stage.has_picture and not self.stage.is_live
        opening = not live and not still and bool(self._camera.name)
        if still:
            words, icon = t("photo.keep"), "check"
        else:
            words, icon = (t("photo.take"), "camera") if live or opening else (t("photo.file"), "photo")
        self.confirm_button.set_words(words)
        self.confirm_button.set_icon(icon)
        self.confirm_button.setEnabled(not opening)
        self.file.setVisible(live or opening or still)
        self.again.setVisible(not live and not opening)
        self.again.set_words(t("photo.again") if still else t("photo.try_camera"))
        for button in (self.smaller, self.larger):
            button.setVisible(still)
        self.hint.setText(t("photo.hint.still") if still else t("photo.hint.live") if live else "")
        self.hint.setVisible(live or still)

    def worked(self, result: Any) -> None:
        super().worked(result)
        self.desk.toast(t("members.photo.stored"))
        self.desk.notify("members")


def system_camera(parent: QWidget) -> "Camera":
    """The system's cameras; loads QtMultimedia."""
    from frontdesk.devices.qt.camera import Camera, SystemCameras

    return Camera(SystemCameras(parent), parent)


def read_picture(path: str) -> bytes:
    """A picture file as it can be shown. Raises PhotoUnreadable, PhotoTooLarge."""
    try:
        with Path(path).open("rb") as file:
            picture = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise PhotoUnreadable() from error
    return viewable(picture)


def png_of(image: QImage) -> bytes:
    """A picture as the bytes of a PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())
