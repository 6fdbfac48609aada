"""Changing what differs from counter to counter: ``frontdesk.toml``, guarded by the same right as the business's."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from frontdesk.app.training.twins import twins_of
from frontdesk.core.actor import Actor
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.settings import MachineSettings, load_settings, save_settings
from frontdesk.shifts.queries import open_shift_at
from frontdesk.staff.rights import Right, RightMissing, may, role_of
from frontdesk.store.store import Store

NEEDS_RESTART = ("counter", "reader")
"""Threads and queues are bound to these when the window opens; the others are used at once."""


class CounterInUse(FrontdeskError):
    """A shift is open under the present counter number; ``counter``."""

    code = "settings.counter_in_use"


def change_machine(store: Store, actor: Actor, folder: Path, changes: dict[str, Any]) -> MachineSettings:
    """Keep changed settings of this machine; returns all of them. Raises RightMissing or CounterInUse."""
    before = load_settings(folder)
    with store.read() as connection:
        role = role_of(connection, actor.account_id)
        if role is None or not may(role, Right.SETTINGS):
            raise RightMissing(right=Right.SETTINGS.value, role=role.value if role else "")
        number = changes.get("counter", before.counter)
        if number != before.counter and open_shift_at(connection, before.counter) is not None:
            raise CounterInUse(counter=before.counter)
    after = replace(before, **changes)
    if after.training:  # practice keeps to the devices on the screen, whatever is chosen
        after = twins_of(after)
    save_settings(folder, after)
    return after


def remember_choice(folder: Path, name: str, value: str) -> MachineSettings:
    """Keep the language or the theme, which anybody at the desk may choose; returns all settings."""
    chosen: dict[str, Any] = {name: value}
    after = replace(load_settings(folder), **chosen)
    save_settings(folder, after)
    return after


def needs_restart(before: MachineSettings, after: MachineSettings) -> bool:
    """Whether some of the changes are only used when the window is opened again."""
    return any(getattr(before, name) != getattr(after, name) for name in NEEDS_RESTART)
