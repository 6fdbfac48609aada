"""Taking a photo: frames on the way a webcam's go, what happens without one, and a file in its place (G25)."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat, QVideoSink
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from frontdesk.core.i18n import set_language
from frontdesk.devices.qt.camera import Camera, FrameSource, SystemCameras
from frontdesk.members.dialogs.photo import PhotoDialog
from frontdesk.members.page import MembersPage
from frontdesk.members.queries import person
from frontdesk.members.tables import Photo
from frontdesk.store.store import Store
from tests.ui.clipping import find_clipped_text, find_small_targets, find_unnamed

RED, BLUE = (81, 90, 240), (41, 240, 110)
"""Luma, blue and red difference in television's levels."""
_Format = QVideoFrameFormat.PixelFormat


def frame(form: _Format, left: tuple[int, int, int] = RED, right: tuple[int, int, int] = BLUE) -> QVideoFrame:
    """640 × 480, two colours side by side, in one of the layouts that webcams send."""
    made = QVideoFrame(QVideoFrameFormat(QSize(640, 480), form))
    assert made.map(QVideoFrame.MapMode.WriteOnly)
    for plane in range(made.planeCount()):
        memory, stride = made.bits(plane), made.bytesPerLine(plane)
        halves = [_bytes(form, plane, colour) for colour in (left, right)]
        half = stride // 2
        line = b"".join((each * half)[:half] for each in halves)
        memory[:] = line * (len(memory) // stride)
    made.unmap()
    return made


def _bytes(form: _Format, plane: int, colour: tuple[int, int, int]) -> bytes:
    y, u, v = colour
    packed = {_Format.Format_YUYV: (y, u, y, v), _Format.Format_UYVY: (u, y, v, y)}
    if form in packed:
        return bytes(packed[form])
    if plane and form in (_Format.Format_NV12, _Format.Format_NV21):
        return bytes((u, v) if form == _Format.Format_NV12 else (v, u))
    return bytes((colour[plane],))


class WrittenCameras(FrameSource):
    """Cameras that a test plugs in and lets look at something."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self.there = list(names)
        self.started: list[str] = []
        self.sink: QVideoSink | None = None

    def names(self) -> list[str]:
        return list(self.there)

    def start(self, name: str, sink: QVideoSink) -> None:
        self.started.append(name)
        self.sink = sink

    def stop(self) -> None:
        self.sink = None

    def send(self, sent: QVideoFrame) -> None:
        assert self.sink is not None
        self.sink.setVideoFrame(sent)


@pytest.fixture
def cameras() -> WrittenCameras:
    return WrittenCameras("Front", "Door")


@pytest.fixture
def open_dialog(page: MembersPage, qtbot: QtBot) -> Iterator[Callable[..., PhotoDialog]]:
    made: list[QObject] = []

    def build(source: FrameSource, limit_ms: int = 5_000) -> PhotoDialog:
        dialog = PhotoDialog(page.desk, 1, page, Camera(source, limit_ms=limit_ms))
        made.append(dialog)
        with qtbot.waitExposed(dialog):
            dialog.open()
        return dialog

    yield build
    for dialog in made:
        dialog.reject()  # type: ignore[attr-defined]


def stored(gym: Store) -> Image.Image:
    with gym.read() as connection:
        photo_id = person(connection, 1).photo_id
        jpeg = connection.execute(select(Photo.jpeg).where(Photo.id == photo_id)).scalar_one()
    return Image.open(io.BytesIO(jpeg)).convert("RGB")


def is_reddish(pixel: object) -> bool:
    assert isinstance(pixel, tuple)
    return pixel[0] > 180 and pixel[2] < 90


@pytest.mark.parametrize(
    "form",
    [
        _Format.Format_YUYV,
        _Format.Format_UYVY,
        _Format.Format_NV12,
        _Format.Format_NV21,
        _Format.Format_YUV420P,
        _Format.Format_YUV422P,
        _Format.Format_BGRX8888,
    ],
)
def test_frames_of_every_layout_become_pictures(form: _Format, qtbot: QtBot) -> None:
    source = WrittenCameras("Front")
    camera, seen = Camera(source), []
    camera.picture.connect(lambda picture: seen.append(QImage(picture)))
    camera.open("")
    if form == _Format.Format_BGRX8888:
        image = QImage(640, 480, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.blue)
        for x in range(320):
            for y in (10, 470):
                image.setPixelColor(x, y, Qt.GlobalColor.red)
        source.send(QVideoFrame(image))
    else:
        source.send(frame(form))
    assert seen and seen[0].size() == QSize(640, 480)
    assert is_reddish(seen[0].pixelColor(10, 10).getRgb()) and is_reddish(seen[0].pixelColor(300, 470).getRgb())
    red, _, blue, _ = seen[0].pixelColor(600, 10).getRgb()
    assert blue > 180 and red < 90
    camera.close()


def test_space_takes_it_enter_keeps_it_and_nothing_is_mirrored(
    open_dialog: Callable[..., PhotoDialog], cameras: WrittenCameras, gym: Store, qtbot: QtBot
) -> None:
    dialog = open_dialog(cameras)
    assert not dialog.confirm_button.isEnabled()
    cameras.send(frame(_Format.Format_YUYV))
    assert dialog.stage.is_live and dialog.stage.hasFocus()
    # As in a mirror: what is left in the picture is on the right of the screen.
    shown = dialog.stage.grab().toImage()
    assert is_reddish(shown.pixelColor(shown.width() * 3 // 4 - 30, shown.height() // 2).getRgb())
    qtbot.keyClick(dialog.stage, Qt.Key.Key_Space)
    assert not dialog.stage.is_live and cameras.sink is None, "the camera's lamp is still on"
    dialog.again.click()
    assert cameras.sink is not None
    cameras.send(frame(_Format.Format_NV12))
    qtbot.keyClick(dialog.stage, Qt.Key.Key_Return)
    for _ in range(40):
        qtbot.keyClick(dialog.stage, Qt.Key.Key_Right)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.stage, Qt.Key.Key_Return)
    photo = stored(gym)
    assert photo.size == (288, 360)
    # Moved to the right as far as it goes: the left half of the picture is in the frame, more of it than before.
    assert is_reddish(photo.getpixel((150, 180))) and not is_reddish(photo.getpixel((280, 180)))


def test_pulled_out_refused_silent_and_none_leave_the_way_by_a_file(
    open_dialog: Callable[..., PhotoDialog], gym: Store, qtbot: QtBot, tmp_path: Path
) -> None:
    cameras = WrittenCameras("Front")
    dialog = open_dialog(cameras, limit_ms=300)
    cameras.send(frame(_Format.Format_YUYV))
    cameras.there.clear()
    cameras.cameras_changed.emit()
    assert "pulled out" in dialog.trouble.title() and not dialog.stage.has_picture
    dialog.again.click()
    assert "no camera" in dialog.trouble.title()
    cameras.there.append("Front")
    dialog.again.click()
    assert dialog.trouble.isHidden()
    cameras.failed.emit()
    assert "can't be opened" in dialog.trouble.title()
    dialog.again.click()
    qtbot.waitUntil(lambda: "sends no picture" in dialog.trouble.title())
    assert cameras.sink is None
    (tmp_path / "letter.png").write_text("no picture", encoding="utf-8")
    dialog.take_file(str(tmp_path / "letter.png"))
    qtbot.waitUntil(lambda: dialog.trouble.kind() == "bad")
    out = io.BytesIO()
    Image.new("RGB", (900, 400), (250, 10, 10)).save(out, "PNG")
    (tmp_path / "face.png").write_bytes(out.getvalue())
    dialog.take_file(str(tmp_path / "face.png"))
    qtbot.waitUntil(lambda: dialog.stage.has_picture)
    dialog.larger.click()
    with qtbot.waitSignal(dialog.accepted):
        dialog.confirm_button.click()
    assert is_reddish(stored(gym).getpixel((144, 180)))


def test_the_chosen_camera_is_told_and_opened(
    open_dialog: Callable[..., PhotoDialog], cameras: WrittenCameras, qtbot: QtBot
) -> None:
    dialog = open_dialog(cameras)
    topics: list[str] = []
    dialog.desk.changed.connect(topics.append)
    dialog.choice.setCurrentIndex(1)
    dialog.choice.activated.emit(1)
    assert cameras.started == ["Front", "Door"]
    assert dialog.desk.settings.camera == "Door" and topics == ["camera"]
    dialog.hide()
    assert cameras.sink is None, "filmed while nobody can see it"
    dialog.show()
    assert cameras.started == ["Front", "Door", "Door"]


def test_this_pc_without_a_camera_says_so(open_dialog: Callable[..., PhotoDialog], qtbot: QtBot) -> None:
    source = SystemCameras()
    if source.names():
        pytest.skip("there is a camera at this PC")
    dialog = open_dialog(source)
    assert "no camera" in dialog.trouble.title()
    assert dialog.confirm_button.isEnabled()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_clipped_or_unnamed(
    open_dialog: Callable[..., PhotoDialog], cameras: WrittenCameras, qtbot: QtBot, language: str
) -> None:
    set_language("zh" if language == "zh" else "en")
    dialog = open_dialog(cameras)
    cameras.send(frame(_Format.Format_NV12))
    qtbot.waitUntil(lambda: find_clipped_text(dialog) + find_unnamed(dialog) + find_small_targets(dialog) == [])
    dialog.take()
    qtbot.waitUntil(lambda: find_clipped_text(dialog) + find_unnamed(dialog) + find_small_targets(dialog) == [])
