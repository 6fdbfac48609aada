"""About: versions, where the database is, the journal's head and seal, and checking all of it now."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QProgressBar, QWidget

from frontdesk.app.settings.facts import HouseFacts, check_books, house_facts
from frontdesk.app.settings.tab import SettingsTab
from frontdesk.app.training.card import PracticeCard
from frontdesk.app.verdict_words import finding_words
from frontdesk.books.verify import Verdict
from frontdesk.core.clock import local
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, t
from frontdesk.staff.rights import Right
from frontdesk.ui.dates import moment_words
from frontdesk.ui.desk import Desk
from frontdesk.ui.runner import Cancelled, InternalFault, Job
from frontdesk.ui.widgets import Banner, Button, Card, KeyValue, Label, column, named, row, scrolling

_SHOWN_FINDINGS = 4


class AboutTab(SettingsTab):
    """Facts to read out to support, and the books' own check."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        super().__init__(desk)
        self.practice = PracticeCard(desk, folder)
        self._facts: HouseFacts | None = None
        self._job: Job | None = None
        self.program = KeyValue("settings.about.program", t("settings.about.program"), columns=4)
        self.database = KeyValue("settings.about.database", t("settings.about.database"), columns=1)
        self.journal = KeyValue("settings.about.journal", t("settings.about.journal"), columns=1)
        self.copy = Button(t("ui.copy_details"), "settings.about.copy", kind="quiet", icon="copy")
        self.verify = Button(t("settings.verify"), "settings.verify", kind="primary", icon="shield")
        self.stop = Button(t("settings.verify.stop"), "settings.verify.stop", icon="cross")
        self.progress = named(QProgressBar(), "settings.verify.progress", t("settings.verify"))
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(8)
        self.result = Banner("settings.verify.result", "info")
        self.note = Label("", tone="muted", wrap=True, name="settings.verify.note")
        self.copy.clicked.connect(self._copy)
        self.verify.clicked.connect(self._verify)
        self.stop.clicked.connect(self._stop)
        for widget in (self.progress, self.result, self.stop):
            widget.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        versions = Card()
        versions.add_header(t("settings.about.program"), self.copy)
        versions.body.addWidget(self.program)
        data = Card()
        data.add_header(t("settings.about.database"))
        data.body.addWidget(self.database)
        data.body.addStretch(1)
        books = Card()
        books.add_header(t("settings.about.journal"))
        books.body.addWidget(self.journal)
        check = Card()
        check.add_header(t("settings.verify.title"))
        check.body.addWidget(self.note)
        check.body.addLayout(row(self.verify, self.stop, None))
        check.body.addWidget(self.progress)
        check.body.addWidget(self.result)
        pair = row(data, books)
        pair.setStretch(0, 2)
        pair.setStretch(1, 3)
        content = QWidget()
        content.setLayout(column(versions, pair, check, self.practice, None))
        self.setLayout(column(scrolling(content)))

    def reload(self) -> None:
        allowed = self.may(Right.VERIFY)
        self.verify.setEnabled(allowed and self._job is None)
        self.note.setText(t("settings.verify.note") if allowed else t("settings.verify.not_allowed"))
        self.practice.reload()
        self.desk.read(house_facts, self.desk.store, then=self._show, latest="settings.about")

    @Slot(object)
    def _show(self, facts: HouseFacts) -> None:
        self._facts = facts
        self.program.set_facts(
            [
                ("frontdesk", facts.program),
                ("Python", facts.python),
                ("Qt", facts.qt),
                (t("settings.about.engine"), facts.engine),
            ]
        )
        self.database.set_facts(
            [(t("settings.about.place"), facts.database), (t("settings.about.revision"), facts.revision)]
        )
        self.journal.set_facts(
            [
                (t("settings.about.head", n=facts.records), _grouped(facts.head)),
                (t("settings.about.seal"), self._seal_words(facts)),
            ]
        )

    def _seal_words(self, facts: HouseFacts) -> str:
        if not facts.seal_at:
            return t("settings.about.no_seal")
        at = moment_words(local(facts.seal_at, self.desk.store.clock))
        return t("settings.about.sealed", at=at, fingerprint=_grouped(facts.seal_fingerprint))

    @Slot()
    def _copy(self) -> None:
        facts = self._facts
        if facts is not None:
            lines = (
                f"frontdesk {facts.program}, Python {facts.python}, Qt {facts.qt}, {facts.engine}",
                f"{facts.database}, {facts.revision}",
                f"{facts.records} {facts.head}",
                f"{facts.seal_at} {facts.seal_kind} {facts.seal_fingerprint}".strip(),
            )
            QGuiApplication.clipboard().setText("\n".join(lines))
            self.copy.set_words(t("ui.copied"))

    @Slot()
    def _verify(self) -> None:
        self.result.hide()
        self.verify.setEnabled(False)
        self.stop.show()
        self.progress.setRange(0, 0)
        self.progress.show()
        self._job = self.desk.run(
            check_books,
            self.desk.store,
            then=self._verified,
            failed=self._failed,
            progress=self._advanced,
            lane="long",
        )

    @Slot()
    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.stop.setEnabled(False)

    @Slot(int, int)
    def _advanced(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _over(self) -> None:
        self._job = None
        self.progress.hide()
        self.stop.hide()
        self.stop.setEnabled(True)
        self.verify.setEnabled(self.may(Right.VERIFY))

    @Slot(object)
    def _verified(self, verdict: Verdict) -> None:
        self._over()
        if not verdict.findings:
            words = t("app.verify.clean", records=verdict.records, rows=verdict.rows, seals=verdict.seals)
            self.result.show_state("ok", words, t("app.verify.head", head=_grouped(verdict.head)))
        else:
            found = [finding_words(each) for each in verdict.findings[:_SHOWN_FINDINGS]]
            title = t("settings.verify.found", n=len(verdict.findings))
            self.result.show_state("bad", title, "\n".join(found), t("settings.verify.found.do"))
        self.result.show()
        self.reload()

    @Slot(object)
    def _failed(self, error: FrontdeskError) -> None:
        self._over()
        kind = "info" if isinstance(error, Cancelled) else "bad"
        if not isinstance(error, InternalFault):
            self.result.show_state("info" if kind == "info" else "bad", *error_text(error))
            self.result.show()


def _grouped(digits: str) -> str:
    """Hex digits in groups of eight, to be compared with paper."""
    return " ".join(digits[at : at + 8] for at in range(0, len(digits), 8))
