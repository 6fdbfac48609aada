"""A document that a day guest went without goes back to its owner (G13)."""

from dataclasses import dataclass

from frontdesk.books.action import action
from frontdesk.core.actor import Actor
from frontdesk.custody.moves import move
from frontdesk.custody.queries import holder_of
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store
from frontdesk.visits.errors import NoDocumentThere
from frontdesk.visits.going_on import FOUND_AT_DESK, MISSING, document_thing


@dataclass(frozen=True, slots=True)
class ReturnDocumentRequest:
    """The visit that the document was left for."""

    key: str
    visit_id: int


@dataclass(frozen=True, slots=True)
class DocumentReturned:
    """Whose visit it was."""

    visit_id: int


def return_document(store: Store, actor: Actor, request: ReturnDocumentRequest) -> DocumentReturned:
    """Give back a document that is kept at the desk, or was missing. Raises NoDocumentThere, RightMissing."""
    with action(store, actor, "visits.return_document", request, DocumentReturned) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.HAND_OUT_KEY)
        thing = document_thing(request.visit_id)
        holder = holder_of(act.connection, thing)
        if holder not in (FOUND_AT_DESK, MISSING):
            raise NoDocumentThere()
        to = f"guest/{request.visit_id}"
        move(act, thing, to, expected=holder, reason="collected", visit_id=request.visit_id)
        return act.finish(DocumentReturned(request.visit_id), thing)
