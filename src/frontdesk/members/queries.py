"""Reading persons, and what the desk may do for them now (G07)."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from frontdesk.books.dues import outstanding
from frontdesk.books.finding import Finding
from frontdesk.books.policies import Policy
from frontdesk.books.row_texts import RowTexts
from frontdesk.books.tables import Note
from frontdesk.members.contracts import contracts_of
from frontdesk.members.errors import UnknownPerson
from frontdesk.members.fields import PersonFields
from frontdesk.members.standing import Standing, judge
from frontdesk.members.tables import Person, PersonEvent, Photo
from frontdesk.store.prepared import Prepared
from frontdesk.store.store import table_of
from frontdesk.store.stream import stretches

EXPIRING_DAYS = Policy("members.expiring_days", 7)
"""From how many days before its end a contract is called expiring."""


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person as shown at the desk; ``sex`` is ``m``, ``f`` or empty (ask), ``blocked`` 0 or 1."""

    id: int
    number: str
    name: str
    sex: str
    phone: str
    remark: str
    joined_on: str
    consultant_id: int | None
    photo_id: int | None
    blocked: int
    block_note: str | None
    last_seen_at: str

    @property
    def phone_masked(self) -> str:
        """The phone number with its middle hidden: ``138****8888``."""
        return mask_phone(self.phone)


def mask_phone(phone: str) -> str:
    """A phone number with its middle hidden."""
    return phone if len(phone) < 7 else f"{phone[:3]}{'*' * (len(phone) - 7)}{phone[-4:]}"


def person(connection: Connection, person_id: int) -> PersonCard:
    """A person by id. Raises UnknownPerson."""
    row = _PERSON.first(connection, person_id=person_id)
    if row is None:
        raise UnknownPerson(person_id=person_id)
    return PersonCard(*row)


def standing(connection: Connection, person_id: int, now: datetime, card_lost: bool = False) -> Standing:
    """A person's standing at a local moment; ``card_lost`` when the card shown was reported lost.

    Raises UnknownPerson.
    """
    card = person(connection, person_id)
    return judge(
        person_id,
        contracts_of(connection, person_id),
        outstanding(connection, person_id=person_id),
        now,
        expiring_days=EXPIRING_DAYS.read(connection),
        card_lost=card_lost,
        blocked=note_text(connection, card.block_note) if card.blocked else None,
    )


def person_by_number(connection: Connection, number: str) -> PersonCard | None:
    """A person by the number printed on the contract, such as ``M000118``."""
    row = connection.execute(_PERSONS.where(Person.number == number)).first()
    return PersonCard(*row) if row else None


def persons_with_phone(connection: Connection, phone: str) -> list[PersonCard]:
    """Everybody with exactly this phone number; families share one."""
    found = _PERSONS.where(Person.phone == phone).order_by(Person.id)
    return [PersonCard(*row) for row in connection.execute(found)] if phone else []


def newest_persons(connection: Connection, most: int, before_id: int | None = None) -> list[PersonCard]:
    """A page of persons, the last enrolled first, continued after ``before_id``."""
    found = _PERSONS.order_by(Person.id.desc()).limit(most)
    if before_id is not None:
        found = found.where(Person.id < before_id)
    return [PersonCard(*row) for row in connection.execute(found)]


def photo(connection: Connection, photo_id: int) -> bytes | None:
    """A photo's JPEG bytes, or None when it was replaced."""
    jpeg: bytes | None = _PHOTO.scalar(connection, photo_id=photo_id)
    return jpeg


def persons_hold(connection: Connection) -> Iterator[Finding]:
    """Every person's record is the last version written about it, unless that version was erased."""
    for first, last in stretches(connection, table_of(Person).c.id, _PERSONS_AT_ONCE):
        blocked: dict[int, int] = {}
        versions: dict[int, tuple[int, str | None]] = {}
        for person_id, kind, journal_id, text in _VERSIONS.all(connection, first=first, last=last):
            if kind in ("blocked", "unblocked"):
                blocked[person_id] = int(kind == "blocked")
            else:
                versions[person_id] = (journal_id, text)
        for person_id, is_blocked, present in _PRESENT.between(connection, first, last):
            journal_id, text = versions.pop(person_id, (0, ""))
            changed = text is not None and text.encode("utf-8", "surrogatepass") != present
            if changed or blocked.get(person_id, 0) != is_blocked:
                yield Finding(journal_id, f"persons/{person_id}", "person_differs")
        for person_id, (journal_id, text) in versions.items():
            if text is not None:
                yield Finding(journal_id, f"persons/{person_id}", "person_missing")


def photos_hold(connection: Connection) -> Iterator[Finding]:
    """Every photo kept is the one that was last taken of its person; one that was erased is not missed."""
    for photo_id, jpeg, journal_id, digest in connection.execution_options(yield_per=_PHOTOS_AT_ONCE).execute(_TAKEN):
        if sha256(jpeg).hexdigest() != digest:
            yield Finding(journal_id or 0, f"photos/{photo_id}", "photo_differs")
    elsewhere = select(Person.id).join(Photo, Photo.id == Person.photo_id).where(Photo.person_id != Person.id)
    for (person_id,) in connection.execute(elsewhere.order_by(Person.id)):
        yield Finding(0, f"persons/{person_id}", "photo_differs")


def note_text(connection: Connection, commitment: str | None) -> str:
    """The text behind a commitment, empty when there is none or it was erased."""
    if commitment is None:
        return ""
    return connection.execute(select(Note.text).where(Note.commitment == commitment)).scalar() or ""


_PERSONS: Select[*tuple[Any, ...]] = select(
    Person.id,
    Person.number,
    Person.name,
    Person.sex,
    Person.phone,
    Person.remark,
    Person.joined_on,
    Person.consultant_id,
    Person.photo_id,
    Person.blocked,
    Person.block_note,
    Person.last_seen_at,
)
_PHOTOS_AT_ONCE = 50
_last_taken = (
    select(PersonEvent.person_id, func.max(PersonEvent.id).label("id"))
    .where(PersonEvent.kind == "photo")
    .group_by(PersonEvent.person_id)
    .subquery()
)
_TAKEN: Select[*tuple[Any, ...]] = (
    select(Photo.id, Photo.jpeg, PersonEvent.journal_id, Note.text)
    .outerjoin(_last_taken, _last_taken.c.person_id == Photo.person_id)
    .outerjoin(PersonEvent, PersonEvent.id == _last_taken.c.id)
    .outerjoin(Note, Note.commitment == PersonEvent.note)
    .order_by(Photo.id)
)
_PERSON = Prepared(_PERSONS.where(Person.id == bindparam("person_id")))
_PHOTO = Prepared(select(Photo.jpeg).where(Photo.id == bindparam("photo_id")))
_PERSONS_AT_ONCE = 1_000
_PRESENT = RowTexts(table_of(Person), "id", ("id", "blocked"), of=[field.name for field in fields(PersonFields)])
"""Each person with the text that ``version_text`` would give."""
_VERSIONS = Prepared(
    select(PersonEvent.person_id, PersonEvent.kind, PersonEvent.journal_id, Note.text)
    .outerjoin(Note, Note.commitment == PersonEvent.note)
    .where(PersonEvent.kind != "photo")
    .where(PersonEvent.person_id >= bindparam("first"), PersonEvent.person_id <= bindparam("last"))
    .order_by(PersonEvent.person_id, PersonEvent.id)
)
