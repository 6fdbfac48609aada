"""A photo swapped behind the program's back is found; one that was erased is not missed (G25)."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from sqlalchemy import delete, insert, update

from frontdesk.app.schema import derivations
from frontdesk.books.tables import Note
from frontdesk.books.verify import verify
from frontdesk.core.actor import Actor
from frontdesk.members.enrol import EnrolRequest, enrol
from frontdesk.members.fields import PersonFields
from frontdesk.members.set_photo import set_photo, small_jpeg
from frontdesk.members.tables import Person, Photo
from frontdesk.store.store import Store

NewKey = Callable[[], str]


def picture(shade: int) -> bytes:
    out = io.BytesIO()
    Image.new("L", (288, 360), shade).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def photos(store: Store, actor: Actor, new_key: NewKey) -> list[int]:
    """The photos of two members, the first one's taken twice."""
    wang, li = (
        enrol(store, actor, EnrolRequest(new_key(), PersonFields(name))).person_id for name in ("王小明", "李雷")
    )
    set_photo(store, actor, new_key(), wang, picture(10))
    return [set_photo(store, actor, new_key(), who, picture(shade)).photo_id for who, shade in ((wang, 90), (li, 200))]


def found(store: Store) -> list[tuple[str, str]]:
    with store.read() as connection:
        return [(each.place, each.problem) for each in verify(connection, derivations()).findings]


def change(store: Store, *statements: object) -> None:
    with store.write() as tx:
        for statement in statements:
            tx.connection.execute(statement)  # type: ignore[call-overload]
        tx.commit()


def test_photos_taken_and_erased_are_in_order(store: Store, photos: list[int]) -> None:
    assert found(store) == []
    change(
        store,
        delete(Photo).where(Photo.id == photos[0]),
        update(Person).where(Person.photo_id == photos[0]).values(photo_id=None),
    )
    assert found(store) == []
    change(store, delete(Photo).where(Photo.id == photos[1]))
    assert found(store) == []


def test_a_swapped_picture_is_found(store: Store, photos: list[int]) -> None:
    change(store, update(Photo).where(Photo.id == photos[1]).values(jpeg=small_jpeg(picture(90))))
    assert found(store) == [(f"photos/{photos[1]}", "photo_differs")]


def test_an_earlier_picture_put_back_is_found(store: Store, photos: list[int]) -> None:
    change(store, update(Photo).where(Photo.id == photos[0]).values(jpeg=small_jpeg(picture(10))))
    assert found(store) == [(f"photos/{photos[0]}", "photo_differs")]


def test_anothers_picture_or_a_planted_one_is_found(store: Store, photos: list[int]) -> None:
    change(store, update(Person).where(Person.photo_id == photos[0]).values(photo_id=photos[1]))
    assert found(store) == [("persons/1", "photo_differs")]
    change(
        store,
        update(Person).where(Person.id == 1).values(photo_id=99),
        insert(Photo).values(id=99, person_id=1, jpeg=b"planted", taken_at="2026-11-23T01:00:00.000000Z"),
    )
    assert found(store) == [("photos/99", "photo_differs")]


def test_a_picture_whose_digest_was_taken_away_is_found(store: Store, photos: list[int]) -> None:
    """Erasing takes both, so that nothing can be put in place of what the books committed to."""
    change(store, delete(Note).where(Note.text.regexp_match("^[0-9a-f]{64}$")))
    assert {problem for _, problem in found(store)} == {"photo_differs"}
