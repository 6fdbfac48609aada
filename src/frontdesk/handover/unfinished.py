"""What is unfinished right now and would be carried to the next shift (P06, G13)."""

from sqlalchemy import Connection, func, select

from frontdesk.books.dues import all_outstanding
from frontdesk.handover.carried import DEPOSITS, Carried
from frontdesk.printing.queries import unanswered_jobs
from frontdesk.staff.queries import unused_approvals
from frontdesk.visits.deposits import deposits_in_drawer_fen
from frontdesk.visits.queries import stray_cards
from frontdesk.visits.tables import OpenVisit


def unfinished(
    connection: Connection, counter: str, business_day: str, except_approval: int | None = None
) -> list[Carried]:
    """Everything open at a counter: people in the house, today's unpaid dues, slips in doubt, stray cards…

    People and dues are one item each, since they come and go while two people count. ``except_approval`` is a consent
    about to be used.
    """
    found = []
    inside = connection.execute(select(func.count()).select_from(OpenVisit)).scalar_one()
    if inside:
        found.append(Carried("visits", "open", inside))
    deposits_fen = deposits_in_drawer_fen(connection, counter)
    if deposits_fen:
        found.append(Carried(DEPOSITS, "drawer", deposits_fen))
    owed_fen = sum(
        due.open_fen
        for due in all_outstanding(connection)
        if due.business_day == business_day and (due.due_on is None or due.due_on <= business_day)
    )
    if owed_fen:
        found.append(Carried("dues", "open", owed_fen))
    found += [Carried("slip", f"{job.document}#{job.copy}") for job in unanswered_jobs(connection, counter)]
    found += [Carried("stray_card", card.card_number) for card in stray_cards(connection)]
    unused = [each.id for each in unused_approvals(connection, business_day) if each.id != except_approval]
    found += [Carried("approval", str(approval_id)) for approval_id in unused]
    return found
