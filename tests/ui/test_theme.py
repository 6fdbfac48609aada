"""Both themes can be read by everybody, and switch at once."""

import itertools

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.ui import theme
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.tokens import THEMES, Tokens, contrast
from frontdesk.ui.widgets import Button, Label

TEXT = 4.5
CONTROL = 3.0


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_text_meets_wcag_aa(tokens: Tokens) -> None:
    grounds = ("background", "surface", "raised")
    pairs = list(itertools.product(("ink", "muted", "primary", "ok", "warn", "bad", "info"), grounds))
    pairs += [(tone, f"{tone}_soft") for tone in ("primary", "ok", "warn", "bad", "info")]
    pairs += [("ink", f"{tone}_soft") for tone in ("primary", "ok", "warn", "bad", "info")]
    pairs += [("on_primary", "primary"), ("on_primary", "primary_hover"), ("on_bad", "bad")]
    pairs += [("rail_ink", "rail"), ("rail_muted", "rail"), ("rail_ink", "rail_chosen"), ("rail_muted", "rail_chosen")]
    poor = [
        f"{front} on {ground}: {contrast(getattr(tokens, front), getattr(tokens, ground)):.2f}"
        for front, ground in pairs
        if contrast(getattr(tokens, front), getattr(tokens, ground)) < TEXT
    ]
    assert poor == []


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_outlines_and_focus_can_be_seen(tokens: Tokens) -> None:
    for front, ground in itertools.product(("edge", "focus", "primary"), ("background", "surface")):
        assert contrast(getattr(tokens, front), getattr(tokens, ground)) >= CONTROL, (front, ground)
    assert contrast(tokens.rail_mark, tokens.rail) >= CONTROL


def test_contrast_knows_black_and_white() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_switching_repaints_what_is_there(qtbot: QtBot) -> None:
    label = Label("words")
    button = Button("Pay", "test.pay", kind="primary")
    qtbot.addWidget(label)
    qtbot.addWidget(button)
    label.show()
    button.show()
    seen = []
    for name in ("dark", "light"):
        theme.apply("dark" if name == "dark" else "light")
        QApplication.processEvents()
        seen.append(
            (label.palette().color(label.foregroundRole()).name(), button.grab().toImage().pixelColor(6, 19).name())
        )
    dark, light = THEMES["dark"], THEMES["light"]
    assert seen == [(dark.ink.lower(), dark.primary.lower()), (light.ink.lower(), light.primary.lower())]


def test_windows_wear_the_stylesheet_and_the_application_none(qtbot: QtBot, desk: Desk) -> None:
    """On the application it makes building a page four times as dear."""
    window = QWidget()
    qtbot.addWidget(window)
    dialog = Dialog(desk, "test.dressed", "Sure?", confirm="Yes", parent=window)
    window.show()
    dialog.open()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for name in ("dark", "light"):
        theme.apply("dark" if name == "dark" else "light")
        QApplication.processEvents()
        assert dialog.grab().toImage().pixelColor(9, 9).name() == THEMES[name].surface.lower()
    assert app.styleSheet() == ""


def test_digits_have_one_width() -> None:
    font = theme.base_font(58, QFont.Weight.Bold)
    assert font.isFeatureSet(QFont.Tag("tnum"))
    assert QApplication.font().isFeatureSet(QFont.Tag("tnum"))


def test_a_styled_label_keeps_even_digits(qtbot: QtBot) -> None:
    label = Label("111.11", "name")
    qtbot.addWidget(label)
    label.show()
    assert label.font().isFeatureSet(QFont.Tag("tnum"))
    widths = {label.fontMetrics().horizontalAdvance(digit) for digit in "0123456789"}
    assert len(widths) == 1
