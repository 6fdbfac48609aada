"""The cash drawer: which pulse opens it, if its cable ends in this printer."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox

from frontdesk.app.devices.printer_assistant.step import AssistantDraft, TrialStep
from frontdesk.app.devices.printer_assistant.trials import Found, pulse_drawer
from frontdesk.app.settings.tab import choice, show_choice
from frontdesk.core.i18n import t
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import Button, FieldRow, Label, column, named, row

_PINS = (2, 5)


class DrawerStep(TrialStep):
    """No printer says whether a drawer opened: somebody looks."""

    title = "printers.step.drawer"

    def __init__(self, desk: Desk, draft: AssistantDraft) -> None:
        super().__init__(desk, draft, "printers.drawer")
        self._last_pin = 2
        self._realtime = False
        self.pulses = {
            (pin, False): Button(t("printers.pulse", pin=pin), f"printers.pulse.{pin}", icon="drawer") for pin in _PINS
        }
        self.pulses[0, True] = Button(t("printers.pulse.realtime"), "printers.pulse.realtime", icon="drawer")
        for (pin, _), button in self.pulses.items():
            button.setProperty("pin", pin)
            button.clicked.connect(self._pulse)
        none = [(0, t("printers.drawer.none"))]
        self.pin = choice(
            "printers.drawer.pin",
            t("printers.drawer.ask"),
            none + [(pin, t("printers.drawer.pin", pin=pin)) for pin in _PINS],
        )
        self.realtime = named(
            QCheckBox(t("printers.drawer.realtime")), "printers.drawer.realtime", t("printers.drawer.realtime")
        )
        self.pin.currentIndexChanged.connect(self._pin_changed)
        self.setLayout(
            column(
                Label(t("printers.drawer.note"), "plain", tone="muted", wrap=True),
                row(*self.pulses.values(), None),
                self.said,
                FieldRow(t("printers.drawer.ask"), self.pin),
                self.realtime,
                Label(t("printers.drawer.realtime.note"), "note", wrap=True),
                None,
                spacing=14,
            )
        )

    def applies(self) -> bool:
        return self.draft.printer.kind not in ("screen", "file")

    def enter(self) -> None:
        show_choice(self.pin, self.draft.drawer_pin or 0)
        self._pin_changed()
        self.realtime.setChecked(self.draft.printer.realtime_drawer)
        self.pulses[2, False].setFocus()

    @Slot()
    def _pulse(self) -> None:
        pin = int(self.sender().property("pin"))
        realtime = self._realtime = not pin
        self._last_pin = pin or self.pin.currentData() or self._last_pin
        running = t("printers.pulsing", pin=self._last_pin)
        self.try_printer(pulse_drawer, running, self._last_pin, realtime, with_books=True)

    def show_found(self, found: Found) -> None:
        if found.opened:
            self.draft.printer = replace(self.draft.printer, drawer_sensor=found.settings.drawer_sensor)
            show_choice(self.pin, self._last_pin)
            self._pin_changed()
            if self._realtime:
                self.realtime.setChecked(True)
            self.said.show_state(
                "ok", t("printers.drawer.opened", pin=self._last_pin), t("printers.drawer.opened.note")
            )
            return
        self.said.show_state("info", t("printers.drawer.sent"), t("printers.drawer.sent.note", pin=self._last_pin))

    @Slot()
    def _pin_changed(self) -> None:
        self.realtime.setEnabled(bool(self.pin.currentData()))

    def check(self) -> bool:
        self.draft.drawer_pin = int(self.pin.currentData())
        realtime = bool(self.draft.drawer_pin) and self.realtime.isChecked()
        self.draft.printer = replace(self.draft.printer, realtime_drawer=realtime)
        return True
