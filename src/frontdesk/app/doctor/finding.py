"""What one look at one thing found."""

from dataclasses import dataclass

from frontdesk.app.window.model import Level
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import catalogue, error_text, t


@dataclass(frozen=True, slots=True)
class Finding:
    """``key`` names the thing for programs, ``name`` for people; ``todo`` is empty where nothing is to be done.

    None of the texts holds a password, a key or a person's data: the table is sent to support.
    """

    key: str
    level: Level
    found: str
    todo: str = ""
    name: str = ""

    @property
    def title(self) -> str:
        """The thing's name in the language of now."""
        return self.name or t(f"doctor.{self.key}")

    def record(self) -> dict[str, str]:
        """For ``--json``."""
        return {"key": self.key, "name": self.title, "state": self.level, "found": self.found, "todo": self.todo}


def said(key: str, level: Level, what: str, **args: object) -> Finding:
    """A finding in the words of ``doctor.<key>.<what>``, with what to do where the words have that."""
    words = f"doctor.{key}.{what}"
    todo = t(f"{words}.do", **args) if f"{words}.do" in catalogue() else ""
    return Finding(key, level, t(words, **args), todo)


def refused(key: str, error: FrontdeskError, level: Level = "bad", name: str = "") -> Finding:
    """A finding in the words of the program's own error."""
    happened, todo = error_text(error)
    return Finding(key, level, happened, todo, name)
