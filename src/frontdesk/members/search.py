"""One search over name, pinyin, initials, phone and its tail, member, card and key number (G15).

Every way to find a person is a row of ``search_terms``; a look-up is a prefix range in its key, so ``%`` and ``_`` are
ordinary characters and the cost doesn't grow with the number of members.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, union_all

from frontdesk.books.action import Action
from frontdesk.core import pinyin
from frontdesk.core.text import clean
from frontdesk.members.tables import Person, SearchTerm
from frontdesk.store.prepared import Prepared

# In the order in which hits are shown when nothing else tells them apart.
KINDS = ("key", "card", "number", "name", "initials", "pinyin", "phone", "tail")

_SHORTEST_PHONE = 3
_CANDIDATES_PER_HIT = 2
_LONGEST_QUERY = 40
_AFTER_ALL = "\U0010ffff"
_KEY_FORM = re.compile(r"([0-9a-z]+)号?(?:手牌|钥匙)")
_CARD_FORM = re.compile(r"([0-9a-z]+)号?的?卡")


@dataclass(frozen=True, slots=True)
class Hit:
    """A person found; ``matched_by`` is the kind of term, ``card_number`` and ``key_code`` empty when there is none."""

    person_id: int
    name: str
    number: str
    sex: str
    phone_tail: str
    card_number: str
    key_code: str
    photo_id: int | None
    matched_by: str


@dataclass(frozen=True, slots=True)
class _Match:
    person_id: int
    kind: str
    term: str
    exact: bool


def find(connection: Connection, text: str, limit: int = 12) -> list[Hit]:
    """The persons a typed text means, the likeliest first; none for an empty or blank text.

    Exact matches come first, then kinds in the order of ``KINDS``, then who was here last.
    """
    lookups = dict(_lookups(text))
    if not lookups:
        return []
    asked: dict[str, str | int] = {"most": limit * _CANDIDATES_PER_HIT}
    for at, (kind, prefix) in enumerate(lookups.items()):
        asked |= {f"kind{at}": kind, f"low{at}": prefix, f"high{at}": prefix + _AFTER_ALL}
    matches: dict[int, _Match] = {}
    for person_id, kind, term in _prefixes(len(lookups)).all(connection, **asked):
        _keep_better(matches, _Match(person_id, kind, term, term == lookups[kind]))
    return _hits(connection, matches, limit) if matches else []


def holder_of_key(connection: Connection, key_code: str) -> int | None:
    """The member in the house with a key, also one who came without a card; None for day guests and keys at home."""
    found = select(SearchTerm.person_id).where(SearchTerm.kind == "key", SearchTerm.term == plain_text(key_code))
    return connection.execute(found.limit(1)).scalar()


def terms_of(name: str, phone: str, number: str) -> Iterator[tuple[str, str]]:
    """The (kind, term) pairs a person is found by, cards and keys excepted."""
    yield from terms_of_name(name)
    if phone:
        digits = phone.lstrip("+")
        yield "phone", digits
        yield "tail", digits[::-1]
    yield "number", number.casefold()
    yield "number", number.lstrip("M0").casefold()


def terms_of_name(name: str) -> Iterator[tuple[str, str]]:
    """Those of the pairs that come from the name alone."""
    plain = plain_text(name)
    yield from (("name", suffix) for suffix in name_suffixes(name))
    for reading in (*pinyin.readings(name), *pinyin.given_readings(name)):
        yield "pinyin", reading
    for letters in pinyin.initials(name):
        if letters != plain:
            yield "initials", letters


def name_suffixes(name: str) -> Iterator[str]:
    """Where a search may begin within a name: every Chinese character, the first letter of every other word."""
    seen: set[str] = set()
    for word in re.split(r"[\s·•・.\-]+", clean(name)):
        seen.update(plain_text(word[at:]) for at in range(len(word)) if at == 0 or _is_han(word[at]))
    seen.add(plain_text(name))
    yield from sorted(filter(None, seen))


def plain_text(text: str) -> str:
    """A text as terms hold it: without spaces, dots and case, full-width letters made plain."""
    folded = unicodedata.normalize("NFKC", clean(text)).casefold()
    return re.sub(r"[\s·•・.\-']+", "", folded)


def add_term(act: Action[Any], person_id: int, kind: str, term: str) -> None:
    """Make a person findable by one more term; a term that is there already stays."""
    plain = plain_text(term)
    if _THERE.first(act.connection, kind=kind, term=plain, person_id=person_id) is None:
        act.tx.insert(SearchTerm, kind=kind, term=plain, person_id=person_id)


def remove_term(act: Action[Any], person_id: int, kind: str, term: str | None = None) -> None:
    """Take a term away, or with ``term`` None all of its kind."""
    gone = delete(SearchTerm).where(SearchTerm.person_id == person_id, SearchTerm.kind == kind)
    act.connection.execute(gone if term is None else gone.where(SearchTerm.term == plain_text(term)))


def replace_terms(act: Action[Any], person_id: int, pairs: Iterable[tuple[str, str]]) -> None:
    """Put the terms of a person's own fields in place of the earlier ones; cards and keys stay."""
    own = tuple(kind for kind in KINDS if kind not in ("card", "key"))
    act.connection.execute(delete(SearchTerm).where(SearchTerm.person_id == person_id, SearchTerm.kind.in_(own)))
    add_terms(act, person_id, pairs)


def add_terms(act: Action[Any], person_id: int, pairs: Iterable[tuple[str, str]]) -> None:
    """Make a new person findable."""
    rows = [{"kind": kind, "term": term, "person_id": person_id} for kind, term in dict.fromkeys(pairs)]
    act.tx.insert_many(SearchTerm, rows)


def _lookups(text: str) -> Iterator[tuple[str, str]]:
    """Which kinds a typed text may be, each with its prefix."""
    plain = plain_text(text[:_LONGEST_QUERY])
    if not plain:
        return
    # "118手牌" and "1011的卡" are how a desk says them.
    for kind, form in (("key", _KEY_FORM), ("card", _CARD_FORM)):
        spoken = form.fullmatch(plain)
        if spoken is not None:
            yield kind, spoken.group(1)
            return
    if any(_is_han(char) for char in plain):
        yield "name", plain
        return
    yield "key", plain
    yield "card", plain
    yield "number", plain
    digits = plain.lstrip("+")
    if digits.isdecimal():
        if len(digits) >= _SHORTEST_PHONE:
            yield "phone", digits
            yield "tail", digits[::-1]
        return
    yield "name", plain
    letters = plain.replace("ü", "v")
    yield "initials", letters
    yield "pinyin", letters


def _keep_better(matches: dict[int, _Match], match: _Match) -> None:
    held = matches.get(match.person_id)
    if held is None or (match.exact, -KINDS.index(match.kind)) > (held.exact, -KINDS.index(held.kind)):
        matches[match.person_id] = match


def _hits(connection: Connection, matches: dict[int, _Match], limit: int) -> list[Hit]:
    persons = {row.id: row for row in connection.execute(_FOUND, {"ids": list(matches)})}
    latest = sorted(matches.values(), key=lambda match: persons[match.person_id].last_seen_at, reverse=True)
    best = sorted(latest, key=lambda match: (not match.exact, KINDS.index(match.kind), len(match.term)))[:limit]
    held: dict[tuple[int, str], str] = {}
    for person_id, kind, term in connection.execute(_CARRIED, {"ids": [match.person_id for match in best]}):
        if kind in ("card", "key"):
            held.setdefault((person_id, kind), term)
    found = []
    for match in best:
        row = persons[match.person_id]
        card, key = held.get((row.id, "card"), ""), held.get((row.id, "key"), "")
        found.append(Hit(row.id, row.name, row.number, row.sex, row.phone[-4:], card, key, row.photo_id, match.kind))
    return found


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0003ffff"


@lru_cache(maxsize=16)
def _prefixes(count: int) -> Prepared:
    """One statement for several prefixes, each read from the key in its order and no further than needed."""
    parts = []
    for at in range(count):
        part = (
            select(SearchTerm.person_id, SearchTerm.kind, SearchTerm.term)
            .where(
                SearchTerm.kind == bindparam(f"kind{at}"),
                SearchTerm.term >= bindparam(f"low{at}"),
                SearchTerm.term < bindparam(f"high{at}"),
            )
            .order_by(SearchTerm.term, SearchTerm.person_id)
            .limit(bindparam("most"))
            .subquery()
        )
        parts.append(select(part.c.person_id, part.c.kind, part.c.term))
    return Prepared(union_all(*parts))


_THERE = Prepared(
    select(SearchTerm.person_id).where(
        SearchTerm.kind == bindparam("kind"),
        SearchTerm.term == bindparam("term"),
        SearchTerm.person_id == bindparam("person_id"),
    )
)
_FOUND = select(
    Person.id, Person.name, Person.number, Person.sex, Person.phone, Person.photo_id, Person.last_seen_at
).where(Person.id.in_(bindparam("ids", expanding=True)))
# Without a condition on the kind, which would lead SQLite to read every card there is.
_CARRIED = (
    select(SearchTerm.person_id, SearchTerm.kind, SearchTerm.term)
    .where(SearchTerm.person_id.in_(bindparam("ids", expanding=True)))
    .order_by(SearchTerm.person_id, SearchTerm.kind, SearchTerm.term)
)
