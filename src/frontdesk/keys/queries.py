"""Reading keys and zones."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from frontdesk.books.finding import Finding
from frontdesk.books.tables import JournalRecord, Note
from frontdesk.custody.tables import Holding, Move
from frontdesk.keys.tables import KeyEvent, KeyTag, Zone, ZoneVersion


@dataclass(frozen=True, slots=True)
class Key:
    """A key tag and where it is: ``holder`` is ``board``, ``visit/<id>`` or ``lost``."""

    code: str
    zone_code: str
    tag_code: str
    state: str
    holder: str

    @property
    def visit_id(self) -> int | None:
        """The visit that has it, or None."""
        return int(self.holder.removeprefix("visit/")) if self.holder.startswith("visit/") else None


@dataclass(frozen=True, slots=True)
class PastOfKey:
    """A line of a key's history: ``what`` is a stable code; ``at`` a stored UTC text; ``holder`` where it went."""

    at: str
    what: str
    holder: str
    visit_id: int | None
    account_id: int
    note: str


def key_by_code(connection: Connection, code: str) -> Key | None:
    """The key with the number people call it by."""
    row = connection.execute(_KEYS.where(KeyTag.code == code)).first()
    return Key(*row) if row else None


def key_by_tag(connection: Connection, scanned: str) -> Key | None:
    """The key whose chip or barcode gives this text; a bare typed number is not a scan and is not found here."""
    row = connection.execute(_KEYS.where(KeyTag.tag_code == scanned)).first()
    return Key(*row) if row else None


def zones(connection: Connection) -> list[Zone]:
    """Every zone in the board's order, as detached rows."""
    columns = (Zone.code, Zone.name_zh, Zone.name_en, Zone.sex, Zone.place)
    rows = connection.execute(select(*columns).order_by(Zone.place, Zone.code))
    return [Zone(**row) for row in rows.mappings()]


def key_history(connection: Connection, code: str, most: int = 40) -> list[PastOfKey]:
    """What happened to a key, newest first: its moves and its own changes together."""
    events = (
        select(KeyEvent.journal_id, KeyEvent.at, KeyEvent.event, JournalRecord.account_id, Note.text)
        .join(JournalRecord, JournalRecord.id == KeyEvent.journal_id)
        .outerjoin(Note, Note.commitment == KeyEvent.note)
        .where(KeyEvent.key_code == code)
        .order_by(KeyEvent.id.desc())
        .limit(most)
    )
    moves = (
        select(Move.journal_id, Move.at, Move.reason, Move.to_holder, Move.visit_id, JournalRecord.account_id)
        .join(JournalRecord, JournalRecord.id == Move.journal_id)
        .where(Move.thing == f"key/{code}", Move.reason.not_in(_TOLD_BY_EVENT))
        .order_by(Move.id.desc())
        .limit(most)
    )
    lines = [
        (journal_id, PastOfKey(at, what, "", None, account_id, note or ""))
        for journal_id, at, what, account_id, note in connection.execute(events)
    ]
    for journal_id, at, what, holder, visit_id, account_id in connection.execute(moves):
        lines.append((journal_id, PastOfKey(at, what, holder, visit_id, account_id, "")))
    return [line for _, line in sorted(lines, key=lambda pair: pair[0], reverse=True)[:most]]


def keys_hold(connection: Connection) -> Iterator[Finding]:
    """Every key and zone stands as its last event says, and a lost key is nowhere else."""
    last = select(func.max(KeyEvent.id)).group_by(KeyEvent.key_code)
    told = {row.key_code: row for row in connection.execute(select(KeyEvent.__table__).where(KeyEvent.id.in_(last)))}
    where = {row.code: row.holder for row in connection.execute(_KEYS)}
    for tag in connection.execute(select(KeyTag.__table__)):
        event = told.pop(tag.code, None)
        if event is None:
            yield Finding(0, f"key_tags/{tag.code}", "key_without_event")
        elif (tag.zone_code, tag.tag_code, tag.state, tag.place) != (
            event.zone_code,
            event.tag_code,
            event.state,
            event.place,
        ) or (tag.state == "lost") != (where.get(tag.code) == "lost"):
            yield Finding(event.journal_id, f"key_tags/{tag.code}", "key_differs")
    for code, event in told.items():
        yield Finding(event.journal_id, f"key_tags/{code}", "key_missing")
    yield from _zones_hold(connection)


def _zones_hold(connection: Connection) -> Iterator[Finding]:
    last = select(func.max(ZoneVersion.id)).group_by(ZoneVersion.code)
    versions = connection.execute(select(ZoneVersion.__table__).where(ZoneVersion.id.in_(last)))
    kept = {row.code: tuple(row) for row in connection.execute(select(*_ZONE_COLUMNS))}
    for row in versions:
        if kept.pop(row.code, None) != (row.code, row.name_zh, row.name_en, row.sex, row.place):
            yield Finding(row.journal_id, f"zones/{row.code}", "zone_differs")
    for code in kept:
        yield Finding(0, f"zones/{code}", "zone_without_version")


_TOLD_BY_EVENT = ("registered", "lost", "found")
_ZONE_COLUMNS = (Zone.code, Zone.name_zh, Zone.name_en, Zone.sex, Zone.place)
_KEYS = select(KeyTag.code, KeyTag.zone_code, KeyTag.tag_code, KeyTag.state, Holding.holder).join(
    Holding, Holding.thing == "key/" + KeyTag.code
)
