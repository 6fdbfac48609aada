"""What somebody without the right to reports reads instead."""

from PySide6.QtCore import Slot

from frontdesk.core.i18n import t
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import Button, Card, EmptyState


class NoRight(Card):
    """Why takings stay unseen before the count, and the way to one's own sheet (K07)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        go = Button(t("reports.no_right.go"), "reports.no_right.go", kind="primary")
        go.clicked.connect(self._to_handover)
        self.body.addWidget(EmptyState("empty-chart", t("reports.no_right"), go, note=t("reports.no_right.why")))

    @Slot()
    def _to_handover(self) -> None:
        self._desk.open_page("handover")
