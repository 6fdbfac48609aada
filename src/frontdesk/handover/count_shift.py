"""The blind count: what is in the drawer and on the board, before the books say what they expect (K05, K07, G13)."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, select

from frontdesk.books.action import action
from frontdesk.core.actor import Actor
from frontdesk.handover.cash import MOST_PIECES, Pieces
from frontdesk.handover.errors import CountInvalid
from frontdesk.handover.tables import Count
from frontdesk.handover.write_count import write_count
from frontdesk.keys.board import BOARD, ZoneBoard, board
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store

OUTSIDE_TENDERS = ("wechat", "alipay", "bankcard")
MOST_FEN = 10_000_000_00


@dataclass(frozen=True, slots=True)
class CountRequest:
    """What was counted: pieces of cash, each outside service's own total, and things as (what, number).

    ``what`` is ``keys/<zone>`` or ``cards/<zone>``; every line of ``things_to_count`` has to be there.
    """

    key: str
    cash: Pieces
    tenders: tuple[tuple[str, int], ...] = ()
    things: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CountResult:
    """The count as written; ``number`` is 2 for a second one. What was expected is asked for afterwards."""

    count_id: int
    number: int
    cash_fen: int


@dataclass(frozen=True, slots=True)
class ThingsToCount:
    """Keys on the board, or cards in the tray, of one zone: ``expected`` things by name."""

    what: str
    name_zh: str
    name_en: str
    expected: tuple[str, ...]

    def name(self, language: str) -> str:
        """The zone's name in a language."""
        return self.name_zh if language == "zh" else self.name_en


def things_to_count(connection: Connection) -> list[ThingsToCount]:
    """What hangs on the board and lies in the tray by the books, zone by zone; zones without keys are left out."""
    found = []
    for zone in board(connection):
        if zone.cells:
            found.append(_keys(zone))
            found.append(_cards(zone))
    return found


def count_shift(store: Store, actor: Actor, request: CountRequest) -> CountResult:
    """Write down a count of the actor's open shift; a second one is written beside the first, never over it.

    Raises NoOpenShift, CountInvalid for unknown, repeated or missing lines, RightMissing.
    """
    with action(store, actor, "handover.count", request, CountResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.CLOSE_SHIFT)
        shift = act.shift
        expected = {line.what: len(line.expected) for line in things_to_count(act.connection)}
        counted = _checked(request.things, set(expected), MOST_PIECES)
        for what in expected:
            if what not in counted:
                raise CountInvalid(line=what)
        tenders = _checked(request.tenders, set(OUTSIDE_TENDERS), MOST_FEN, lowest=-MOST_FEN)
        count_id = write_count(
            act,
            shift.id,
            "close",
            request.cash,
            list(tenders.items()),
            [(what, expected[what], number) for what, number in counted.items()],
        )
        number, cash_fen = count_facts(act.connection, count_id)
        return act.finish(CountResult(count_id, number, cash_fen), f"count/{count_id}")


def count_facts(connection: Connection, count_id: int) -> tuple[int, int]:
    """A count's number and its cash in fen."""
    row = connection.execute(select(Count.number, Count.cash_fen).where(Count.id == count_id)).one()
    return row.number, row.cash_fen


def _checked(lines: tuple[tuple[str, int], ...], known: set[str], most: int, lowest: int = 0) -> dict[str, int]:
    repeated = Counter(name for name, _ in lines)
    for name, number in lines:
        if name not in known or repeated[name] > 1 or not lowest <= number <= most:
            raise CountInvalid(line=name)
    return dict(lines)


def _keys(zone: ZoneBoard) -> ThingsToCount:
    names = tuple(f"key/{cell.code}" for cell in zone.cells if cell.holder == BOARD)
    return ThingsToCount(f"keys/{zone.code}", zone.name_zh, zone.name_en, names)


def _cards(zone: ZoneBoard) -> ThingsToCount:
    names = tuple(cell.in_tray for cell in zone.cells if cell.tray_card)
    return ThingsToCount(f"cards/{zone.code}", zone.name_zh, zone.name_en, names)
