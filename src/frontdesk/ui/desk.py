"""The desk: what every page is given. It knows who works here, runs work in the background and carries news around."""

from collections.abc import Callable
from typing import Any, Literal, Protocol

from PySide6.QtCore import QObject, Signal

from frontdesk.core.actor import Actor
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.settings import MachineSettings
from frontdesk.store.store import Store
from frontdesk.ui.runner import BackgroundRunner, Job, Lane

ToastKind = Literal["ok", "warn", "bad", "info"]


class Approver(Protocol):
    """Checks a second person and approves one exact request; runs in the background. Returns the approval's id."""

    def __call__(self, username: str, password: str, request_hash: str, action: str) -> int:
        """Raises FrontdeskError if the person or the password is not right."""
        ...


class Desk(QObject):
    """Services for pages; lives as long as the window. Pages never import each other: they meet here by name."""

    card_presented = Signal(object)
    """A card lies on a reader (devices' CardPresented). The window alone listens; pages get it by ``handle_card``."""
    scanned = Signal(str)
    """A barcode or key tag was scanned. The window alone listens; pages get it by ``handle_scan``."""
    changed = Signal(str)
    """A topic of the books changed, such as "visits", "sales", "keys", "members", "spool": read again what you show."""
    shift_changed = Signal()
    actor_changed = Signal()
    language_changed = Signal()
    """The window was built anew in another language; what hangs outside it says itself again."""
    lock_requested = Signal()
    page_requested = Signal(str, dict)
    toast_requested = Signal(str, str)
    error_raised = Signal(object)
    badge_changed = Signal(str, int)
    """How many things wait at an area; shown on the rail."""
    approval_requested = Signal(object, str, object)
    customer_view = Signal(object)
    """What the customer may see now (devices' CustomerView), told by the cashier whenever it is another."""
    display_trial_wanted = Signal()
    """Show a sample sale on the customer's displays."""
    mute_changed = Signal()
    """Amounts are no longer, or again, spoken; see ``muted``."""

    def __init__(
        self, store: Store, settings: MachineSettings, runner: BackgroundRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.store = store
        self.settings = settings
        self.runner = runner
        self.actor: Actor | None = None
        self.muted = False
        self.tested_words: Callable[[], str] = str
        """Which devices were tried since the start, and when (K03): for people, empty for none."""
        self.approver: Approver | None = None
        self.tokens: Any = None
        """Checks and writes the tokens of cards on this counter's readers (cards' TokenDesk), where there are any."""
        runner.fault.connect(self.error_raised)
        runner.unclaimed.connect(self.error_raised)

    def run(
        self,
        call: Callable[..., object],
        *args: Any,
        then: Callable[..., object] | None = None,
        failed: Callable[..., object] | None = None,
        lane: Lane = "write",
        latest: str | None = None,
        progress: Callable[..., object] | None = None,
        **kwargs: Any,
    ) -> Job:
        """Run a use case in the background; see ``BackgroundRunner.run``."""
        return self.runner.run(
            call, *args, then=then, failed=failed, lane=lane, latest=latest, progress=progress, **kwargs
        )

    def read(
        self,
        call: Callable[..., object],
        *args: Any,
        then: Callable[..., object],
        failed: Callable[..., object] | None = None,
        latest: str | None = None,
        **kwargs: Any,
    ) -> Job:
        """Run a query beside the writers; ``latest="search"`` answers only the newest of its kind."""
        return self.runner.run(call, *args, then=then, failed=failed, lane="read", latest=latest, **kwargs)

    def set_actor(self, actor: Actor | None) -> None:
        """Somebody signed in, switched, or left (None)."""
        if actor != self.actor:
            self.actor = actor
            self.actor_changed.emit()

    def set_muted(self, muted: bool) -> None:
        """Silence the spoken amounts, or let them be heard again."""
        if muted != self.muted:
            self.muted = muted
            self.mute_changed.emit()

    def signed_in(self) -> Actor:
        """Who works here now. Only called by pages, which are shown to nobody else."""
        assert self.actor is not None
        return self.actor

    def open_page(self, name: str, **args: object) -> None:
        """Go to an area's page, such as ``open_page("cashier", person_id=12)``; it gets ``activate(**args)``."""
        self.page_requested.emit(name, args)

    def toast(self, text: str, kind: ToastKind = "ok") -> None:
        """Say something that needs no answer."""
        self.toast_requested.emit(text, kind)

    def show_error(self, error: FrontdeskError) -> None:
        """Show what happened, what is safe and what to do."""
        self.error_raised.emit(error)

    def ask_approval(self, error: FrontdeskError, then: Callable[[int], object], what: str = "") -> None:
        """Ask a second person to approve what ``error`` (staff.ApprovalNeeded) says exceeds the first one's limit.

        ``then(approval_id)`` is a bound method, called after the approval is stored; nothing is called if they turn
        away. ``what`` names the thing and the amount, such as "Refund ¥1,200.00, receipt 1-20261123-0042".
        """
        self.approval_requested.emit(error, what, then)

    def notify(self, *topics: str) -> None:
        """Tell every page that topics changed."""
        for topic in topics:
            self.changed.emit(topic)
