"""People who don't exist, in the places of the members: a trainee has no business with the real ones.

Sex, member number, what they bought and when they came stay as they are, so that every case of the real gym can be
practised. Names, phones and photos are made up, remarks are left out.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from random import Random
from typing import Any

from sqlalchemy import Connection, select

from frontdesk.app.sample.portraits import portrait
from frontdesk.app.sample.staff import read_sample
from frontdesk.members.search import terms_of, terms_of_name
from frontdesk.members.tables import Person, Photo, SearchTerm
from frontdesk.store.base import Base
from frontdesk.store.store import table_of
from frontdesk.store.stream import stream

_SEED = 20261123
_PORTRAITS = 12
_THINGS = ("card", "key")
"""Search terms that say what somebody holds, not who somebody is."""

Row = tuple[Any, ...]


def made_up_phone(person_id: int) -> str:
    """A number that nobody in China can have: mobiles begin with 13 to 19."""
    return f"100{person_id:08d}"


def persons(connection: Connection) -> Iterator[Row]:
    """Every person's row with a made-up name and phone."""
    names = read_sample("names")
    surnames, weights = list(names["surnames"]), list(names["surnames"].values())
    given: dict[str, list[str]] = names["given"]
    columns = [column.name for column in table_of(Person).columns]
    places = {name: columns.index(name) for name in ("id", "name", "sex", "phone", "remark")}
    random = Random(_SEED)
    for row in stream(connection, select(table_of(Person)).order_by(Person.id)):
        changed = list(row)
        sex = row[places["sex"]] or random.choice("mf")
        changed[places["name"]] = random.choices(surnames, weights)[0] + random.choice(given[sex])
        changed[places["phone"]] = made_up_phone(row[places["id"]]) if row[places["phone"]] else ""
        changed[places["remark"]] = ""
        yield tuple(changed)


def photos(connection: Connection) -> Iterator[Row]:
    """A drawn portrait for everybody who has a photo."""
    found = select(Photo.id, Photo.person_id, Photo.taken_at, Person.sex).join(Person, Person.id == Photo.person_id)
    for photo_id, person_id, taken_at, sex in stream(connection, found.order_by(Photo.id)):
        yield photo_id, person_id, portrait(sex or "mf"[person_id % 2], person_id % _PORTRAITS), taken_at


def search_terms(connection: Connection, copied: Any) -> Iterator[Row]:
    """What the made-up people are found by, read from the copy's own connection, and which card and key as before."""
    known = lru_cache(maxsize=8_192)(lambda name: tuple(terms_of_name(name)))
    for person_id, name, phone, number in copied.execute("SELECT id, name, phone, number FROM persons ORDER BY id"):
        # The readings of a name take long to find, and made-up names come often.
        for kind, term in dict.fromkeys((*known(name), *_terms_beside_name(phone, number))):
            yield kind, term, person_id
    for kind in _THINGS:
        kept = select(table_of(SearchTerm)).where(SearchTerm.kind == kind)
        yield from stream(connection, kept.order_by(SearchTerm.term, SearchTerm.person_id))


def _terms_beside_name(phone: str, number: str) -> tuple[tuple[str, str], ...]:
    return tuple(terms_of("", phone, number))


Maker = Callable[[Connection, Any], Iterator[Row]]

MAKERS: dict[type[Base], Maker] = {
    Person: lambda house, _: persons(house),
    Photo: lambda house, _: photos(house),
    SearchTerm: search_terms,
}
"""Tables filled with something else than the house's own rows: from the house and from what was copied already."""
