"""Who works in the tests: one person of each role, their passwords, and a cheap way to hash them."""

from argon2 import PasswordHasher

from frontdesk.core.actor import Actor
from frontdesk.staff.accounts import AddAccountRequest, FoundHouseRequest, add_account, found_house
from frontdesk.store.store import Store

CHEAP_HASHING = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
"""Not for people: a hash in 0.1 ms, so that a thousand tests can each have their own database."""

OWNER = Actor(1, "周店长", "owner", "1")
CASHIER = Actor(2, "刘洋", "cashier", "1")
SHIFT_LEAD = Actor(3, "陈静", "shift_lead", "1")
MANAGER = Actor(4, "王主管", "manager", "1")

USERNAMES = {1: "owner", 2: "cashier", 3: "lead", 4: "manager"}
PASSWORDS = {
    1: "blue door at nine",
    2: "green tea 41",
    3: "red towel 52",
    4: "white lockers 63",
}


def hire(store: Store) -> None:
    """Found the house and add everybody."""
    found_house(store, FoundHouseRequest("hire-1", USERNAMES[1], OWNER.name), PASSWORDS[1], CHEAP_HASHING)
    for person in (CASHIER, SHIFT_LEAD, MANAGER):
        request = AddAccountRequest(f"hire-{person.account_id}", USERNAMES[person.account_id], person.name, person.role)
        add_account(store, OWNER, request, PASSWORDS[person.account_id], CHEAP_HASHING)
