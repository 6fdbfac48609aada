"""After closing: what the sheet says, on the screen as on paper; print it again or keep it as PDF."""

from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from frontdesk.core.actor import Actor
from frontdesk.core.clock import local_now
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import language, t
from frontdesk.core.money import yuan_sign
from frontdesk.handover.hand_over import CloseResult
from frontdesk.handover.pdf import handover_pdf
from frontdesk.handover.qt.step import Step
from frontdesk.handover.sheet import HandoverSheet, handover_sheet
from frontdesk.handover.slips import handover_slip
from frontdesk.handover.wording import carried_words, difference_words, head_groups, tender_word, thing_word
from frontdesk.printing.house import HOUSE_NAME, PRINT_LANGUAGE
from frontdesk.printing.picture import render_png
from frontdesk.printing.print_again import PrintAgainRequest, print_again
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from frontdesk.ui.tokens import Tone
from frontdesk.ui.widgets import Banner, Button, Card, Chip, KeyValue, Label, Line, clear_layout, column, row, scrolling
from frontdesk.ui.widgets.naming import named

_PAPER_WIDTH = 420


@dataclass(frozen=True, slots=True)
class SavedPdf:
    """A sheet kept as a file."""

    path: Path


@dataclass(frozen=True, slots=True)
class SheetOnPaper:
    """A sheet and how its slip looks."""

    sheet: HandoverSheet
    picture: QImage


class SheetView(Step):
    """The closed shift."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        super().__init__(desk, "handover.sheet")
        self._folder = folder / "handover"
        self._shift_id = 0
        self._number = ""
        self.state = Banner("handover.sheet.state", "ok", big=True)
        self.facts = KeyValue("handover.sheet.facts", t("handover.title.handover"), columns=3)
        self.head = Label("", "note", name="handover.sheet.head", wrap=True)
        self._lines = column(spacing=8)
        self.again = Button(t("handover.done.print_again"), "handover.done.print_again", icon="print")
        self.again.clicked.connect(self._print_again)
        self.pdf = Button(t("handover.done.pdf"), "handover.done.pdf", icon="download")
        self.pdf.clicked.connect(self._save)
        self.go_on = Button(
            t("handover.done.go_on"), "handover.done.go_on", kind="primary", shortcut="Enter", large=True
        )
        self.go_on.clicked.connect(self.done)
        self.obvious = self.go_on
        summary = Card(spacing=14)
        summary.body.addWidget(self.facts)
        summary.body.addWidget(Line())
        inner = QWidget()
        inner.setLayout(column(self._lines, None))
        summary.body.addWidget(scrolling(inner), 1)
        summary.body.addWidget(Label(t("handover.sheet.seal"), "caption"))
        summary.body.addWidget(self.head)
        right = Card(padding=0)
        right.add_header(t("handover.done.paper"))
        self.paper = QLabel()
        named(self.paper, "handover.sheet.paper", t("handover.done.paper"))
        self.paper.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.paper.setContentsMargins(14, 14, 14, 14)
        right.body.addWidget(scrolling(self.paper), 1)
        both = row(summary, right)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        layout = column(self.state, both, self.banner, row(self.again, self.pdf, None, self.go_on))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def begin_at(self) -> QWidget | None:
        return self.go_on

    def show_result(self, result: CloseResult) -> None:
        """A shift was closed: read its sheet and show it."""
        self._shift_id, self._number = result.shift_id, result.number
        self.desk.read(
            read_sheet,
            self.desk.store,
            result.shift_id,
            self.desk.settings.paper_columns,
            self.devicePixelRatioF(),
            then=self._show,
            latest="handover.sheet",
        )

    @Slot(object)
    def _show(self, found: SheetOnPaper) -> None:
        words, sheet = language(), found.sheet
        self.paper.setPixmap(QPixmap.fromImage(found.picture))
        self.paper.setAccessibleDescription(sheet.head)
        key = "handover.done.handed_over" if sheet.kind == "handover" else "handover.done.night"
        self.state.show_state("ok", t(key, number=sheet.number, name=sheet.receiver), t("handover.done.sealed"))
        self.facts.set_facts(
            [
                (t("handover.sheet.counted"), yuan_sign(sheet.cash.counted_fen)),
                (t("handover.sheet.differences"), difference_words(words, sheet.difference_fen)),
                (
                    t("handover.sheet.handed_in", to=sheet.cash_receiver or t("handover.sheet.safe")),
                    yuan_sign(sheet.handed_in_fen),
                ),
                (t("handover.sheet.float_left"), yuan_sign(sheet.float_left_fen)),
                (t("handover.sheet.takings"), yuan_sign(sheet.takings_fen)),
                (t("handover.sheet.missing"), str(len(sheet.missing))),
            ]
        )
        lines = head_groups(sheet.head)
        head = "\n".join("  ".join(pair) for pair in (lines[:2], lines[2:]))
        self.head.setText(
            f"{t('handover.sheet.head', record=sheet.journal_id)}\n{head}\n"
            f"{t('handover.sheet.key')} {sheet.key_fingerprint}"
        )
        clear_layout(self._lines)
        for line in sheet.tenders:
            tone: Tone = "ok" if not line.difference_fen else "bad" if line.difference_fen < 0 else "warn"
            chip = Chip(difference_words(words, line.difference_fen), tone)
            amount = Label(yuan_sign(line.counted_fen), "strong")
            self._lines.addLayout(row(Label(tender_word(words, line.tender)), None, amount, chip))
        for missing in sheet.missing:
            self._lines.addWidget(Label(f"! {thing_word(words, missing.thing)}", tone="bad"))
        for item in sheet.carried:
            self._lines.addWidget(Label(f"• {carried_words(words, item)}", wrap=True))

    @Slot()
    def _print_again(self) -> None:
        request = PrintAgainRequest(uuid4().hex, f"handover/{self._number}")
        self.desk.run(
            print_again, self.desk.store, self.desk.signed_in(), request, then=self._printed, failed=self.refuse
        )

    @Slot(object)
    def _printed(self, result: object) -> None:
        self.desk.toast(t("handover.done.printing"))
        self.desk.notify("spool")

    @Slot()
    def _save(self) -> None:
        path = self._folder / f"{self._number}.pdf"
        self.desk.run(
            save_pdf,
            self.desk.store,
            self.desk.signed_in(),
            self._shift_id,
            path,
            self.desk.settings.font_file,
            then=self._saved,
            failed=self._refused,
            lane="long",
        )

    @Slot(object)
    def _saved(self, saved: SavedPdf) -> None:
        self.desk.toast(t("handover.done.saved", path=saved.path))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(saved.path)))

    @Slot(object)
    def _refused(self, error: FrontdeskError) -> None:
        self.refuse(error)


def read_sheet(store: Store, shift_id: int, paper_columns: int, ratio: float) -> SheetOnPaper:
    """The sheet of a closed shift, and its slip as a picture."""
    with store.read() as connection:
        sheet = handover_sheet(connection, shift_id)
        slip = handover_slip(sheet, PRINT_LANGUAGE.read(connection), store.clock.zone(), HOUSE_NAME.read(connection))
    picture = QImage.fromData(render_png(slip, paper_columns))
    wide = picture.scaledToWidth(round(_PAPER_WIDTH * ratio), Qt.TransformationMode.SmoothTransformation)
    wide.setDevicePixelRatio(ratio)
    return SheetOnPaper(sheet, wide)


def save_pdf(store: Store, actor: Actor, shift_id: int, path: Path, font_file: str) -> SavedPdf:
    """Write a closed shift's sheet as PDF in the business language."""
    with store.read() as connection:
        sheet = handover_sheet(connection, shift_id)
        paper_language = PRINT_LANGUAGE.read(connection)
        house = HOUSE_NAME.read(connection)
    file = handover_pdf(
        sheet,
        language=paper_language,
        zone=store.clock.zone(),
        printed_by=actor.name,
        printed_at=local_now(store.clock).strftime("%Y-%m-%d %H:%M"),
        house=house,
        font_file=font_file,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file.data)
    return SavedPdf(path)
