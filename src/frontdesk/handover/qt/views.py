"""The views of the handover page, each built when it is first wanted: all at once would hold the window up."""

from functools import cached_property
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QStackedWidget

from frontdesk.core.paths import data_folder
from frontdesk.handover.desk_state import DeskState
from frontdesk.handover.qt.before import BeforeView
from frontdesk.handover.qt.counting import CountingView
from frontdesk.handover.qt.differences import DifferencesView
from frontdesk.handover.qt.opening import OpeningView
from frontdesk.handover.qt.sheet_view import SheetView
from frontdesk.handover.qt.signing import SigningView, UnfinishedView
from frontdesk.handover.qt.step import Step
from frontdesk.ui.desk import Desk
from frontdesk.ui.page import Page

OPENING, SHEET = "opening", "sheet"
STEPS = ("before", "count", "differences", "unfinished", "sign")
_NAMES = {"count": "counting", "sign": "signing"}
View = TypeVar("View", bound=Step)


class ViewsPage(Page):
    """A page of steps; ``built`` holds those that there are already, by their step."""

    def __init__(self, desk: Desk, folder: Path | None = None) -> None:
        super().__init__(desk)
        self._state: DeskState | None = None
        self._folder = folder
        self._built: dict[str, Step] = {}
        self._stack = QStackedWidget()

    @cached_property
    def opening(self) -> OpeningView:
        """Instead of the steps while no shift is open."""
        return self._put(OPENING, OpeningView(self.desk))

    @cached_property
    def before(self) -> BeforeView:
        """Step 1."""
        return self._put("before", BeforeView(self.desk))

    @cached_property
    def counting(self) -> CountingView:
        """Step 2."""
        return self._put("count", CountingView(self.desk))

    @cached_property
    def differences(self) -> DifferencesView:
        """Step 3."""
        return self._put("differences", DifferencesView(self.desk))

    @cached_property
    def unfinished(self) -> UnfinishedView:
        """Step 4."""
        return self._put("unfinished", UnfinishedView(self.desk))

    @cached_property
    def signing(self) -> SigningView:
        """Step 5."""
        return self._put("sign", SigningView(self.desk))

    @cached_property
    def sheet(self) -> SheetView:
        """The sealed sheet, after the last step."""
        return self._put(SHEET, SheetView(self.desk, self._folder or data_folder()))

    def view(self, step: str) -> Step:
        """A step's view, built now if need be."""
        found: Step = getattr(self, _NAMES.get(step, step))
        return found

    def join(self, view: Step) -> None:
        """Listen to a view that has just been built."""

    def _put(self, step: str, view: View) -> View:
        self._built[step] = view
        self._stack.addWidget(view)
        self.join(view)
        self._tell(view)
        return view

    def _tell(self, view: Step) -> None:
        """How the shift that is open stands, to a view that shows it."""
        state = self._state
        if state is None or state.shift is None or self.desk.actor is None:
            return
        if isinstance(view, BeforeView | CountingView | DifferencesView | UnfinishedView):
            view.set_state(state)
