"""What arriving and leaving refuse."""

from frontdesk.core.errors import FrontdeskError


class NotAdmitted(FrontdeskError):
    """The person may not come in now; ``status`` is that of the standing."""

    code = "visits.not_admitted"


class AlreadyInHouse(FrontdeskError):
    """The person has a key already; ``key_code``."""

    code = "visits.already_in_house"


class NotInHouse(FrontdeskError):
    """The visit is over; another counter was quicker."""

    code = "visits.not_in_house"


class WrongZone(FrontdeskError):
    """The key belongs to the other sex's zone; ``code``."""

    code = "visits.wrong_zone"


class CardNotTheirs(FrontdeskError):
    """The card isn't this person's or may not be used; ``card``."""

    code = "visits.card_not_theirs"


class ReasonMissing(FrontdeskError):
    """A visit without a card needs a reason."""

    code = "visits.reason_missing"


class NameMissing(FrontdeskError):
    """A day guest needs a name."""

    code = "visits.name_missing"


class GuaranteeMissing(FrontdeskError):
    """A day guest leaves a deposit or a document."""

    code = "visits.guarantee_missing"


class TabOpen(FrontdeskError):
    """Something of this visit is not paid yet; ``amount`` in yuan for the message, ``amount_fen``."""

    code = "visits.tab_open"


class NoDepositThere(FrontdeskError):
    """Nothing is left of this visit's deposit, or its guest is still inside."""

    code = "visits.no_deposit_there"


class NoDocumentThere(FrontdeskError):
    """No document of this visit is kept at the desk or missing."""

    code = "visits.no_document_there"


class NoCardThere(FrontdeskError):
    """No card of this number lies in a slot, at the desk or is missing; ``card``."""

    code = "visits.no_card_there"
