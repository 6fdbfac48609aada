"""A handful of members' cards for the simulated reader, one for each thing a tap may say."""

from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.cards.tables import Card
from frontdesk.core.clock import local_now
from frontdesk.core.i18n import t
from frontdesk.members.queries import person, standing
from frontdesk.members.words import KINDS
from frontdesk.store.store import Store

_LOOKED_AT = 600
UNKNOWN_UID = "04FFEE01"
"""A card this house never issued."""


@dataclass(frozen=True, slots=True)
class CardToTap:
    """A card with what the list says of it."""

    label: str
    uid: str


def cards_to_tap(store: Store) -> list[CardToTap]:
    """Cards of members in different standings, those who may come in first; then a card nobody knows."""
    now = local_now(store.clock)
    found: dict[str, CardToTap] = {}
    with store.read() as connection:
        rows = connection.execute(
            select(Card.uid, Card.person_id, Card.state).where(Card.person_id.is_not(None)).limit(_LOOKED_AT)
        )
        for uid, person_id, state in rows.all():
            if person_id is None or state not in ("active", "lost"):
                continue
            status = standing(connection, person_id, now, state == "lost").status
            if status not in found:
                known = person(connection, person_id)
                found[status] = CardToTap(f"{known.name} {known.number} · {t(f'members.status.{status}')}", uid)
            if len(found) == len(KINDS):
                break
    ordered = [found[status] for status in KINDS if status in found]
    return [*ordered, CardToTap(t("app.simulated.unknown"), UNKNOWN_UID)]
