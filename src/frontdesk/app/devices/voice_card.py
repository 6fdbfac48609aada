"""How amounts are spoken at this counter: on or off, language, loudness, own recordings, and a try."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QSlider

from frontdesk.app.settings.tab import choice, show_choice
from frontdesk.app.speaking import Speaking, speaker_words
from frontdesk.core.device_settings import VoiceSettings
from frontdesk.core.i18n import t
from frontdesk.devices.qt.speaker import SpeakerCondition, SpeakerState
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import Banner, Button, Card, FieldRow, Label, TextEdit, column, named, row

_STEP_PERCENT = 5


class VoiceCard(Card):
    """``show_settings`` fills it, ``described`` says what it says now; its tab keeps that."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._speaking = Speaking.of(desk)
        self.add_header(t("voice.title"))
        self.on = named(QCheckBox(t("voice.on")), "voice.on", t("voice.on"))
        self.language = choice(
            "voice.language",
            t("voice.language"),
            [("", t("voice.language.window")), ("zh", t("voice.language.zh")), ("en", t("voice.language.en"))],
        )
        self.volume = named(QSlider(Qt.Orientation.Horizontal), "voice.volume", t("voice.volume"))
        self.volume.setRange(0, 100)
        self.volume.setSingleStep(_STEP_PERCENT)
        self.volume.setPageStep(4 * _STEP_PERCENT)
        self.percent = Label("", "plain", name="voice.volume.percent")
        self.percent.setMinimumWidth(44)
        self.folder = TextEdit("voice.folder", t("voice.folder"), limit=400)
        self.choose = Button(t("voice.folder.choose"), "voice.folder.choose")
        self.folder_row = FieldRow(t("voice.folder"), self.folder, hint=t("voice.folder.hint"), required=False)
        self.trial = Button(t("voice.try"), "voice.try", icon="volume")
        self.heard = Banner("voice.heard", "info")
        self.heard.hide()
        self._lay_out()
        self.volume.valueChanged.connect(self._show_percent)
        self.choose.clicked.connect(self._choose)
        self.trial.clicked.connect(self.try_it)
        if self._speaking is not None:
            self._speaking.state_changed.connect(self._heard)
            self._show_state(self._speaking.state)
        self.show_settings(VoiceSettings())

    def _lay_out(self) -> None:
        holder = row(self.volume, self.percent, spacing=12)
        volume_row = column(Label(t("voice.volume"), "caption"), holder, spacing=6)
        # An empty caption, so that the button stands in line with the field.
        folder = row(self.folder_row, column(Label("", "caption"), self.choose, None, spacing=6))
        folder.setStretch(0, 1)
        on = column(self.on, Label(t("voice.on.note"), "note", wrap=True), spacing=4)
        self.body.addLayout(
            column(
                on,
                FieldRow(t("voice.language"), self.language),
                volume_row,
                folder,
                row(self.trial, None),
                self.heard,
                spacing=14,
            )
        )

    def show_settings(self, voice: VoiceSettings) -> None:
        """Fill the fields."""
        self.on.setChecked(voice.on)
        show_choice(self.language, voice.language)
        self.volume.setValue(voice.volume_percent)
        self.folder.setText(voice.folder)
        self._show_percent()

    def described(self) -> VoiceSettings | None:
        """The settings as the fields say them; None after marking a folder that isn't there."""
        folder = self.folder.text().strip()
        if folder and not Path(folder).is_dir():
            self.folder_row.set_error(t("voice.folder.missing"))
            return None
        self.folder_row.set_error(None)
        return VoiceSettings(self.on.isChecked(), self.language.currentData(), self.volume.value(), folder)

    @Slot()
    def try_it(self) -> None:
        """Say an amount with what the fields say, kept or not."""
        voice = self.described()
        if voice is not None and self._speaking is not None:
            self.heard.show_state("info", t("voice.trying"))
            self.heard.show()
            self._speaking.try_out(voice.language, voice.volume_percent, voice.folder)

    @Slot(object)
    def _heard(self, state: SpeakerState) -> None:
        self._show_state(state)

    def _show_state(self, state: SpeakerState) -> None:
        problem, to_do = speaker_words(state)
        if problem:
            self.heard.show_state("warn", problem, to_do)
        elif state.condition is SpeakerCondition.READY and state.device:
            self.heard.show_state("ok", t("voice.heard", device=state.device), t("voice.heard.note"))
        self.heard.setVisible(bool(problem) or state.condition is SpeakerCondition.READY)

    @Slot()
    def _show_percent(self) -> None:
        self.percent.setText(f"{self.volume.value()} %")

    @Slot()
    def _choose(self) -> None:
        chooser = QFileDialog(self, t("voice.folder"), self.folder.text())
        chooser.setObjectName("voice.folder.chooser")
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.fileSelected.connect(self.folder.setText)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()
