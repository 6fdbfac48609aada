"""Pictures from a camera's raw frames, computed by Pillow.

Qt would draw each frame through OpenGL: without a graphics card 140 ms and 100 MB more, against 4 ms and nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

Layout = Literal["nv12", "nv21", "yuyv", "uyvy", "yuv420", "yuv422"]


@dataclass(frozen=True, slots=True)
class Plane:
    """One plane of a frame: its bytes, and how many of them a line takes."""

    data: bytes
    stride: int


def rgb_of(width: int, height: int, layout: Layout, planes: Sequence[Plane], *, full_range: bool) -> bytes:
    """A frame as RGB, three bytes a pixel, line after line (BT.601, as webcams send it).

    Raises ValueError when the planes are shorter than the size says.
    """
    # Imported late: most starts never see a camera.
    from PIL import Image

    luma, blue, red = _split(width, height, layout, planes)
    half = (width // 2, height // (2 if layout in ("nv12", "nv21", "yuv420") else 1))
    channels = [
        Image.frombuffer("L", (width, height), luma.data, "raw", "L", luma.stride, 1),
        *(
            Image.frombuffer("L", half, each.data, "raw", "L", each.stride, 1).resize((width, height))
            for each in (blue, red)
        ),
    ]
    if not full_range:
        channels = [
            channels[0].point(_stretched(16, 219)),
            *(each.point(_stretched(128, 224)) for each in channels[1:]),
        ]
    return Image.merge("YCbCr", channels).convert("RGB").tobytes()


def _split(width: int, height: int, layout: Layout, planes: Sequence[Plane]) -> tuple[Plane, Plane, Plane]:
    """Brightness, blue and red difference, each a plane of its own."""
    first = planes[0]
    if layout in ("yuyv", "uyvy"):
        shift = 0 if layout == "yuyv" else 1
        data, stride = first.data, first.stride
        return (
            Plane(data[shift::2], stride // 2),
            Plane(data[1 - shift :: 4], stride // 4),
            Plane(data[3 - shift :: 4], stride // 4),
        )
    if layout in ("nv12", "nv21"):
        pairs = planes[1]
        one, other = Plane(pairs.data[::2], pairs.stride // 2), Plane(pairs.data[1::2], pairs.stride // 2)
        return (first, one, other) if layout == "nv12" else (first, other, one)
    return first, planes[1], planes[2]


def _stretched(black: int, span: int) -> Callable[[float], float]:
    """Television's levels onto the whole range: 16 to 235 for brightness, 16 to 240 around 128 for colour."""
    middle = 0 if black == 16 else 128
    return lambda level: max(0, min(255, (level - black) * 255 / span + middle))
