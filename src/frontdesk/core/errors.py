"""The root of every error the program raises on purpose."""

from typing import ClassVar


class FrontdeskError(Exception):
    """An expected failure with a stable code and the data a message needs.

    Subclasses set ``code``; the texts live under ``error.<code>`` (what happened) and ``error.<code>.do`` (what is
    safe and what to do next), so only the window and the command line turn codes into words.
    """

    code: ClassVar[str] = "unknown"

    def __init__(self, **data: object) -> None:
        super().__init__(self.code, data)
        self.data = data

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.data.items())
        return f"{self.code}({details})"
