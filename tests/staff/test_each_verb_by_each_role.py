"""Each use case asked for by each role, past the window: what a role may not do is refused and leaves nothing behind.

The table below is written from K08 and the roles' descriptions, not from the program's own table of rights.
"""

from collections.abc import Callable
from typing import Any

import pytest

from frontdesk.core.errors import FrontdeskError
from tests.faults.lengths import LONG
from tests.flows.test_wrong_input import CASES, Desk, Verb, count_rows, desk
from tests.flows.whole_day import WholeDay

__all__ = ["desk"]

ROLES = ("nobody", "cashier", "shift_lead", "manager", "owner")
BEGINS_ABOVE_CASHIER = {
    "shift_lead": {"waive_due", "block", "unblock", "print_daily", "adjust", "approve"},
    "manager": {
        "retag",
        "set_zone",
        "register_keys",
        "register_key",
        "set_plan",
        "keep_goods",
        "add_account",
        "add_account's password",
        "change_role",
        "set_password",
        "disable_account",
        "enable_account",
    },
    "owner": {"unlock_account"},
}
NEEDS_CONSENT_OF_A_CASHIER = {"sell", "refund", "open_drawer", "report_found"}
FOR_EVERYBODY = {"print_again", "paper_came_out", "cancel_job", "cancel_jobs", "move_jobs"}
"""A copy says that it is one, and what a printer did is no secret."""
ANOTHER_WAY = {"hand_over", "close_for_night", "found_house"}
"""Asked for by the holder of the shift with both passwords, or in a house without people."""
REFUSALS = {"staff.right_missing", "staff.sign_in_refused", "staff.password_needed"}
TRIED = [case for case in CASES if case[0] not in ANOTHER_WAY | FOR_EVERYBODY]


def least(name: str) -> int:
    """The place of the lowest role that may do a thing."""
    return next((ROLES.index(role) for role, verbs in BEGINS_ABOVE_CASHIER.items() if name in verbs), 1)


@pytest.mark.parametrize(("name", "verb", "make"), TRIED, ids=[name for name, _, _ in TRIED])
def test_only_who_may(desk: Desk, name: str, verb: Verb, make: Callable[[WholeDay], Any]) -> None:
    begins = least(name)
    for place in range(len(ROLES)) if LONG else (begins - 1, begins):
        become(desk, ROLES[place])
        desk.lived.store = desk.lived.house.store = desk.store
        before = count_rows(desk.store)
        code = ""
        try:
            verb(desk.store, make(desk.lived))
        except FrontdeskError as refusal:
            code = refusal.code
        if place < begins:
            assert code in REFUSALS, f"{ROLES[place]}: {code or 'done'}"
            changed = {table for table, rows in count_rows(desk.store).items() if rows != before[table]}
            # A wrong try to prove who one is, and a proof that came before the refusal, are written down.
            assert changed <= {"journal", "requests", "desk_events", "unknown_misses"}
        else:
            assert code not in REFUSALS, f"{ROLES[place]}: {code}"
            assert (code == "staff.approval_needed") == (name in NEEDS_CONSENT_OF_A_CASHIER and place == 1)
        desk.go_back()


def become(desk: Desk, role: str) -> None:
    """The one who asks is demoted or, for nobody, disabled: what the request says of the actor doesn't count."""
    raw = desk.store.writing.raw_connection()
    cursor = raw.cursor()
    if role == "nobody":
        cursor.execute("UPDATE accounts SET active = 0 WHERE id = 1")
    else:
        cursor.execute("UPDATE accounts SET role = ? WHERE id = 1", (role,))
    raw.commit()
    raw.close()
