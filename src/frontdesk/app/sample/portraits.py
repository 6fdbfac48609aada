"""Flat portraits for the sample's members: nobody's face, but somebody to recognise."""

import io
from functools import cache
from typing import Any

from frontdesk.members.set_photo import HEIGHT_PX, WIDTH_PX

_BACKGROUNDS = (("#A7CBCB", "#5F9196"), ("#B9C7DE", "#7388B5"), ("#E2C8B4", "#B98F77"), ("#C4D3B4", "#86A079"))
_SKINS = ("#F5D7BF", "#EFC9A8", "#E3B590", "#D9A47C")
_HAIRS = ("#22201F", "#2E2723", "#3A2C25", "#5B4636")
_SHIRTS = ("#F2F4F5", "#2F5D73", "#B4473C", "#33475B", "#3E7A5E", "#D9A441")
_SCALE = 2


@cache
def portrait(sex: str, variant: int) -> bytes:
    """One of twelve portraits for each sex, as a JPEG of the stored size."""
    # Imported late: only the sample draws.
    from PIL import Image, ImageDraw, ImageFilter

    width, height = WIDTH_PX * _SCALE, HEIGHT_PX * _SCALE
    image = _gradient(Image, width, height, _BACKGROUNDS[variant % 4])
    draw = ImageDraw.Draw(image)
    skin, hair = _SKINS[(variant * 3 + 1) % 4], _HAIRS[(variant * 5 + 2) % 4]
    shirt = _SHIRTS[(variant * 5 + (sex == "f")) % 6]
    middle = width // 2
    if sex == "f":
        _long_hair(draw, middle, height, hair, variant)
    _body(draw, middle, height, skin, shirt)
    _head(draw, middle, height, skin)
    _fringe(draw, middle, height, hair, sex, variant)
    out = io.BytesIO()
    image.resize((WIDTH_PX, HEIGHT_PX), Image.Resampling.LANCZOS).filter(ImageFilter.SMOOTH).save(
        out, "JPEG", quality=80, optimize=True
    )
    return out.getvalue()


def _gradient(pillow: Any, width: int, height: int, colours: tuple[str, str]) -> Any:
    """A background that grows darker downwards."""
    mask = pillow.linear_gradient("L").resize((width, height))
    light, dark = (pillow.new("RGB", (width, height), colour) for colour in colours)
    return pillow.composite(dark, light, mask)


def _body(draw: Any, middle: int, height: int, skin: str, shirt: str) -> None:
    half, top = int(height * 0.34), int(height * 0.70)
    draw.rounded_rectangle((middle - half, top, middle + half, height * 2), radius=int(height * 0.17), fill=shirt)
    neck = int(height * 0.075)
    draw.rounded_rectangle(
        (middle - neck, int(height * 0.52), middle + neck, int(height * 0.76)), radius=neck, fill=_darker(skin)
    )
    draw.ellipse((middle - neck, int(height * 0.66), middle + neck, int(height * 0.78)), fill=_darker(skin))


def _head(draw: Any, middle: int, height: int, skin: str) -> None:
    half = int(height * 0.155)
    ear, level = int(height * 0.035), int(height * 0.42)
    for side in (-1, 1):
        at = middle + side * half
        draw.ellipse((at - ear, level - ear, at + ear, level + ear), fill=_darker(skin))
    draw.rounded_rectangle(
        (middle - half, int(height * 0.22), middle + half, int(height * 0.61)), radius=half, fill=skin
    )


def _long_hair(draw: Any, middle: int, height: int, hair: str, variant: int) -> None:
    half = int(height * 0.205)
    length = (0.78, 0.66, 0.60)[variant % 3]
    draw.rounded_rectangle(
        (middle - half, int(height * 0.17), middle + half, int(height * length)), radius=half, fill=hair
    )


def _fringe(draw: Any, middle: int, height: int, hair: str, sex: str, variant: int) -> None:
    half, top = int(height * 0.172), int(height * 0.165)
    bottom = int(height * (0.50 if sex == "f" else 0.46))
    box = (middle - half, top, middle + half, bottom)
    style = variant % 3
    if style == 0:
        draw.pieslice(box, 180, 360, fill=hair)
    elif style == 1:
        draw.chord(box, 165, 330, fill=hair)
    else:
        draw.chord(box, 210, 375, fill=hair)
    if sex == "m" and style == 0:
        side = int(height * 0.025)
        for at in (middle - half, middle + half - side):
            draw.rectangle((at, int(height * 0.30), at + side, int(height * 0.40)), fill=hair)


def _darker(colour: str) -> str:
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{int(part * 0.93):02X}" for part in parts)
