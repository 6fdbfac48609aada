"""Changing what is known about a person; earlier versions are kept."""

from dataclasses import asdict, dataclass

from sqlalchemy import update

from frontdesk.books.action import action
from frontdesk.core.actor import Actor
from frontdesk.members.enrol import refuse_taken_phone, write_event
from frontdesk.members.fields import PersonFields, checked, version_text
from frontdesk.members.queries import person
from frontdesk.members.search import replace_terms, terms_of
from frontdesk.members.tables import Person
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class EditPersonRequest:
    """All fields of a person as they shall be from now on."""

    key: str
    person_id: int
    person: PersonFields
    share_phone: bool = False


@dataclass(frozen=True, slots=True)
class EditPersonResult:
    """The person changed."""

    person_id: int


def edit_person(store: Store, actor: Actor, request: EditPersonRequest) -> EditPersonResult:
    """Change a person's record. Raises UnknownPerson, PhoneTaken and the errors of ``fields``."""
    with action(store, actor, "members.edit_person", request, EditPersonResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.EDIT_MEMBER)
        before = person(act.connection, request.person_id)
        now = checked(request.person)
        if now.phone != before.phone and not request.share_phone:
            refuse_taken_phone(act, now.phone, before.id)
        act.connection.execute(update(Person).where(Person.id == before.id).values(**asdict(now)))
        write_event(act, before.id, "edited", version_text(now))
        replace_terms(act, before.id, terms_of(now.name, now.phone, before.number))
        return act.finish(EditPersonResult(before.id), f"member/{before.id}")
