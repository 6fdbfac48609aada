"""The on-screen reader."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.core.i18n import LANGUAGES, Language, set_language, t
from frontdesk.devices.cards import CardKind, CardPresented, CardRemoved, CardUnreadable, ReaderCondition, ReaderState
from frontdesk.devices.dialogs.simulated_reader import SampleCard, SimulatedReaderDialog
from frontdesk.devices.readers.simulated import SimulatedReader
from frontdesk.ui.widgets.buttons import Button
from tests.devices.fixtures import Heard

CARDS = (SampleCard("王小明 M000001", "04A1B2C3"), SampleCard("Anna 䶮", "04112233445566", CardKind.ULTRALIGHT))


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def dialog(qtbot: QtBot, heard: Heard) -> SimulatedReaderDialog:
    reader = SimulatedReader()
    reader.start(heard)
    dialog = SimulatedReaderDialog(reader, CARDS)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_chosen_card_is_tapped(qtbot: QtBot, dialog: SimulatedReaderDialog, heard: Heard) -> None:
    dialog.card.setCurrentIndex(1)
    qtbot.mouseClick(dialog.tap_button, Qt.MouseButton.LeftButton)
    assert [type(event) for event in heard.events[1:]] == [CardPresented, CardRemoved]
    assert (heard.presented[0].uid, heard.presented[0].kind) == ("04112233445566", CardKind.ULTRALIGHT)
    assert "Anna" in dialog.status.text()


def test_a_typed_number_is_tapped_by_enter(qtbot: QtBot, dialog: SimulatedReaderDialog, heard: Heard) -> None:
    dialog.uid.clear()
    qtbot.keyClicks(dialog.uid, "14 d5 e6 f7")
    qtbot.keyClick(dialog.uid, Qt.Key.Key_Return)
    assert [card.uid for card in heard.presented] == ["14D5E6F7"]
    assert dialog.card.currentIndex() == len(CARDS)


def test_a_wrong_number_is_told_at_the_field(qtbot: QtBot, dialog: SimulatedReaderDialog, heard: Heard) -> None:
    dialog.uid.setText("118")
    dialog.tap()
    assert heard.presented == []
    assert "118" in dialog.uid_row.error()
    dialog.uid.setText("04A1B2C3")
    dialog.tap()
    assert dialog.uid_row.error() == ""


def test_laid_down_taken_away_pulled_and_unplugged(dialog: SimulatedReaderDialog, heard: Heard) -> None:
    dialog.put_down()
    dialog.take_away()
    dialog.pull()
    dialog.plug()
    dialog.tap()
    assert not dialog.tap_button.isEnabled()
    dialog.plug()
    kinds = [type(event) for event in heard.events[1:]]
    assert kinds == [CardPresented, CardRemoved, CardUnreadable, ReaderState, ReaderState]
    states = [event.condition for event in heard.events if isinstance(event, ReaderState)]
    assert states == [ReaderCondition.READY, ReaderCondition.NO_READER, ReaderCondition.READY]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_its_names_and_it_is_marked_as_simulated(qtbot: QtBot, language: Language) -> None:
    set_language(language)
    try:
        dialog = SimulatedReaderDialog(SimulatedReader(), CARDS)
        qtbot.addWidget(dialog)
        controls: list[QWidget] = [*dialog.findChildren(Button), *dialog.findChildren(QComboBox), dialog.uid]
        assert len(controls) == 8
        for control in controls:
            assert control.objectName().startswith("simulated_reader.")
            assert control.accessibleName()
        assert t("devices.simulated.mark") in {child.text() for child in dialog.mark.findChildren(type(dialog.status))}
        assert isinstance(dialog.uid, QLineEdit)
    finally:
        set_language("zh")
