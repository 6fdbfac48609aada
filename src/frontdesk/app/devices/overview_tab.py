"""Every device of the counter: how it is, when it was last well, what failed, what to do, and a way to try it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from frontdesk.app.device_log import DeviceLog
from frontdesk.app.devices.overview_line import OverviewLine
from frontdesk.app.devices.overview_rows import PROBED, OverviewRow, overview_rows
from frontdesk.app.doctor.examine import examine
from frontdesk.app.doctor.finding import Finding
from frontdesk.app.doctor.probes import device_probes, machine_probes
from frontdesk.app.place import Place
from frontdesk.app.settings.tab import SettingsTab
from frontdesk.app.slip_viewer import SlipViewer
from frontdesk.app.speaking import Speaking
from frontdesk.app.trial_print import TrialPrint, trial_print
from frontdesk.cashier.dialogs.drawer import DrawerDialog
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, language, t
from frontdesk.printing.words import trouble_words
from frontdesk.ui.desk import Desk
from frontdesk.ui.runner import InternalFault
from frontdesk.ui.widgets import Banner, BannerKind, Button, Card, clear_layout, column, scrolling

TAP_WITHIN_MS = 15_000


class OverviewTab(SettingsTab):
    """What a probe has to find out is looked for in the background when the tab opens, and again when asked."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        super().__init__(desk)
        self._folder = folder
        self._findings: tuple[Finding, ...] = ()
        self._rows: list[OverviewRow] = []
        self._viewer: SlipViewer | None = None
        self._dialog: DrawerDialog | None = None
        self._printing = ""
        """The printer that a test slip is on its way to."""
        self._awaits_tap = QTimer(self)
        self._awaits_tap.setSingleShot(True)
        self._awaits_tap.setInterval(TAP_WITHIN_MS)
        self._awaits_tap.timeout.connect(self._no_tap)
        self.log = DeviceLog.of(desk)
        self.lines: dict[str, OverviewLine] = {}
        self.again = Button(t("devices.overview.again"), "devices.overview.again", kind="quiet", icon="refresh")
        self.copy = Button(t("ui.copy_details"), "devices.overview.copy", kind="quiet", icon="copy")
        self.said = Banner("devices.overview.said", "info")
        self.said.hide()
        self.again.clicked.connect(self.look_again)
        self.copy.clicked.connect(self._copy)
        card = Card(padding=0)
        card.add_header(t("devices.overview.title"), self.again, self.copy)
        holder = QWidget()
        self._list = column(spacing=0)
        self._list.addStretch(1)
        holder.setLayout(self._list)
        card.body.addWidget(scrolling(holder), 1)
        layout = column(self.said, card)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.log.changed.connect(self._show)

    def reload(self) -> None:
        self._show()
        self.look_again()

    @Slot()
    def look_again(self) -> None:
        """Ask everything that isn't heard of all the time."""
        self.again.setEnabled(False)
        place = Place(self._folder, self.desk.store.url, self.desk.settings)
        self.desk.run(look, place, then=self._looked, failed=self._not_looked, lane="long", latest="devices.overview")

    @Slot(object)
    def _looked(self, findings: list[Finding]) -> None:
        self.again.setEnabled(True)
        self._findings = tuple(findings)
        for finding in findings:
            self.log.note(finding.key, finding.level, finding.found)
        self._show()

    @Slot(object)
    def _not_looked(self, _error: FrontdeskError) -> None:
        self.again.setEnabled(True)

    @Slot()
    def _show(self) -> None:
        self._rows = overview_rows(self.desk.settings, self.log, self._findings)
        keys = [row.key for row in self._rows]
        if keys != list(self.lines):
            self._build(keys)
        for row in self._rows:
            self.lines[row.key].show_row(row, self.desk.store.clock)

    def _build(self, keys: list[str]) -> None:
        clear_layout(self._list)
        self.lines = {}
        for key in keys:
            line = OverviewLine(key)
            line.test.clicked.connect(partial(self.test, key))
            self.lines[key] = line
            self._list.addWidget(line)
        self._list.addStretch(1)

    # -- trying -----------------------------------------------------------------------------------------------------

    def test(self, key: str) -> None:
        """Try a device, as its button does."""
        kind, _, name = key.partition(":")
        self.said.hide()
        if kind == "reader":
            self._awaits_tap.start()
            self._say("info", t("devices.overview.tap"), t("devices.overview.tap.note"))
        elif kind == "printer":
            self._print(name)
        elif kind == "drawer":
            self._dialog = DrawerDialog(self.desk, self.window())
            self._dialog.accepted.connect(self._drawer_tried)
            self._dialog.open()
        elif kind in ("display", "pole"):
            self.desk.display_trial_wanted.emit()
            self.log.tested(kind)
            self._say("info", t("devices.overview.shown"))
        elif kind == "voice":
            self._speak()

    def handle_card(self, card: object) -> bool:
        if not self._awaits_tap.isActive():
            return False
        self._awaits_tap.stop()
        self.log.tested("reader")
        self._say("ok", t("devices.overview.tapped"))
        return True

    @Slot()
    def _no_tap(self) -> None:
        self.log.tested("reader", t("devices.overview.no_tap"))
        self._say("warn", t("devices.overview.no_tap"), t("devices.overview.no_tap.do"))

    def _print(self, name: str) -> None:
        printer = next((each for each in self.desk.settings.printers if each.name == name), None)
        if printer is None or self._printing:
            return
        self._printing = f"printer:{name}"
        self.lines[self._printing].test.setEnabled(False)
        self._say("info", t("settings.trial.running"))
        self.desk.run(
            trial_print,
            printer,
            self.desk.settings.counter,
            language(),
            self.desk.store.clock,
            then=self._printed,
            failed=self._not_printed,
            lane="long",
        )

    @Slot(object)
    def _printed(self, found: TrialPrint) -> None:
        printer = self._end_print()
        failed = found.outcome not in ("done", "unconfirmed")
        words = (trouble_words(found.error)[0] if found.error else t("settings.trial.unclear")) if failed else ""
        self.log.tested(printer, words)
        if failed:
            self._say("bad", words, t("settings.trial.check"))
        else:
            self._say("ok", t(f"settings.trial.{found.outcome}"))
        if found.printer.kind == "screen":
            if self._viewer is None:
                self._viewer = SlipViewer(self)
            self._viewer.show_slips([(t("settings.trial.title"), found.png)])

    @Slot(object)
    def _not_printed(self, error: FrontdeskError) -> None:
        printer = self._end_print()
        happened, todo = error_text(error)
        if not isinstance(error, InternalFault):
            self.log.tested(printer, happened)
        self._say("bad", happened, todo)

    def _end_print(self) -> str:
        printer, self._printing = self._printing, ""
        if printer in self.lines:
            self.lines[printer].test.setEnabled(True)
        return printer

    def _speak(self) -> None:
        speaking = Speaking.of(self.desk)
        if speaking is not None:
            voice = self.desk.settings.voice
            speaking.try_out(voice.language, voice.volume_percent, voice.folder)
            self.log.tested("voice")
            self._say("info", t("devices.overview.spoken"))

    @Slot()
    def _drawer_tried(self) -> None:
        self.log.tested("drawer")

    def _say(self, kind: BannerKind, title: str, note: str = "") -> None:
        self.said.show_state(kind, title, note)
        self.said.show()

    @Slot()
    def _copy(self) -> None:
        clock = self.desk.store.clock
        QGuiApplication.clipboard().setText("\n".join(row.text(clock) for row in self._rows))
        self.copy.set_words(t("ui.copied"))


def look(place: Place) -> list[Finding]:
    """What the probes of the overview find; runs in the background, for some seconds at most."""
    probes = [probe for probe in (*device_probes(place), *machine_probes(place)) if probe.key in PROBED]
    return examine(probes)
