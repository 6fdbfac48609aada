"""Every business setting there is, with what it may be: areas declare the policies, Settings shows them as data."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection

from frontdesk.app.customer_window.sign import COURTESY_EN, COURTESY_ZH, OPENING_HOURS
from frontdesk.books.policies import Policy
from frontdesk.cards.replace_card import REPLACEMENT_FEE_FEN
from frontdesk.cards.token_rules import AT_ISSUE, FOLLOW_AHEAD, OFF, REQUIRED, TOKEN_SECTOR, TOKENS
from frontdesk.cashier.pricing import BALANCE_MOST_FEN, SELL_BELOW_ZERO, TOP_UP_LEAST_FEN
from frontdesk.devices.tokens.token import SECTORS
from frontdesk.keys.lost_key import LOST_KEY_FEE_FEN
from frontdesk.members.freeze_contract import FREEZE_MOST_DAYS
from frontdesk.members.queries import EXPIRING_DAYS
from frontdesk.printing.forget import KEEP_DAYS
from frontdesk.printing.house import HOUSE_NAME, PRINT_LANGUAGE, RECEIPT_FOOTER
from frontdesk.printing.look import SLIP_HEADER, SLIP_HIDDEN, SLIP_LOGO, SLIP_PHONE, SLIP_QR
from frontdesk.staff.rights import limit_policy
from frontdesk.staff.roles import UNLIMITED, Limit, Role
from frontdesk.visits.decide import SECOND_TAP_MINUTES
from frontdesk.visits.deposits import GUEST_DEPOSIT_FEN

Kind = Literal["text", "money", "count", "switch", "language", "choice"]

_MOST_FEN = 10_000_000
_LIMITED_ROLES = (Role.CASHIER, Role.SHIFT_LEAD, Role.MANAGER)
_SHOWN_LIMITS = (Limit.REFUND_FEN, Limit.TENDER_CORRECTION_FEN, Limit.WAIVE_DUE_FEN, Limit.CASH_DIFFERENCE_FEN)


@dataclass(frozen=True, slots=True)
class PolicyField:
    """One business setting: its kind, and its bounds (both ends may be chosen; for a text its length) or choices.

    ``key`` names its texts. ``owner_only``: a limit holds for those who may change the other settings, so only an
    owner moves it; such a field left empty means no limit.
    """

    policy: Policy[Any]
    kind: Kind
    key: str
    least: int = 0
    most: int = _MOST_FEN
    owner_only: bool = False
    role: str = ""
    choices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The policy's own name."""
        return self.policy.name

    def accepts(self, value: object) -> bool:
        """Whether a value is of the right type and within the bounds."""
        if type(value) is not type(self.policy.default):
            return False
        if self.kind == "language":
            return value in ("zh", "en")
        if self.kind == "choice":
            return value in self.choices
        if isinstance(value, str):
            return len(value) <= self.most
        assert isinstance(value, int)
        return self.least <= value <= self.most or (self.owner_only and value == UNLIMITED)


_HOUSE = (
    PolicyField(HOUSE_NAME, "text", "house_name", most=40),
    PolicyField(RECEIPT_FOOTER, "text", "receipt_footer", most=80),
    PolicyField(PRINT_LANGUAGE, "language", "print_language"),
    PolicyField(KEEP_DAYS, "count", "keep_days", least=1, most=3650),
)


_SLIP = (
    PolicyField(SLIP_LOGO, "text", "slip_logo", most=40_000),
    PolicyField(SLIP_HEADER, "text", "slip_header", most=60),
    PolicyField(SLIP_PHONE, "text", "slip_phone", most=40),
    PolicyField(SLIP_QR, "text", "slip_qr", most=200),
    PolicyField(SLIP_HIDDEN, "text", "slip_hidden", most=80),
)
"""Set where one sees what they do: on the slips' tab of Devices."""


@dataclass(frozen=True, slots=True)
class PolicyGroup:
    """Fields that belong together under one heading, ``settings.group.<key>``."""

    key: str
    fields: tuple[PolicyField, ...]


def policy_groups() -> tuple[PolicyGroup, ...]:
    """All of them in the order of the page."""
    return (
        PolicyGroup("house", _HOUSE),
        PolicyGroup(
            "display",
            (
                PolicyField(COURTESY_ZH, "text", "courtesy_zh", most=40),
                PolicyField(COURTESY_EN, "text", "courtesy_en", most=60),
                PolicyField(OPENING_HOURS, "text", "opening_hours", most=80),
            ),
        ),
        PolicyGroup(
            "visits",
            (
                PolicyField(LOST_KEY_FEE_FEN, "money", "lost_key_fee"),
                PolicyField(GUEST_DEPOSIT_FEN, "money", "guest_deposit"),
                PolicyField(SECOND_TAP_MINUTES, "count", "second_tap", most=120),
            ),
        ),
        PolicyGroup(
            "members",
            (
                PolicyField(EXPIRING_DAYS, "count", "expiring_days", most=90),
                PolicyField(FREEZE_MOST_DAYS, "count", "freeze_most", least=1, most=3650),
                PolicyField(REPLACEMENT_FEE_FEN, "money", "card_fee"),
            ),
        ),
        PolicyGroup(
            "cards",
            (
                PolicyField(TOKENS, "choice", "tokens", choices=(OFF, AT_ISSUE, REQUIRED)),
                PolicyField(TOKEN_SECTOR, "count", "token_sector", least=SECTORS[0], most=SECTORS[-1]),
                PolicyField(FOLLOW_AHEAD, "switch", "follow_ahead", most=1, owner_only=True),
            ),
        ),
        PolicyGroup(
            "cashier",
            (
                PolicyField(TOP_UP_LEAST_FEN, "money", "top_up_least", least=1),
                PolicyField(BALANCE_MOST_FEN, "money", "balance_most", least=1),
                PolicyField(SELL_BELOW_ZERO, "switch", "sell_below_zero", most=1),
            ),
        ),
        PolicyGroup("limits", tuple(_limits())),
    )


def policy_field(name: str) -> PolicyField | None:
    """The field of a policy's name, or None for a name nobody declared."""
    fields = (*_SLIP, *(field for group in policy_groups() for field in group.fields))
    return next((field for field in fields if field.name == name), None)


def policy_values(connection: Connection) -> dict[str, int | str]:
    """The present value of every field, by name."""
    return {field.name: field.policy.read(connection) for group in policy_groups() for field in group.fields}


def _limits() -> Iterator[PolicyField]:
    for limit in _SHOWN_LIMITS:
        for role in _LIMITED_ROLES:
            yield PolicyField(
                limit_policy(role, limit), "money", f"limit.{limit.value}", owner_only=True, role=role.value
            )
