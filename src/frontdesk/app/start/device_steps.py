"""The steps of setting a desk up that try its devices: a test tap and a test print."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QRadioButton

from frontdesk.app.printer_form import PrinterForm
from frontdesk.app.printer_trial import PrinterTrial
from frontdesk.app.start.draft import Draft
from frontdesk.app.start.steps import Step, indented
from frontdesk.app.trial_print import TrialPrint
from frontdesk.core.i18n import t
from frontdesk.devices.cards import CardPresented, CardUnreadable, ReaderCondition, ReaderState
from frontdesk.devices.identify import reader_words, unreadable_words
from frontdesk.devices.printers.find import Findings, find
from frontdesk.devices.qt.reader_signals import ReaderSignals
from frontdesk.devices.readers.pcsc import PcscReader
from frontdesk.ui.runner import BackgroundRunner
from frontdesk.ui.widgets import Banner, Label, column, named, row


class ReaderStep(Step):
    """A card reader, tried at once by a tap."""

    title = "start.step.reader"

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._signals: ReaderSignals | None = None
        self.pcsc = named(QRadioButton(t("start.reader.pcsc")), "start.reader.pcsc", t("start.reader.pcsc"))
        self.none = named(QRadioButton(t("start.reader.none")), "start.reader.none", t("start.reader.none"))
        group = QButtonGroup(self)
        group.addButton(self.pcsc)
        group.addButton(self.none)
        (self.none if draft.reader == "none" else self.pcsc).setChecked(True)
        self.heard = Banner("start.reader.heard", "info", t("start.reader.looking"))
        self.pcsc.toggled.connect(self._chosen)
        self.setLayout(
            column(
                Label(t("start.reader.note"), tone="muted", wrap=True),
                column(self.pcsc, indented(t("start.reader.pcsc.note")), spacing=0),
                column(self.none, indented(t("start.reader.none.note")), spacing=0),
                self.heard,
                None,
                spacing=18,
            )
        )

    def enter(self) -> None:
        (self.pcsc if self.pcsc.isChecked() else self.none).setFocus()
        self._chosen()

    def leave(self) -> None:
        if self._signals is not None:
            self._signals.stop()
            self._signals.deleteLater()
            self._signals = None

    def keep(self) -> None:
        self.draft.reader = "pcsc" if self.pcsc.isChecked() else "none"

    def check(self) -> bool:
        self.keep()
        return True

    @Slot()
    def _chosen(self) -> None:
        self.heard.setVisible(self.pcsc.isChecked())
        if self.pcsc.isChecked() and self._signals is None:
            self.heard.show_state("info", t("start.reader.looking"))
            self._signals = ReaderSignals(PcscReader(), self)
            self._signals.reader_state.connect(self._state)
            self._signals.card_presented.connect(self._card)
            self._signals.card_unreadable.connect(self._unreadable)
            self._signals.start()
        elif not self.pcsc.isChecked():
            self.leave()

    @Slot(object)
    def _state(self, state: ReaderState) -> None:
        words = reader_words(state)
        if state.condition is ReaderCondition.READY:
            self.heard.show_state("info", words[0], t("start.reader.tap_now"), icon="card")
        else:
            self.heard.show_state("warn", *words, t("start.reader.later"))

    @Slot(object)
    def _card(self, card: CardPresented) -> None:
        kind = t(f"devices.kind.{card.kind.value}")
        self.heard.show_state("ok", t("start.reader.read"), t("start.reader.card", uid=card.uid, kind=kind))

    @Slot(object)
    def _unreadable(self, event: CardUnreadable) -> None:
        self.heard.show_state("warn", *unreadable_words(event))


class PrinterStep(Step):
    """A receipt printer, tried at once by a test slip."""

    title = "start.step.printer"

    def __init__(self, draft: Draft, runner: BackgroundRunner) -> None:
        super().__init__(draft)
        self._runner = runner
        self.form = PrinterForm("start.printer")
        self.form.show_choice(
            draft.printer, draft.printer_host, draft.printer_port, draft.printer_columns, draft.printer_address
        )
        self.form.kind_changed.connect(self._show_what_applies)
        self.trial = PrinterTrial("start.printer", runner, self)
        self.trial.button.clicked.connect(self.try_it)
        self.trial.tried.connect(self._tried)
        self.setLayout(
            column(
                Label(t("start.printer.note"), tone="muted", wrap=True),
                self.form,
                row(self.trial.button, None),
                self.trial.heard,
                None,
                spacing=16,
            )
        )
        self._show_what_applies()

    def enter(self) -> None:
        self.form.take_focus()
        self.form.show_looking()
        self._runner.run(find, then=self._found, lane="long", latest="start.printer.find")

    @Slot(object)
    def _found(self, findings: Findings) -> None:
        self.form.show_found(findings)

    def leave(self) -> None:
        self.trial.close()

    def keep(self) -> None:
        draft, form = self.draft, self.form
        draft.printer, draft.printer_columns, draft.printer_address = form.kind(), form.columns(), form.address()
        draft.printer_host, draft.printer_port = form.host.text(), form.port.count()

    def check(self) -> bool:
        self.keep()
        return self.form.check()

    @Slot()
    def _show_what_applies(self) -> None:
        self.trial.show_for(self.form.kind())

    @Slot()
    def try_it(self) -> None:
        """Print a test slip on the printer as described above."""
        printer = self.draft.described() if self.check() else None
        if printer is not None:
            self.trial.start(printer, self.draft.counter.strip())

    @Slot(object)
    def _tried(self, found: TrialPrint) -> None:
        self.draft.printer_learnt = found.printer
