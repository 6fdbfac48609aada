"""A clerk who works at the counter by ear: finds controls by name and role, hears what they say, does their actions."""

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from tests.eyes.accessibility import CHECKED, ENABLED, SELECTED, Node, NotFound, Screen

PATIENCE_S = 30.0
FIELDS = ("text", "entry", "password")
Found = TypeVar("Found")


class BlindClerk:
    """Every name is what a screen reader says, in the language of the window."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.used: set[tuple[str, str]] = set()
        """(role, name) of every control that was used."""

    def press(self, name: str, role: str = "button") -> None:
        """Do a button's action once it is enabled."""
        node = self._control(name, role)
        # What can be chosen or ticked is toggled, everything else pressed.
        node.do("Press" if "Press" in node.actions() else "Toggle")

    def write(self, name: str, text: str) -> None:
        """Put text into a field."""
        self._control(name, *FIELDS).write(text)

    def fill(self, **texts: str) -> None:
        """Several fields at once, by their names."""
        for name, text in texts.items():
            self.write(name, text)

    def chosen(self, box: str) -> str:
        """What is chosen in a combo box; another item is chosen with the arrow keys, as Qt's lists offer no action."""
        return self._until(lambda: self._box(box), f"the combo box {box!r}").name()

    def choose_from_menu(self, button: str, item: str) -> None:
        """Open a button's menu and do one of its items; a screen reader is told that it came up."""
        self.press(button)
        menu = self._until(self.screen.menu, f"the menu of {button!r}")
        items = menu.children()
        found = [one for one in items if one.name() == item]
        assert found, f"the menu offers {[one.name() for one in items]}, not {item!r}"
        found[0].do("Press")

    def hear(self, *words: str) -> None:
        """Wait until everything of this stands on the screen or was announced."""
        for word in words:
            self._until(lambda word=word: word in self.said(), f"to hear {word!r}")  # type: ignore[misc]

    def said(self) -> str:
        """All that can be heard now, and what was announced since something was last done."""
        lines = self.screen.announced()
        for node in self.screen.showing():
            try:
                lines += [node.name(), node.description()]
            except NotFound:
                continue  # gone while we listened
        return "\n".join(line for line in lines if line)

    def offered(self, *roles: str) -> list[str]:
        """The names of all controls of these roles."""
        return [node.name() for node in self.screen.showing(*roles)]

    def _box(self, label: str) -> Node | None:
        """The combo box of a label: on Linux its name is what is chosen, its label stands in the description."""
        boxes = self.screen.showing("combo box", within=self.screen.front())
        return next((one for one in boxes if one.description() == label), None)

    def offered_like(self, beginning: str) -> str:
        """The whole name of the button that begins so."""
        wanted = beginning.strip()
        return self._until(
            lambda: next((name for name in self.offered("button") if name.startswith(wanted)), None), wanted
        )

    def find(self, name: str, *roles: str) -> Node:
        """The one control of a name; waits for it."""
        return self._until(lambda: self._look(name, roles), f"{'/'.join(roles)} {name!r}")

    def _control(self, name: str, *roles: str) -> Node:
        def ready() -> Node | None:
            node = self._look(name, roles)
            return node if node is not None and ENABLED in node.states() else None

        node = self._until(ready, f"{'/'.join(roles)} {name!r} to be enabled")
        self.used.add((roles[0], name))
        self.screen.forget()  # what is heard from now on is the answer
        return node

    def _look(self, name: str, roles: Sequence[str]) -> Node | None:
        front = self.screen.front()
        found = [node for node in self.screen.showing(*roles, within=front) if _called(node, name)]
        if len(found) > 1:
            raise AssertionError(f"{len(found)} controls are called {name!r}: nobody can tell them apart by ear")
        return found[0] if found else None

    def _until(self, look: Callable[[], Found | None], what: str) -> Found:
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                found = look()
            except NotFound:
                found = None
            if found:
                return found
            if time.monotonic() > until:
                raise NotFound(f"waited in vain for {what}; the screen says:\n{self.tree()}")
            time.sleep(0.02)

    def tree(self) -> str:
        """Everything that shows, with roles, for a failure's message."""
        lines = []
        for node in self.screen.showing(within=self.screen.front()):
            try:
                state = (
                    " (off)"
                    if ENABLED not in node.states()
                    else " (chosen)"
                    if {SELECTED, CHECKED} & node.states()
                    else ""
                )
                if node.name():
                    lines.append(f"  {node.role()}: {node.name()!r} {node.description()!r}{state}")
            except NotFound:
                continue
        return "\n".join(lines)


def _called(node: Node, name: str) -> bool:
    try:
        return node.name() == name
    except NotFound:
        return False
