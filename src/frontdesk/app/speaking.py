"""唱收唱付: says what is due when paying begins, and what was received and goes back once it is covered (K04)."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from frontdesk.core.i18n import language, t
from frontdesk.devices.displays.view import Basket, Due, Idle, Paid
from frontdesk.devices.qt.speaker import Speaker, SpeakerCondition, SpeakerState, Speech
from frontdesk.devices.voice import phrases
from frontdesk.devices.voice.clips import VoiceLanguage
from frontdesk.ui.desk import Desk

TRIAL_FEN = 10_550


class Speaking(QObject):
    """Listens to what the customer may see, and to nothing else: no name and no balance can be said."""

    state_changed = Signal(object)
    """SpeakerState, for the Devices page."""

    def __init__(self, desk: Desk, parent: QObject | None = None, speaker: Speaker | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.speaker = speaker or Speaker(self)
        self.speaker.state_changed.connect(self.state_changed)
        self._said: object = None
        desk.customer_view.connect(self.take)
        desk.mute_changed.connect(self._muted)
        desk.changed.connect(self._changed)

    @staticmethod
    def of(desk: Desk) -> "Speaking | None":
        """The one that hangs on a desk; None where nothing is spoken, as in a page's test."""
        return desk.findChild(Speaking)

    @property
    def state(self) -> SpeakerState:
        """How the loudspeaker was found when it was last needed."""
        return self.speaker.state

    @property
    def is_wanted(self) -> bool:
        """Whether this counter speaks at this moment."""
        return self._desk.settings.voice.on and not self._desk.muted

    @Slot(object)
    def take(self, view: object) -> None:
        """The customer may see something else now."""
        if isinstance(view, Basket):
            if isinstance(self._said, Due):
                self.speaker.hush()
            self._said = None
            if self.is_wanted:
                self.speaker.warm_up()
        elif isinstance(view, Idle):
            self._said = None
        elif isinstance(view, Due | Paid):
            self._say(view)

    def try_out(self, tongue: str, volume_percent: int, folder: str) -> None:
        """Say ¥105.50 as it would be said with these settings, muted or not."""
        said = _language(tongue)
        self.speaker.try_again()
        self.speaker.speak(Speech(said, phrases.due(said, TRIAL_FEN), volume_percent, folder))

    def close(self) -> None:
        """End the sound."""
        self.speaker.close()

    def _say(self, view: Due | Paid) -> None:
        # A sale that is booked shows once more what was said when it was covered.
        key = view if isinstance(view, Due) else (view.due_fen, view.received_fen, view.change_fen, view.tenders)
        if key == self._said:
            return
        self._said = key
        if not self.is_wanted:
            return
        voice = self._desk.settings.voice
        said = _language(voice.language)
        if isinstance(view, Due):
            clips = phrases.due(said, view.due_fen)
        else:
            clips = phrases.paid(said, view.tenders, view.due_fen, view.received_fen, view.change_fen)
        if clips:
            self.speaker.speak(Speech(said, clips, voice.volume_percent, voice.folder))

    @Slot()
    def _muted(self) -> None:
        if self._desk.muted:
            self.speaker.hush()

    @Slot(str)
    def _changed(self, topic: str) -> None:
        if topic == "settings" and not self._desk.settings.voice.on:
            self.speaker.close()


def _language(chosen: str) -> VoiceLanguage:
    return "zh" if (chosen or language()) == "zh" else "en"


def speaker_words(state: SpeakerState) -> tuple[str, str]:
    """What is wrong with the sound and what to do, in words; both empty when nothing is."""
    if state.condition in (SpeakerCondition.NO_DEVICE, SpeakerCondition.HANGING, SpeakerCondition.BROKEN):
        key = f"voice.state.{state.condition.value}"
        return t(key), t(f"{key}.do")
    if state.troubles:
        files = ", ".join(Path(trouble.file).name for trouble in state.troubles[:5])
        return t("voice.recordings", files=files, n=len(state.troubles)), t("voice.recordings.do")
    return "", ""
