"""What the members' area refuses, each with a code the window turns into words."""

from frontdesk.core.errors import FrontdeskError


class UnknownPerson(FrontdeskError):
    """No such person; ``person_id``."""

    code = "members.unknown_person"


class UnknownContract(FrontdeskError):
    """No such contract; ``contract_id``."""

    code = "members.unknown_contract"


class UnknownPlan(FrontdeskError):
    """No plan of this code is on sale; ``plan_code``."""

    code = "members.unknown_plan"


class NameMissing(FrontdeskError):
    """A person needs a name."""

    code = "members.name_missing"


class SexInvalid(FrontdeskError):
    """The sex is none of ``m``, ``f`` and empty (ask)."""

    code = "members.sex_invalid"


class PhoneInvalid(FrontdeskError):
    """Not a telephone number; ``phone``."""

    code = "members.phone_invalid"


class PhoneTaken(FrontdeskError):
    """Another person has this phone number already; ``name`` and ``number`` of that person."""

    code = "members.phone_taken"


class PriceInvalid(FrontdeskError):
    """A price below zero or above the plan's; ``price_fen``, ``list_fen``."""

    code = "members.price_invalid"


class InstalmentsDiffer(FrontdeskError):
    """The instalments don't sum to the price, or one is not positive; ``sum_fen``, ``price_fen``."""

    code = "members.instalments_differ"


class DayInvalid(FrontdeskError):
    """Not a calendar day of the form 2026-11-23; ``day``."""

    code = "members.day_invalid"


class DayPast(FrontdeskError):
    """The day lies before today, or before the first day of the span; ``day``."""

    code = "members.day_past"


class OpeningUnknown(FrontdeskError):
    """A contract opens ``now``, on a ``date`` or at the ``first_visit``; ``opening``."""

    code = "members.opening_unknown"


class AlreadyOpened(FrontdeskError):
    """The contract was opened before; ``valid_from``."""

    code = "members.already_opened"


class NotOpened(FrontdeskError):
    """The contract is not open yet."""

    code = "members.not_opened"


class AlreadyFrozen(FrontdeskError):
    """The contract is frozen already; ``frozen_from``."""

    code = "members.already_frozen"


class NotFrozen(FrontdeskError):
    """The contract isn't frozen."""

    code = "members.not_frozen"


class FreezeOutside(FrontdeskError):
    """A freeze must begin while the contract is valid; ``valid_until``."""

    code = "members.freeze_outside"


class FreezeTooLong(FrontdeskError):
    """The freeze is longer than the house allows; ``most_days``."""

    code = "members.freeze_too_long"


class ContractEnded(FrontdeskError):
    """The contract's last day has passed; ``valid_until``."""

    code = "members.contract_ended"


class NoVisitsLeft(FrontdeskError):
    """The contract's visit pack is used up."""

    code = "members.no_visits_left"


class ReasonMissing(FrontdeskError):
    """Blocking needs a reason."""

    code = "members.reason_missing"


class AlreadyBlocked(FrontdeskError):
    """The person is blocked already."""

    code = "members.already_blocked"


class NotBlocked(FrontdeskError):
    """The person isn't blocked."""

    code = "members.not_blocked"


class PhotoTooLarge(FrontdeskError):
    """More pixels than are decoded; ``megapixels`` and ``most``."""

    code = "members.photo_too_large"


class PhotoUnreadable(FrontdeskError):
    """The file is no picture that can be read."""

    code = "members.photo_unreadable"
