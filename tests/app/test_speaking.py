"""What the counter says aloud at a sale, and when it keeps quiet (K04)."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.app.devices.voice_card import VoiceCard
from frontdesk.app.speaking import Speaking
from frontdesk.core.device_settings import VoiceSettings
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.displays.view import Basket, BasketLine, Due, Idle, Paid, Thanks
from frontdesk.devices.qt.speaker import Speaker, SpeakerCondition, SpeakerState, Speech
from frontdesk.devices.voice.clips import words_of
from frontdesk.devices.voice.sound import ClipTrouble
from frontdesk.ui.desk import Desk
from tests.ui.clipping import find_clipped_text, find_unnamed
from tests.ui.conftest import desk, look, runner  # noqa: F401

BASKET = Basket((BasketLine("水", "Water", 1, 300),), 300)


class WrittenDown(Speaker):
    """A loudspeaker that writes."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def speak(self, speech: Speech) -> None:
        self.said.append(words_of(speech.language, speech.clips))


@pytest.fixture
def speaker() -> WrittenDown:
    return WrittenDown()


@pytest.fixture
def speaking(desk: Desk, speaker: WrittenDown) -> Iterator[Speaking]:  # noqa: F811
    desk.settings = MachineSettings(voice=VoiceSettings(language="zh"))
    found = Speaking(desk, desk, speaker)
    yield found
    found.close()


def test_due_and_change_are_said_once(desk: Desk, speaking: Speaking, speaker: WrittenDown) -> None:  # noqa: F811
    for view in (
        BASKET,
        Due(4_200),
        Due(4_200),
        Paid(4_200, 5_000, 800, ("cash",), False),
        Paid(4_200, 5_000, 800, ("cash",), True),
        Thanks(),
        Idle(),
        BASKET,
        Due(4_200),
        Due(2_200),
        Paid(4_200, 4_200, 0, ("wechat", "alipay"), True),
        Idle(),
        Paid(4_200, 4_200, 0, ("wechat",), True),
        Paid(0, 0, 0, (), True),
    ):
        desk.customer_view.emit(view)
    assert [each for each in speaker.said if each] == [
        "应收四十二元",
        "收您五十元找您八元谢谢",
        "应收四十二元",
        "应收二十二元",
        "收您四十二元谢谢",
        "微信收款四十二元谢谢",
    ]


def test_muted_or_off_nothing_is_said(desk: Desk, speaking: Speaking, speaker: WrittenDown) -> None:  # noqa: F811
    desk.set_muted(True)
    desk.customer_view.emit(Due(500))
    desk.set_muted(False)
    desk.customer_view.emit(Due(700))
    desk.settings = MachineSettings(voice=VoiceSettings(on=False))
    desk.notify("settings")
    desk.customer_view.emit(Due(900))
    desk.customer_view.emit(Paid(900, 900, 0, ("cash",), True))
    assert speaker.said == ["应收七元"]


def test_the_language_is_the_windows_unless_chosen(
    desk: Desk,  # noqa: F811
    speaking: Speaking,
    speaker: WrittenDown,
    look: Callable[..., None],  # noqa: F811
) -> None:
    desk.settings = MachineSettings(voice=VoiceSettings())
    desk.customer_view.emit(Due(500))
    assert speaker.said in (["应收五元"], ["To pay five yuan"])
    desk.settings = MachineSettings(voice=VoiceSettings(language="en"))
    desk.customer_view.emit(Due(550))
    assert speaker.said[-1] == "To pay five yuan fifty"


def test_the_card_tries_what_it_shows_and_says_what_is_wrong(
    desk: Desk,  # noqa: F811
    speaking: Speaking,
    speaker: WrittenDown,
    qtbot: QtBot,
    tmp_path: object,
) -> None:
    card = VoiceCard(desk)
    qtbot.addWidget(card)
    card.resize(620, 620)
    card.show()
    wanted = VoiceSettings(False, "en", 35, str(tmp_path))
    card.show_settings(wanted)
    assert card.described() == wanted
    card.trial.click()
    assert speaker.said == ["To pay one hundred and five yuan fifty"]
    for state, kind in (
        (SpeakerState(SpeakerCondition.READY, "Built-in Audio"), "ok"),
        (SpeakerState(SpeakerCondition.NO_DEVICE), "warn"),
        (SpeakerState(SpeakerCondition.HANGING), "warn"),
        (SpeakerState(SpeakerCondition.BROKEN), "warn"),
        (SpeakerState(SpeakerCondition.READY, "Built-in Audio", (ClipTrouble("7.wav", "silent"),)), "warn"),
    ):
        speaking.state_changed.emit(state)
        assert card.heard.isVisible() and card.heard.kind() == kind
    assert "7.wav" in card.heard.title()
    card.folder.setText("/nowhere/at/all")
    assert card.described() is None and card.folder_row.error()
    qtbot.waitUntil(lambda: find_clipped_text(card) + find_unnamed(card) == [])
