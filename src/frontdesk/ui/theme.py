"""The current theme: tokens, palette, stylesheet and fonts, applied to the whole application at once."""

import sys
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from frontdesk.ui import icons
from frontdesk.ui.stylesheet import stylesheet
from frontdesk.ui.tokens import LIGHT, SIZE_BASE, THEMES, ThemeName, Tokens, Tone

FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
    "Segoe UI",
    "HanaMinA",
    "HanaMinB",
)
MONO_FAMILIES = ("Cascadia Mono", "Consolas", "Noto Sans Mono CJK SC", "DejaVu Sans Mono", "WenQuanYi Micro Hei Mono")


class _ThemeSignals(QObject):
    changed = Signal(str)


signals = _ThemeSignals()
"""``signals.changed(name)`` after a switch; widgets that paint with tokens are repainted by Qt itself."""

_current: Tokens = LIGHT


def tokens() -> Tokens:
    """The theme in force."""
    return _current


def colour(name: str) -> QColor:
    """A token of the theme in force, such as ``colour("muted")``."""
    return QColor(getattr(_current, name))


def tone_colours(tone: Tone) -> tuple[QColor, QColor]:
    """Foreground and soft background of a tone."""
    front, soft = _current.tone(tone)
    return QColor(front), QColor(soft)


def apply(name: ThemeName) -> None:
    """Put a theme on the running application; every window changes at once."""
    global _current
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    _current = THEMES[name]
    if not isinstance(app.property("frontdeskStyle"), bool):
        # Fusion takes colours from the palette on every system; the native styles do not.
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setProperty("frontdeskStyle", True)
    app.setFont(base_font())
    app.setPalette(_palette(_current))
    for window in QApplication.topLevelWidgets():
        if window.styleSheet():
            dress(window)
    QGuiApplication.styleHints().setColorScheme(Qt.ColorScheme.Dark if name == "dark" else Qt.ColorScheme.Light)
    signals.changed.emit(name)


def dress(window: QWidget) -> None:
    """Put the stylesheet on a window, once, before it is filled; dialogs that it is the parent of inherit it.

    The application has none: with one, Qt works through everything below a widget each time that gets another parent,
    so that a page takes four times as long to build and a change of theme six times as long.
    """
    window.setStyleSheet(_with_images(stylesheet(_current), _current))


def switch() -> ThemeName:
    """Put the other theme on; which one that is."""
    other: ThemeName = "dark" if _current.name == "light" else "light"
    apply(other)
    return other


@cache
def _installed(families: tuple[str, ...]) -> tuple[str, ...]:
    present = set(QFontDatabase.families())
    return tuple(family for family in families if family in present)


def base_font(size: int = SIZE_BASE, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface font in px with digits of one width, so that columns of money line up."""
    return QFont(_font(size, weight))


@cache
def _font(size: int, weight: QFont.Weight) -> QFont:
    font = QFont()
    font.setFamilies(list(_installed(FAMILIES)) or ["sans-serif"])
    font.setPixelSize(size)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    if sys.platform.startswith("linux"):
        # WenQuanYi has no bold of its own; hinted, Qt's emboldening fills the dots of i and j.
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def mono_font(size: int = SIZE_BASE) -> QFont:
    """A font for key caps and codes."""
    font = base_font(size)
    font.setFamilies([*_installed(MONO_FAMILIES), "monospace"])
    return font


def restyle(widget: QWidget) -> None:
    """Let a changed dynamic property take effect in the stylesheet."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _with_images(sheet: str, k: Tokens) -> str:
    sheet = sheet.replace("@chevron-down@", icons.file_for_stylesheet("chevron-down", k.muted))
    return sheet.replace("@check@", icons.file_for_stylesheet("check", k.on_primary))


def _palette(k: Tokens) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: k.background,
        QPalette.ColorRole.WindowText: k.ink,
        QPalette.ColorRole.Base: k.surface,
        QPalette.ColorRole.AlternateBase: k.raised,
        QPalette.ColorRole.Text: k.ink,
        QPalette.ColorRole.Button: k.surface,
        QPalette.ColorRole.ButtonText: k.ink,
        QPalette.ColorRole.BrightText: k.bad,
        QPalette.ColorRole.ToolTipBase: k.surface,
        QPalette.ColorRole.ToolTipText: k.ink,
        QPalette.ColorRole.PlaceholderText: k.muted,
        QPalette.ColorRole.Highlight: k.primary,
        QPalette.ColorRole.HighlightedText: k.on_primary,
        QPalette.ColorRole.Link: k.primary,
        QPalette.ColorRole.Accent: k.primary,
    }
    palette = QPalette()
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(k.muted))
    return palette
