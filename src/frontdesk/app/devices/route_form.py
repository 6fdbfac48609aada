"""Which printer each kind of slip goes to, and which one stands in."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QGridLayout

from frontdesk.app.settings.tab import choice, show_choice
from frontdesk.core.device_settings import RouteSettings
from frontdesk.core.i18n import t
from frontdesk.core.settings import MachineSettings
from frontdesk.printing.routing import KINDS
from frontdesk.printing.spool import DRAWER
from frontdesk.printing.words import kind_words, printer_words
from frontdesk.ui.widgets import Button, Card, FieldRow, Label


class RouteForm(Card):
    """A box for each kind of slip that is printed; what stays with the first printer has no route."""

    def __init__(self, save: Button) -> None:
        super().__init__(spacing=12)
        self._kept: dict[str, str] = {}
        self.add_header(t("printers.routes"), save)
        self.body.addWidget(Label(t("printers.routes.note"), "note", wrap=True))
        self.boxes = {kind: choice(f"printers.route.{kind}", kind_words(kind), []) for kind in KINDS}
        self.rows = {kind: FieldRow(kind_words(kind), box) for kind, box in self.boxes.items()}
        self.fallback = choice("printers.fallback", t("printers.fallback"), [])
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        places = [*self.rows.values(), FieldRow(t("printers.fallback"), self.fallback)]
        for number, field in enumerate(places):
            grid.addWidget(field, 0, number)
            grid.setColumnStretch(number, 1)
        self.body.addLayout(grid)

    def show_settings(self, settings: MachineSettings, *, allowed: bool) -> None:
        """Show what is kept; a choice that wasn't saved yet stays, as long as its printer does."""
        first = settings.first_printer
        kept = {each.kind: each.printer for each in settings.routes} | {"": settings.fallback_printer}
        names = [each.name for each in settings.printers]
        by_first = t("printers.route.first", printer=printer_words(first.name)) if first is not None else ""
        for kind, box in (*self.boxes.items(), ("", self.fallback)):
            before = self._kept.get(kind, "")
            shown = box.currentData() if box.count() and box.currentData() != before else kept.get(kind, "")
            box.clear()
            box.addItem(by_first if kind else t("printers.fallback.none"), "")
            for name in names[1:] if kind else names:
                box.addItem(printer_words(name), name)
            show_choice(box, shown)
            box.setEnabled(allowed)
        self._kept = kept
        self.rows[DRAWER].setVisible(settings.drawer.kind == "printer")
        self.setVisible(len(names) > 1)

    def changes(self) -> dict[str, Any]:
        """What the boxes say, as settings."""
        chosen = {kind: box.currentData() or "" for kind, box in self.boxes.items()}
        return {
            "routes": tuple(RouteSettings(kind, printer) for kind, printer in chosen.items() if printer),
            "fallback_printer": self.fallback.currentData() or "",
        }

    def forget(self) -> None:
        """What is chosen is now kept."""
        self._kept = {kind: box.currentData() or "" for kind, box in self.boxes.items()}
        self._kept[""] = self.fallback.currentData() or ""
