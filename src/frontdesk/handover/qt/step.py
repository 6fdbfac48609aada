"""What every step of the handover has in common."""

from typing import Any
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLayout, QWidget

from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text
from frontdesk.ui.desk import Desk
from frontdesk.ui.runner import InternalFault
from frontdesk.ui.widgets import Banner, Button, column, row

COMFORTABLE_HEIGHT = 620
"""Taller, a step's buttons stand far below what is read and typed."""


class Step(QWidget):
    """A view of the page with one obvious button; ``done`` and ``back`` move the stepper."""

    done = Signal()
    back = Signal()

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName(name)
        self.banner = Banner(f"{name}.error", "bad")
        self.banner.hide()
        self._intent: tuple[object, ...] = ()
        self._key = ""
        self.obvious: Button | None = None
        self.away: Button | None = None

    def lay_out(self, *columns: QWidget | QLayout, shares: tuple[int, ...]) -> None:
        """Columns side by side, from the top, no taller than is good to read."""
        content = QWidget()
        content.setMaximumHeight(COMFORTABLE_HEIGHT)
        across = row(*columns)
        for place, share in enumerate(shares):
            across.setStretch(place, share)
        content.setLayout(across)
        down = column(content, spacing=0)
        # A stretch without a share of its own gets only what the content may not take.
        down.setStretch(0, 1)
        down.addStretch(0)
        self.setLayout(down)

    def begin_at(self) -> QWidget | None:
        """Where the keyboard goes when the step is shown."""
        return None

    def enter(self) -> bool:
        """Enter: the obvious button."""
        return self.obvious is not None and self.obvious.press()

    def escape(self) -> bool:
        """Esc: one step back."""
        return self.away is not None and self.away.press()

    def key_for(self, *intent: object) -> str:
        """The idempotency key of an intent: asked again with the same content (an answer was lost) it is the same."""
        if intent != self._intent or not self._key:
            self._intent, self._key = intent, uuid4().hex
        return self._key

    def intent_done(self) -> None:
        """What was asked for is done: the next time, even with the same content, is a new intent."""
        self._key = ""

    def refuse(self, error: FrontdeskError) -> None:
        """Say why it can't go on, what is safe and what to do."""
        if not isinstance(error, InternalFault):
            what, todo = error_text(error)
            self.banner.show_state("bad", what, todo)
            self.banner.show()

    def forgive(self) -> None:
        """Take the refusal away."""
        self.banner.hide()

    def carry(self) -> dict[str, Any]:
        """What must survive a change of language."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Take over what ``carry`` gave."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        first = self.begin_at()
        if first is not None:
            first.setFocus()
