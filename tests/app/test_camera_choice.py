"""The chosen camera is in the file at the next start, and what else is there stays (G25)."""

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from frontdesk.app.camera_choice import CameraChoice
from frontdesk.core.settings import MachineSettings, load_settings, save_settings
from frontdesk.ui.desk import Desk
from tests.ui.conftest import desk, look, runner  # noqa: F401


def test_the_chosen_camera_is_kept(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:  # noqa: F811
    save_settings(tmp_path, MachineSettings(counter="7"))
    CameraChoice(desk, tmp_path)
    desk.settings = replace(desk.settings, camera="Door")
    desk.notify("camera")
    qtbot.waitUntil(lambda: load_settings(tmp_path).camera == "Door")
    assert load_settings(tmp_path).counter == "7"
