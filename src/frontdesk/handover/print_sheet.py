"""Queueing the handover sheet's slip in the transaction that closes the shift."""

from typing import Any

from frontdesk.books.action import Action
from frontdesk.handover.sheet import handover_sheet
from frontdesk.handover.slips import handover_slip
from frontdesk.printing.house import HOUSE_NAME, PRINT_LANGUAGE
from frontdesk.printing.spool import enqueue


def print_sheet(act: Action[Any], shift_id: int, number: str) -> int:
    """Queue the slip of a shift that was closed in this action, after its record was made; returns the job's id."""
    language = PRINT_LANGUAGE.read(act.connection)
    sheet = handover_sheet(act.connection, shift_id)
    slip = handover_slip(sheet, language, act.store.clock.zone(), HOUSE_NAME.read(act.connection))
    return enqueue(act, document=f"handover/{number}", slip=slip, kind="handover", language=language)
