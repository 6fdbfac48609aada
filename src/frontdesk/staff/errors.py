"""What staff's rules refuse."""

from frontdesk.core.errors import FrontdeskError


class RightMissing(FrontdeskError):
    """The person's role doesn't include this; ``right`` and ``role``."""

    code = "staff.right_missing"


class ApprovalNeeded(FrontdeskError):
    """Above what the role may do alone: a second person has to approve this very request.

    ``request_hash`` and ``action`` go to ``approvals.approve``; ``limit`` names the limit, ``amount`` what was asked
    and ``allowed`` what the role may do alone, both in the limit's unit.
    """

    code = "staff.approval_needed"


class ApprovalRefused(FrontdeskError):
    """The approval doesn't hold for this request; ``reason`` is one of ``unknown``, ``other_request``, ``used``,
    ``own``, ``old``, ``too_small``."""

    code = "staff.approval_refused"


class SignInRefused(FrontdeskError):
    """User name and password (or PIN) don't fit together; the same for a user name nobody has."""

    code = "staff.sign_in_refused"


class PasswordNeeded(FrontdeskError):
    """The PIN doesn't do here: it was missed too often, or none was set on this computer."""

    code = "staff.password_needed"


class AccountLocked(FrontdeskError):
    """Too many misses: an owner has to unlock the account."""

    code = "staff.locked"


class PasswordTooWeak(FrontdeskError):
    """The password is too short (``at_least`` characters) or too simple for the role."""

    code = "staff.password_weak"


class PinTooWeak(FrontdeskError):
    """A PIN has 4 to 6 digits, not all the same and not a plain sequence."""

    code = "staff.pin_weak"


class UsernameTaken(FrontdeskError):
    """Somebody has this user name already; ``username``."""

    code = "staff.username_taken"


class UsernameInvalid(FrontdeskError):
    """A user name has 2 to 32 letters, digits, dots, hyphens or underscores."""

    code = "staff.username_invalid"


class NameMissing(FrontdeskError):
    """An account belongs to one person, who has a name."""

    code = "staff.name_missing"


class HouseFounded(FrontdeskError):
    """There is an owner already; further accounts are added by somebody who may manage staff."""

    code = "staff.house_founded"


class UnknownAccount(FrontdeskError):
    """No such account; ``account_id``."""

    code = "staff.unknown_account"


class LastOwner(FrontdeskError):
    """The house must keep one active owner."""

    code = "staff.last_owner"
