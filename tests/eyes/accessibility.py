"""What a screen reader sees and can do: a small client of AT-SPI over D-Bus, for one program on a bus of its own.

AT-SPI is the accessibility interface of Linux desktops (freedesktop.org, at-spi2-core/xml); the numbers of roles and
states are its ``atspi-constants.h``. Nothing here knows of Qt or of the program.
"""

import os
import shutil
import subprocess
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

BUS_SETTINGS = Path("/usr/share/defaults/at-spi2/accessibility.conf")
REGISTRY = "org.a11y.atspi.Registry"
ROOT = "/org/a11y/atspi/accessible/root"
ANSWER_S = 10
WAIT_S = 60.0

ROLES = {
    "alert": 2,
    "check box": 7,
    "combo box": 11,
    "dialog": 16,
    "label": 29,
    "list": 31,
    "list item": 32,
    "menu item": 35,
    "page tab": 37,
    "panel": 39,
    "password": 40,
    "button": 43,
    "radio": 44,
    "cell": 56,
    "table": 55,
    "text": 61,
    "toggle": 62,
    "window": 69,
    "frame": 23,
    "entry": 79,
    "filler": 22,
    "layered": 38,
    "tree": 65,
    "canvas": 6,
    "notification": 101,
}
CHECKED, ENABLED, FOCUSED, MODAL, SELECTED, SHOWING = 4, 8, 12, 16, 23, 25
_ALL, _ANY, _CANONICAL = 1, 2, 1


class NotFound(AssertionError):
    """Nothing on the screen has that name and role."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing in the tree of what can be perceived; it may be gone by the time it is asked."""

    screen: "Screen"
    owner: str
    path: str

    def _ask(self, interface: str, member: str, signature: str = "", *body: Any) -> Any:
        return self.screen.call(self.owner, self.path, f"org.a11y.atspi.{interface}", member, signature, *body)

    def _property(self, interface: str, name: str) -> Any:
        of = (f"org.a11y.atspi.{interface}", name)
        return self.screen.call(self.owner, self.path, "org.freedesktop.DBus.Properties", "Get", "ss", *of)[1]

    def name(self) -> str:
        """What a screen reader calls it."""
        return str(self._property("Accessible", "Name"))

    def description(self) -> str:
        """What it says beyond the name."""
        return str(self._property("Accessible", "Description"))

    def role(self) -> str:
        """As AT-SPI spells it: "push button", "table cell"."""
        return str(self._ask("Accessible", "GetRoleName"))

    def interfaces(self) -> list[str]:
        """What can be asked of it: ``Action``, ``EditableText``…"""
        return [one.rpartition(".")[2] for one in self._ask("Accessible", "GetInterfaces")]

    def states(self) -> set[int]:
        """Numbers of the states that hold."""
        low, high = self._ask("Accessible", "GetState")
        return {bit for bit in range(64) if (low | high << 32) >> bit & 1}

    def parent(self) -> "Node":
        """What holds it."""
        return Node(self.screen, *self._property("Accessible", "Parent"))

    def children(self) -> list["Node"]:
        """In reading order."""
        return [Node(self.screen, owner, path) for owner, path in self._ask("Accessible", "GetChildren")]

    def text(self) -> str:
        """What stands in a field."""
        return str(self._ask("Text", "GetText", "ii", 0, -1))

    def write(self, text: str) -> None:
        """Put another text into a field, as dictation does."""
        assert self._ask("EditableText", "SetTextContents", "s", text), f"{self.name()} takes no text"

    def actions(self) -> list[str]:
        """Names of what can be done with it, in English whatever the program speaks."""
        count = self._property("Action", "NActions")
        return [self._ask("Action", "GetName", "i", number) for number in range(count)]

    def do(self, action: str) -> None:
        """``Press``, ``Toggle``, ``SetFocus``, ``ShowMenu``."""
        known = self.actions()
        assert action in known, f"{self.name()} offers {known}"
        assert self._ask("Action", "DoAction", "i", known.index(action)), f"{self.name()} did not {action}"

    def select(self, child: int) -> None:
        """Choose a child of a list or table by its place."""
        assert self._ask("Selection", "SelectChild", "i", child), f"{self.name()} does not let itself be chosen from"


class Screen:
    """All that one program shows."""

    def __init__(self, address: str) -> None:
        self._connection: DBusConnection = open_dbus_connection(address)
        self._events: deque[Any] = deque(maxlen=500)
        self.calls = 0
        self._owner = ""

    def close(self) -> None:
        """Leave the bus."""
        self._connection.close()

    def call(self, owner: str, path: str, interface: str, member: str, signature: str = "", *body: Any) -> Any:
        """One question; the first value of the answer."""
        self.calls += 1
        address = DBusAddress(path, owner, interface)
        message = new_method_call(address, member, signature or None, body)
        answer = self._connection.send_and_get_reply(message, timeout=ANSWER_S)
        if answer.header.message_type.name == "error":
            raise NotFound(f"{member} of {path}: {answer.body}")
        return answer.body[0] if answer.body else None

    def wait_for_program(self, program: "subprocess.Popen[str]") -> None:
        """Until the program has come to the bus."""
        until = time.monotonic() + WAIT_S
        while not self._owner:
            assert program.poll() is None, "the program ended at once; `said.txt` says why"
            assert time.monotonic() < until, "the program does not come to the accessibility bus"
            found = self.call(REGISTRY, ROOT, "org.a11y.atspi.Accessible", "GetChildren")
            self._owner = found[0][0] if found else ""
            time.sleep(0.02)

    def front(self) -> Node:
        """The dialog that must be answered first, else the program."""
        modal = [node for node in self.showing("dialog") if MODAL in node.states()]
        return modal[-1] if modal else self.program()

    def listen(self) -> None:
        """Ask to be told of what is announced and of what comes up."""
        rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object")
        self._connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=ANSWER_S)
        self._connection.filter(rule, queue=self._events)
        for event in ("object:announcement", "object:state-changed:showing"):
            self.call(REGISTRY, "/org/a11y/atspi/registry", REGISTRY, "RegisterEvent", "s", event)

    def announced(self) -> list[str]:
        """What the program has said by itself since ``forget``, oldest first."""
        return [str(event.body[3][1]) for event in self._of("Announcement")]

    def forget(self) -> None:
        """Everything heard so far is old."""
        self._events.clear()

    def menu(self) -> Node | None:
        """The menu that was opened last; it hangs in no tree, a screen reader is told of it."""
        shown = [event.header.fields for event in self._of("StateChanged") if event.body[:2] == ("showing", 1)]
        here = [Node(self, fields[HeaderFields.sender], fields[HeaderFields.path]) for fields in shown[-1:]]
        return next((node for node in here if node.role() == "popup menu"), None)

    def _of(self, member: str) -> list[Any]:
        self.call(REGISTRY, ROOT, "org.a11y.atspi.Accessible", "GetRole")  # whatever came meanwhile is taken in
        return [event for event in self._events if event.header.fields[HeaderFields.member] == member]

    def program(self) -> Node:
        """The root of what the program shows."""
        return Node(self, self._owner, ROOT)

    def showing(self, *roles: str, within: Node | None = None) -> list[Node]:
        """Everything of these roles that can be seen now, in reading order; of all roles, if none is named."""
        role_bits = [0, 0, 0, 0]
        for role in roles:
            role_bits[ROLES[role] // 32] |= 1 << ROLES[role] % 32
        signed = [bits - (1 << 32) if bits >= 1 << 31 else bits for bits in role_bits]
        rule: tuple[Any, ...] = ([1 << SHOWING, 0], _ALL, {}, _ALL, signed, _ANY if roles else _ALL, [], _ALL, False)
        found = (within or self.program())._ask(
            "Collection", "GetMatches", "(aiia{ss}iaiiasib)uib", rule, _CANONICAL, 0, True
        )
        return [Node(self, owner, path) for owner, path in found]


@contextmanager
def accessibility_bus(folder: Path) -> Iterator[str]:
    """A bus for programs and their screen readers, apart from that of any desktop; yields its address."""
    daemon = shutil.which("dbus-daemon")
    assert daemon and BUS_SETTINGS.exists(), (
        "`python3 installer/bootstrap.py test` installs dbus-daemon and at-spi2-core"
    )
    address = f"unix:path={folder / 'a11y'}"
    command = [daemon, f"--config-file={BUS_SETTINGS}", f"--address={address}", "--nofork", "--nopidfile"]
    if shutil.which("setpriv"):
        command = ["setpriv", "--pdeathsig", "TERM", *command]
    # The registry that the bus starts on demand must find this bus, not a desktop's.
    surroundings = {**os.environ, "AT_SPI_BUS_ADDRESS": address, "DBUS_SESSION_BUS_ADDRESS": address}
    said, quiet = subprocess.PIPE, subprocess.DEVNULL
    bus = subprocess.Popen([*command, "--print-address"], env=surroundings, stdin=quiet, stdout=said, stderr=quiet)
    try:
        assert bus.stdout is not None and bus.stdout.readline(), "the bus did not start"
        yield address
    finally:
        bus.terminate()
        bus.communicate()
