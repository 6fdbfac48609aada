"""What the main window shows and asks, as plain data: the wiring fills it in, tests write it by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from frontdesk.core.actor import Actor

Level = Literal["ok", "warn", "bad", "off"]

DEVICES = ("reader", "printer", "drawer", "display", "network")


@dataclass(frozen=True, slots=True)
class DeviceState:
    """One device of the strip: ``word`` stands after its name, ``problem`` and ``todo`` in its popover.

    ``action`` is a button's text there, for what can be done with the device: show the slips on the screen, say.
    """

    key: str
    level: Level
    word: str = ""
    problem: str = ""
    todo: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class SearchRow:
    """One answer of the search box: where Enter leads."""

    title: str
    note: str = ""
    right: str = ""
    icon: str = "user"
    page: str = "members"
    args: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something due, on the bottom bar: ``time`` as words, ``due`` paints it in the warning tone."""

    key: str
    time: str
    text: str
    due: bool = False
    page: str = ""
    args: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeskStatus:
    """What the bars show; read in the background."""

    business_day: str = ""
    shift: str = ""
    """Name of the open shift, empty when none is open."""
    unfinished: int = 0
    to_print: int = 0
    next_steps: tuple[NextStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may work at this counter; ``has_pin`` allows the quick switch."""

    account_id: int
    username: str
    name: str
    role: str
    has_pin: bool = False


@dataclass(frozen=True, slots=True)
class Hooks:
    """What the window calls; each runs in the background and may raise FrontdeskError."""

    sign_in: Callable[[str, str], Actor]
    """(username, password)"""
    switch_by_pin: Callable[[str, str], Actor]
    """(username, PIN)"""
    colleagues: Callable[[], Sequence[Colleague]]
    search: Callable[[str], Sequence[SearchRow]]
    status: Callable[[], DeskStatus]
    locked: Callable[[Actor], object] | None = None
    """Somebody left the desk for a moment."""
    signed_out: Callable[[Actor], object] | None = None
    check_device: Callable[[str], object] | None = None
    """Look at one device again."""
    remember: Callable[[str, str], object] | None = None
    """Keep a choice: ("theme", "dark") or ("language", "en")."""
    route_scan: Callable[[str], SearchRow | None] | None = None
    """Where a scan leads that no page used; None shows it in the search box."""
