"""A member's photo: checked, turned upright, stripped of what the camera wrote into it, and stored small (G25)."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, update

from frontdesk.books.action import Action, action
from frontdesk.core.actor import Actor
from frontdesk.members.enrol import write_event
from frontdesk.members.errors import PhotoTooLarge, PhotoUnreadable
from frontdesk.members.queries import person
from frontdesk.members.tables import Person, Photo
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store

MOST_PIXELS = 40_000_000
MOST_BYTES = 60_000_000
WIDTH_PX, HEIGHT_PX = 288, 360
VIEW_PX = 1_280


@dataclass(frozen=True, slots=True)
class SetPhotoRequest:
    """Give a person a photo; the picture itself is named by its SHA-256."""

    key: str
    person_id: int
    picture_sha256: str


@dataclass(frozen=True, slots=True)
class SetPhotoResult:
    """The stored photo."""

    photo_id: int


def set_photo(store: Store, actor: Actor, key: str, person_id: int, picture: bytes) -> SetPhotoResult:
    """Store a picture file's contents as a person's photo, in place of the earlier one.

    Raises UnknownPerson, PhotoTooLarge, PhotoUnreadable.
    """
    jpeg = small_jpeg(picture)
    request = SetPhotoRequest(key, person_id, sha256(picture).hexdigest())
    with action(store, actor, "members.set_photo", request, SetPhotoResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.EDIT_MEMBER)
        person(act.connection, person_id)
        photo_id = photo_within(act, person_id, jpeg)
        return act.finish(SetPhotoResult(photo_id), f"member/{person_id}")


def photo_within(act: Action[Any], person_id: int, jpeg: bytes) -> int:
    """Store a prepared photo as part of a larger action; returns its id."""
    photo_id = act.tx.insert(Photo, person_id=person_id, jpeg=jpeg, taken_at=act.now)
    write_event(act, person_id, "photo", sha256(jpeg).hexdigest())
    act.connection.execute(update(Person).where(Person.id == person_id).values(photo_id=photo_id))
    act.connection.execute(delete(Photo).where(Photo.person_id == person_id, Photo.id != photo_id))
    return photo_id


def small_jpeg(picture: bytes) -> bytes:
    """A picture cropped to a portrait of 288 × 360 pixels, upright, as JPEG without any metadata.

    Raises PhotoTooLarge before decoding more than 40 megapixels, PhotoUnreadable for what is no picture.
    """
    # A face sits above the middle of a photo taken at a counter.
    size, middle = (WIDTH_PX, HEIGHT_PX), (0.5, 0.35)
    return _redrawn(picture, lambda image, ops, best: ops.fit(image, size, best, centering=middle))


def viewable(picture: bytes) -> bytes:
    """A picture whole and upright, at most 1,280 pixels a side, as JPEG: to choose a part of it on the screen.

    Raises PhotoTooLarge, PhotoUnreadable.
    """
    return _redrawn(picture, lambda image, ops, best: ops.contain(image, (VIEW_PX, VIEW_PX), best))


def _redrawn(picture: bytes, shape: Callable[[Any, Any, Any], Any]) -> bytes:
    """Decode with every limit, turn upright, put on white, shape, and encode; ``shape`` is given Pillow's parts."""
    # Imported late: most starts never touch a picture file.
    from PIL import Image, ImageOps, UnidentifiedImageError

    if len(picture) > MOST_BYTES:
        raise PhotoTooLarge(megapixels=len(picture) // 1_000_000, most=MOST_PIXELS // 1_000_000)
    try:
        with Image.open(io.BytesIO(picture), formats=("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF")) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise PhotoTooLarge(megapixels=width * height // 1_000_000, most=MOST_PIXELS // 1_000_000)
            image.draft("RGB", (VIEW_PX, VIEW_PX))
            upright = ImageOps.exif_transpose(image).convert("RGBA")
            flat = Image.new("RGB", upright.size, "white")
            flat.paste(upright, mask=upright.getchannel("A"))
            out = io.BytesIO()
            shape(flat, ImageOps, Image.Resampling.LANCZOS).save(out, "JPEG", quality=82, optimize=True)
    # Pillow's decoders raise all of these for damaged or hostile files.
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        KeyError,
        IndexError,
        TypeError,
        OverflowError,
        MemoryError,
    ) as error:
        raise PhotoUnreadable() from error
    return out.getvalue()
