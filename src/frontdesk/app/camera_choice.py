"""The camera that was chosen when a photo was taken, remembered in this machine's settings (G25)."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from frontdesk.core.settings import load_settings, save_settings
from frontdesk.ui.desk import Desk


class CameraChoice(QObject):
    """Listens for a choice; whoever may take a photo may choose the camera, no right of the settings is needed."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        super().__init__(desk)
        self._desk, self._folder = desk, folder
        desk.changed.connect(self._changed)

    @Slot(str)
    def _changed(self, topic: str) -> None:
        if topic == "camera":
            self._desk.run(keep_camera, self._folder, self._desk.settings.camera)


def keep_camera(folder: Path, name: str) -> None:
    """Write a camera's name into the settings' file, and nothing else."""
    settings = load_settings(folder)
    if settings.camera != name:
        save_settings(folder, replace(settings, camera=name))
