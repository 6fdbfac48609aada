"""Who works here, and what happened at the desks."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select

from frontdesk.books.finding import Finding
from frontdesk.staff.credentials import commitment
from frontdesk.staff.tables import Account, AccountEvent, Approval, ApprovalUse, DeskEvent, Pin
from frontdesk.store.prepared import Prepared

_NAME = Prepared(select(Account.name).where(Account.id == bindparam("account_id")))


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A person who works here, without credentials."""

    id: int
    username: str
    name: str
    role: str
    active: bool
    misses: int


@dataclass(frozen=True, slots=True)
class DeskMoment:
    """Something that happened at a desk; ``at`` is a stored UTC text."""

    kind: str
    account_id: int
    before_account_id: int | None
    at: str


@dataclass(frozen=True, slots=True)
class UnusedApproval:
    """A consent given today and not used yet."""

    id: int
    approver_id: int
    action: str
    at: str


def account(connection: Connection, account_id: int) -> AccountRow | None:
    """One account, or None."""
    row = connection.execute(_ACCOUNTS.where(Account.id == account_id)).first()
    return AccountRow(row.id, row.username, row.name, row.role, bool(row.active), row.misses) if row else None


def accounts(connection: Connection) -> list[AccountRow]:
    """Everybody, in the order they were added."""
    rows = connection.execute(_ACCOUNTS.order_by(Account.id))
    return [AccountRow(row.id, row.username, row.name, row.role, bool(row.active), row.misses) for row in rows]


def account_name(connection: Connection, account_id: int | None) -> str:
    """The name of the person behind an account; empty for nobody."""
    return _NAME.scalar(connection, account_id=account_id) or ""


def has_accounts(connection: Connection) -> bool:
    """Whether the house was founded; before, there is nobody to sign in."""
    return connection.execute(select(Account.id).limit(1)).first() is not None


def people_with_pin(connection: Connection, computer: str) -> list[AccountRow]:
    """The active people who can switch in by PIN on a computer, by name."""
    found = _ACCOUNTS.join(Pin, Pin.account_id == Account.id).where(Pin.computer == computer, Account.active == 1)
    rows = connection.execute(found.order_by(Account.name))
    return [AccountRow(row.id, row.username, row.name, row.role, bool(row.active), row.misses) for row in rows]


def at_desk(connection: Connection, counter: str) -> int | None:
    """The account last at a counter, even when the desk is locked now; None after signing out."""
    last = (
        select(DeskEvent.kind, DeskEvent.account_id)
        .where(DeskEvent.counter == counter, DeskEvent.kind != "missed")
        .order_by(DeskEvent.id.desc())
        .limit(1)
    )
    row = connection.execute(last).first()
    return row.account_id if row is not None and row.kind != "signed_out" else None


def desk_log(connection: Connection, counter: str, most: int = 50) -> list[DeskMoment]:
    """What happened at a desk, newest first (G03)."""
    found = select(DeskEvent.kind, DeskEvent.account_id, DeskEvent.before_account_id, DeskEvent.at)
    found = found.where(DeskEvent.counter == counter).order_by(DeskEvent.id.desc()).limit(most)
    return [DeskMoment(*row) for row in connection.execute(found)]


def unused_approvals(connection: Connection, business_day: str) -> list[UnusedApproval]:
    """Consents of a business day that nothing came of."""
    found = (
        select(Approval.id, Approval.approver_id, Approval.action, Approval.at)
        .outerjoin(ApprovalUse, ApprovalUse.approval_id == Approval.id)
        .where(Approval.business_day == business_day, ApprovalUse.id.is_(None))
        .order_by(Approval.id)
    )
    return [UnusedApproval(*row) for row in connection.execute(found)]


def accounts_hold(connection: Connection) -> Iterator[Finding]:
    """Every account has the role, state and credential its last event says; none lacks an event."""
    last = select(AccountEvent.account_id, func.max(AccountEvent.id).label("event_id"))
    newest = last.group_by(AccountEvent.account_id).subquery()
    said = {
        row.account_id: row
        for row in connection.execute(
            select(
                AccountEvent.account_id,
                AccountEvent.journal_id,
                AccountEvent.role,
                AccountEvent.active,
                AccountEvent.credential,
            ).join(newest, newest.c.event_id == AccountEvent.id)
        )
    }
    rows = connection.execute(select(Account.id, Account.role, Account.active, Account.password_hash))
    for row in rows:
        event = said.pop(row.id, None)
        if event is None:
            yield Finding(0, f"accounts/{row.id}", "account_without_event")
        elif (row.role, row.active, commitment(row.password_hash)) != (event.role, event.active, event.credential):
            yield Finding(event.journal_id, f"accounts/{row.id}", "account_differs")
    for account_id, event in said.items():
        yield Finding(event.journal_id, f"accounts/{account_id}", "account_missing")


_ACCOUNTS = select(Account.id, Account.username, Account.name, Account.role, Account.active, Account.misses)
