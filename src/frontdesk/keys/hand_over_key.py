"""A key going out with a visit and coming home, as part of a visit's own action."""

from typing import Any

from frontdesk.books.action import Action
from frontdesk.custody.moves import move
from frontdesk.custody.queries import things_at
from frontdesk.keys.board import BOARD, key_thing, tray
from frontdesk.keys.errors import KeyNotAtHome, KeyNotUsable, SlotOccupied
from frontdesk.keys.key_state import known_key
from frontdesk.keys.queries import Key
from frontdesk.keys.tables import NORMAL


def key_goes_out(act: Action[Any], code: str, visit_id: int, reason: str = "handed_out") -> Key:
    """Give a key from the board to a visit.

    Raises KeyUnknown, KeyNotUsable (lost, out of use), KeyNotAtHome when another counter was quicker, SlotOccupied
    when the tray slot still holds somebody's card.
    """
    key = usable_key(act, code)
    move(act, key_thing(code), f"visit/{visit_id}", expected=BOARD, reason=reason, visit_id=visit_id)
    return key


def usable_key(act: Action[Any], code: str) -> Key:
    """A key that can be handed out now; raises what ``key_goes_out`` raises."""
    key = known_key(act, code)
    if key.state != NORMAL:
        raise KeyNotUsable(code=code, state=key.state)
    if key.holder != BOARD:
        raise KeyNotAtHome(code=code, holder=key.holder)
    left = things_at(act.connection, tray(code))
    if left:
        raise SlotOccupied(code=code, thing=left[0])
    return key


def key_comes_home(act: Action[Any], code: str, visit_id: int, reason: str = "taken_back") -> None:
    """Hang a visit's key on the board again. Raises NotHere when the visit doesn't have it."""
    move(act, key_thing(code), BOARD, expected=f"visit/{visit_id}", reason=reason, visit_id=visit_id)
