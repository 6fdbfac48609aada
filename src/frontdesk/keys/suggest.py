"""Which key to hand out next."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import aliased

from frontdesk.custody.tables import Holding
from frontdesk.keys.board import BOARD
from frontdesk.keys.tables import NORMAL, KeyTag, Zone
from frontdesk.store.prepared import Prepared


@dataclass(frozen=True, slots=True)
class ZoneChoice:
    """A zone that somebody may be given a key of."""

    code: str
    name_zh: str
    name_en: str
    sex: str

    def name(self, language: str) -> str:
        """The zone's name in a language."""
        return self.name_zh if language == "zh" else self.name_en


def zones_for(connection: Connection, sex: str, plan_zones: Sequence[str] = ()) -> tuple[ZoneChoice, ...]:
    """The zones for a person in order of preference: the first with a free key is meant (G06).

    Zones that the plan names count first, else all; of these the ones of the person's own sex, else those for
    anybody. For a person without a recorded sex the clerk must ask when there is more than one.
    """
    every = [ZoneChoice(*row) for row in _ZONES.all(connection)]
    suitable = [zone for zone in every if not sex or zone.sex in (sex, "")]
    named = [zone for zone in suitable if zone.code in plan_zones]
    for choice in (named, suitable):
        of_a_sex = [zone for zone in choice if zone.sex]
        if of_a_sex or choice:
            return tuple(of_a_sex or choice)
    return ()


def next_free(connection: Connection, zone_code: str) -> str | None:
    """The key of a zone to hand out next, or None when all are out.

    It is the one that has hung on the board longest: lockers dry and air out, tags and locks wear evenly, and two
    people who come together don't change elbow to elbow at the low numbers. Keys whose slot still holds a card are
    left out. One query over the zone's keys; the order is that of their last custody moves.
    """
    code: str | None = _NEXT.scalar(connection, zone=zone_code)
    return code


_home = aliased(Holding)
_in_tray = aliased(Holding)
_ZONES = Prepared(select(Zone.code, Zone.name_zh, Zone.name_en, Zone.sex).order_by(Zone.place, Zone.code))
_NEXT = Prepared(
    select(KeyTag.code)
    .join(_home, _home.thing == "key/" + KeyTag.code)
    .where(
        KeyTag.zone_code == bindparam("zone"),
        KeyTag.state == NORMAL,
        _home.holder == BOARD,
        ~select(_in_tray.thing).where(_in_tray.holder == "tray/" + KeyTag.code).exists(),
    )
    .order_by(_home.move_id)
    .limit(1)
)
