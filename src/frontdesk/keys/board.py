"""The key board: every zone with its keys, where they are and what lies in their trays."""

from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from frontdesk.custody.tables import Holding
from frontdesk.keys.tables import KeyTag, Zone

BOARD = "board"
LOST_PLACE = "lost"
KEY_PREFIX = "key/"


def key_thing(code: str) -> str:
    """The custody name of a key tag."""
    return KEY_PREFIX + code


def tray(code: str) -> str:
    """The custody name of the tray slot that belongs to a key."""
    return f"tray/{code}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One key: ``holder`` is ``board``, ``visit/<id>`` or ``lost``; ``in_tray`` what lies in its slot or empty."""

    code: str
    state: str
    holder: str
    in_tray: str
    tag_code: str
    last_move_id: int

    @property
    def is_out(self) -> bool:
        """Whether a visitor of the house has it."""
        return self.holder.startswith("visit/")

    @property
    def is_free(self) -> bool:
        """Whether it can be handed out: at home, usable, and its slot empty."""
        return self.state == "normal" and self.holder == BOARD and not self.in_tray

    @property
    def visit_id(self) -> int | None:
        """The visit that has it."""
        return int(self.holder.removeprefix("visit/")) if self.is_out else None

    @property
    def tray_card(self) -> str:
        """The number of the card in the slot, or empty."""
        return self.in_tray.removeprefix("card/") if self.in_tray.startswith("card/") else ""


@dataclass(frozen=True, slots=True)
class ZoneBoard:
    """A zone of the board with its keys in order."""

    code: str
    name_zh: str
    name_en: str
    sex: str
    cells: tuple[Cell, ...]

    @property
    def free(self) -> int:
        """How many keys can be handed out."""
        return sum(cell.is_free for cell in self.cells)

    def name(self, language: str) -> str:
        """The zone's name in a language."""
        return self.name_zh if language == "zh" else self.name_en


def board(connection: Connection) -> tuple[ZoneBoard, ...]:
    """All zones in their order, each with its keys; empty zones are there too. One query."""
    zones: dict[str, tuple[str, str, str, str]] = {}
    cells: dict[str, dict[str, Cell]] = {}
    for row in connection.execute(_BOARD):
        zones[row.zone] = (row.zone, row.name_zh, row.name_en, row.sex)
        found = cells.setdefault(row.zone, {})
        # A slot normally holds one thing; should two have been put there, the first named is shown.
        if row.code is not None and row.code not in found:
            found[row.code] = Cell(row.code, row.state, row.holder, row.in_tray or "", row.tag_code, row.move_id)
    return tuple(ZoneBoard(*zones[zone], tuple(cells[zone].values())) for zone in zones)


_key = aliased(Holding)
_in_tray = aliased(Holding)
_BOARD = (
    select(
        Zone.code.label("zone"),
        Zone.name_zh,
        Zone.name_en,
        Zone.sex,
        KeyTag.code,
        KeyTag.state,
        KeyTag.tag_code,
        _key.holder,
        _key.move_id,
        _in_tray.thing.label("in_tray"),
    )
    .outerjoin(KeyTag, KeyTag.zone_code == Zone.code)
    .outerjoin(_key, _key.thing == "key/" + KeyTag.code)
    .outerjoin(_in_tray, _in_tray.holder == "tray/" + KeyTag.code)
    .order_by(Zone.place, Zone.code, KeyTag.place, _in_tray.thing)
)
