"""A webcam: live pictures while it is open, and in words what is wrong when there are none (G25).

Importing this loads QtMultimedia: only who wants a camera does.
"""

from enum import Enum

from PySide6.QtCore import QElapsedTimer, QLoggingCategory, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QTransform
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QCameraFormat,
    QMediaCaptureSession,
    QMediaDevices,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoSink,
)

from frontdesk.devices.camera_picture import Layout, Plane, rgb_of

FIRST_PICTURE_MS = 6_000
"""Webcams take one to three seconds; one in use elsewhere or forbidden by the system sends nothing, for ever."""
_EVERY_MS = 50
"""A webcam's thirty pictures a second are more than a preview needs."""
_LEAST_SIDE_PX = 480
"""A crop of 4:5 is then still larger than the stored photo."""
_LEAST_RATE = 10
_Format = QVideoFrameFormat.PixelFormat
_LAYOUTS: dict[_Format, Layout] = {
    _Format.Format_NV12: "nv12",
    _Format.Format_NV21: "nv21",
    _Format.Format_YUYV: "yuyv",
    _Format.Format_UYVY: "uyvy",
    _Format.Format_YUV420P: "yuv420",
    _Format.Format_YUV422P: "yuv422",
}
# It warns of every library of other sound and picture systems that isn't there; none of them is needed.
QLoggingCategory.setFilterRules("qt.multimedia.symbolsresolver=false")


class CameraTrouble(Enum):
    """Why there is no picture."""

    NONE_THERE = "none"
    SILENT = "silent"
    """Nothing came in time: in use elsewhere, forbidden, or broken."""
    FAILED = "failed"
    GONE = "gone"
    """It was pulled out while open."""


class FrameSource(QObject):
    """Where frames come from: the system's cameras, or a written one in tests."""

    cameras_changed = Signal()
    failed = Signal()

    def names(self) -> list[str]:
        """The cameras there are."""
        raise NotImplementedError

    def start(self, name: str, sink: QVideoSink) -> None:
        """Send a camera's frames to a sink."""
        raise NotImplementedError

    def stop(self) -> None:
        """Let go of the camera: its lamp goes out."""
        raise NotImplementedError


class SystemCameras(FrameSource):
    """The cameras that the operating system knows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._devices = QMediaDevices(self)
        self._devices.videoInputsChanged.connect(self.cameras_changed)
        self._session = QMediaCaptureSession(self)
        self._camera: QCamera | None = None

    def names(self) -> list[str]:
        return [device.description() for device in QMediaDevices.videoInputs()]

    def start(self, name: str, sink: QVideoSink) -> None:
        device = next((each for each in QMediaDevices.videoInputs() if each.description() == name), None)
        if device is None:
            self.failed.emit()
            return
        self._camera = QCamera(device, self)
        self._camera.errorOccurred.connect(self._error)
        chosen = fitting_format(device)
        if chosen is not None:
            self._camera.setCameraFormat(chosen)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(sink)
        self._camera.start()

    def stop(self) -> None:
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.blockSignals(True)
            camera.stop()
            # Qt takes a null pointer for "none of them"; its stubs don't.
            self._session.setVideoSink(None)  # type: ignore[arg-type]
            self._session.setCamera(None)  # type: ignore[arg-type]
            camera.deleteLater()

    @Slot()
    def _error(self) -> None:
        if self._camera is not None and self._camera.error() != QCamera.Error.NoError:
            self.failed.emit()


def fitting_format(device: QCameraDevice) -> QCameraFormat | None:
    """The smallest pictures that are large enough; None to leave it to the camera."""
    found = [
        each
        for each in device.videoFormats()
        if min(each.resolution().width(), each.resolution().height()) >= _LEAST_SIDE_PX
        and each.maxFrameRate() >= _LEAST_RATE
    ]
    return min(found, key=lambda each: each.resolution().width() * each.resolution().height(), default=None)


class Camera(QObject):
    """One camera at a time; ``picture`` comes some twenty times a second while it is open."""

    picture = Signal(QImage)
    trouble = Signal(object)
    """CameraTrouble; the camera is closed then."""
    cameras_changed = Signal()

    def __init__(self, source: FrameSource, parent: QObject | None = None, *, limit_ms: int = FIRST_PICTURE_MS) -> None:
        super().__init__(parent)
        self._source = source
        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self._frame)
        self._name = ""
        self._since = QElapsedTimer()
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(limit_ms)
        self._limit.timeout.connect(self._silent)
        source.cameras_changed.connect(self._others)
        source.failed.connect(self._failed)

    def names(self) -> list[str]:
        """The cameras there are."""
        return self._source.names()

    @property
    def name(self) -> str:
        """The camera that is open; empty for none."""
        return self._name

    def open(self, wanted: str) -> None:
        """Open the camera of that name, or the first; says what is wrong by ``trouble``."""
        self.close()
        names = self.names()
        if not names:
            self.trouble.emit(CameraTrouble.NONE_THERE)
            return
        self._name = wanted if wanted in names else names[0]
        self._limit.start()
        self._source.start(self._name, self._sink)

    def close(self) -> None:
        """Let go of it."""
        self._limit.stop()
        self._since.invalidate()
        if self._name:
            self._name = ""
            self._source.stop()

    @Slot(QVideoFrame)
    def _frame(self, frame: QVideoFrame) -> None:
        if not self._name or (self._since.isValid() and self._since.elapsed() < _EVERY_MS):
            return
        found = image_of(frame)
        if not found.isNull():
            self._since.start()
            # From now on each picture has to be followed by another.
            self._limit.start()
            self.picture.emit(found)

    @Slot()
    def _others(self) -> None:
        if self._name and self._name not in self.names():
            self._give_up(CameraTrouble.GONE)
        self.cameras_changed.emit()

    @Slot()
    def _silent(self) -> None:
        self._give_up(CameraTrouble.SILENT)

    @Slot()
    def _failed(self) -> None:
        if self._name:
            self._give_up(CameraTrouble.FAILED)

    def _give_up(self, why: CameraTrouble) -> None:
        self.close()
        self.trouble.emit(why)


def image_of(frame: QVideoFrame) -> QImage:
    """A frame as a picture, upright; a null picture for what can't be read."""
    form = frame.surfaceFormat()
    layout = _LAYOUTS.get(form.pixelFormat())
    image = frame.toImage() if layout is None else _computed(frame, layout)
    turn = int(form.rotation().value)
    return image.transformed(QTransform().rotate(turn)) if turn else image


def _computed(frame: QVideoFrame, layout: Layout) -> QImage:
    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return QImage()
    try:
        # Copied: the memory is the camera's again once it is unmapped.
        planes = [Plane(bytes(frame.bits(each)), frame.bytesPerLine(each)) for each in range(frame.planeCount())]
    finally:
        frame.unmap()
    width, height = frame.width() // 2 * 2, frame.height() // 2 * 2
    full = frame.surfaceFormat().colorRange() == QVideoFrameFormat.ColorRange.ColorRange_Full
    try:
        pixels = rgb_of(width, height, layout, planes, full_range=full)
    except (ValueError, IndexError):
        return QImage()
    return QImage(pixels, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
