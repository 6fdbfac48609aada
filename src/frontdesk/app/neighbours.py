"""What the Members page shows and opens of the areas above it: cards and visits."""

from PySide6.QtWidgets import QWidget
from sqlalchemy import Connection, case, func, select
from sqlalchemy.orm import aliased

from frontdesk.cards.dialogs.change_card import ChangeCardDialog
from frontdesk.cards.dialogs.issue_card import IssueCardDialog
from frontdesk.cards.dialogs.look_up import LookUpCardDialog
from frontdesk.cards.dialogs.write_token import WriteTokenDialog
from frontdesk.cards.queries import by_uid, cards_of
from frontdesk.cards.tables import CardEvent
from frontdesk.cards.token_rules import OFF, TOKENS
from frontdesk.members.overview import CardLine, FromAbove, Overview, VisitLine
from frontdesk.ui.desk import Desk
from frontdesk.visits.tables import Visit, VisitEvent

_MOST_VISITS = 60


class CardsAndVisits:
    """See ``members.qt.forms.CardForms``."""

    def of_person(self, connection: Connection, person_id: int) -> FromAbove:
        """Cards, newest first, and the last visits."""
        replaced = select(CardEvent.card_id).where(CardEvent.person_id == person_id, CardEvent.kind == "replaced")
        gone = set(connection.execute(replaced).scalars())
        writes = TOKENS.read(connection) != OFF
        cards = tuple(
            CardLine(card.number, card.state, card.issued_on, card.id in gone, card.uid if writes else "")
            for card in cards_of(connection, person_id)
        )
        visits = tuple(VisitLine(*row) for row in connection.execute(_VISITS.where(Visit.person_id == person_id)))
        return FromAbove(cards, visits)

    def person_of_card(self, connection: Connection, uid: str) -> int | None:
        """Whose card has this chip."""
        card = by_uid(connection, uid)
        return card.person_id if card is not None else None

    def issue_form(self, desk: Desk, found: Overview, parent: QWidget, old_number: str = "") -> IssueCardDialog:
        """A first card, or one in place of ``old_number``."""
        plan_code = found.standing.plan_code
        return IssueCardDialog(desk, found.person.id, found.person.name, plan_code, parent, old_number)

    def look_up_form(self, desk: Desk, parent: QWidget) -> LookUpCardDialog:
        """What kind of card one is (G19)."""
        return LookUpCardDialog(desk, parent)

    def change_form(self, desk: Desk, line: CardLine, parent: QWidget) -> ChangeCardDialog:
        """What can be done with a card."""
        return ChangeCardDialog(desk, line.number, line.state, line.replaced, parent, bool(line.chip))

    def write_form(self, desk: Desk, line: CardLine, parent: QWidget) -> WriteTokenDialog:
        """Writes a card's token anew."""
        return WriteTokenDialog(desk, line.number, line.chip, parent)


# The last "left" unless the visitor came back since: ids grow with time.
_last = aliased(VisitEvent)
_VISITS = (
    select(
        Visit.id,
        Visit.business_day,
        Visit.at,
        case((_last.kind == "left", _last.at), else_=""),
        _last.key_code,
    )
    .join(
        _last,
        _last.id
        == select(func.max(VisitEvent.id))
        .where(VisitEvent.visit_id == Visit.id, VisitEvent.kind.in_(("arrived", "returned", "left")))
        .scalar_subquery(),
    )
    .order_by(Visit.id.desc())
    .limit(_MOST_VISITS)
)
