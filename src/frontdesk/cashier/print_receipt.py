"""Queueing a receipt's slip in the transaction that books it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from frontdesk.books.action import Action
from frontdesk.books.ledger import available
from frontdesk.cashier.asked import BALANCE, PricedLine, TenderAsk
from frontdesk.cashier.slips import Facts, receipt
from frontdesk.cashier.tenders import Change
from frontdesk.cashier.write_sale import Head
from frontdesk.members.tables import Person
from frontdesk.printing.look import read_look
from frontdesk.printing.spool import enqueue


def document_of(number: str) -> str:
    """The spool's name of a receipt."""
    return f"receipt/{number}"


def print_receipt(
    act: Action[Any],
    number: str,
    head: Head,
    lines: Sequence[PricedLine],
    tenders: Sequence[TenderAsk],
    change: Change,
    refunded_number: str = "",
) -> int:
    """Queue the slip with the shortened journal head on it; the action's record must be made. Returns the job's id."""
    assert act.mark is not None
    look = read_look(act.connection)
    member, left = "", None
    if head.person_id is not None:
        member = act.connection.execute(select(Person.number).where(Person.id == head.person_id)).scalar() or ""
        touched = any(tender.kind == BALANCE for tender in tenders) or any(line.kind == "top_up" for line in lines)
        left = available(act.connection, head.person_id) if touched else None
    facts = Facts(
        kind=head.kind,
        number=number,
        at=act.moment.astimezone(act.store.clock.zone()).strftime("%Y-%m-%d %H:%M"),
        counter=act.shift.counter,
        clerk=act.actor.name,
        journal=act.mark.short,
        look=look,
        member=member,
        key_code=head.key_code or "",
        balance_fen=left,
        refunded_number=refunded_number,
    )
    slip = receipt(facts, lines, tenders, change, look.language)
    return enqueue(act, document=document_of(number), slip=slip, kind="receipt", language=look.language)
