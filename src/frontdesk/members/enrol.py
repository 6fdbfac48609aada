"""Putting a new person on record."""

from dataclasses import asdict, dataclass
from typing import Any

from frontdesk.books.action import Action, action
from frontdesk.core.actor import Actor
from frontdesk.members.errors import PhoneTaken
from frontdesk.members.fields import PersonFields, checked, version_text
from frontdesk.members.queries import persons_with_phone
from frontdesk.members.search import add_terms, terms_of
from frontdesk.members.tables import Person, PersonEvent
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class EnrolRequest:
    """A new person; ``share_phone`` when another family member has the same number."""

    key: str
    person: PersonFields
    share_phone: bool = False


@dataclass(frozen=True, slots=True)
class EnrolResult:
    """The new person's id and member number."""

    person_id: int
    number: str


def enrol(store: Store, actor: Actor, request: EnrolRequest) -> EnrolResult:
    """Put a person on record. Raises the errors of ``fields``, and PhoneTaken."""
    with action(store, actor, "members.enrol", request, EnrolResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.EDIT_MEMBER)
        result = enrol_within(act, request.person, request.share_phone)
        return act.finish(result, f"member/{result.person_id}")


def enrol_within(act: Action[Any], typed: PersonFields, share_phone: bool = False) -> EnrolResult:
    """Put a person on record as part of a larger action."""
    person = checked(typed)
    if not share_phone:
        refuse_taken_phone(act, person.phone, None)
    number = f"M{act.tx.next_number('member'):06d}"
    person_id = act.tx.insert(
        Person,
        number=number,
        **asdict(person),
        joined_on=act.business_day,
        photo_id=None,
        blocked=0,
        block_note=None,
        last_seen_at="",
    )
    write_event(act, person_id, "enrolled", version_text(person))
    add_terms(act, person_id, terms_of(person.name, person.phone, number))
    return EnrolResult(person_id, number)


def refuse_taken_phone(act: Action[Any], phone: str, person_id: int | None) -> None:
    """Raise PhoneTaken when somebody else has this number."""
    for other in persons_with_phone(act.connection, phone):
        if other.id != person_id:
            raise PhoneTaken(name=other.name, number=other.number)


def write_event(act: Action[Any], person_id: int, kind: str, text: str) -> str | None:
    """Record something about a person; the text goes to the erasable notes; returns its commitment."""
    commitment = act.note(text)
    act.insert(PersonEvent, person_id=person_id, kind=kind, at=act.now, note=commitment)
    return commitment
