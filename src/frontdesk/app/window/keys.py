"""Keys nobody else wanted: Enter and Esc go to the page, letters to the search box, F8 lifts the curtain,
F12 starts the handover.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from frontdesk.app.window.search import SearchControl
from frontdesk.ui.page import Page
from frontdesk.ui.widgets import curtain

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier)


def key_pressed(event: QKeyEvent, page: Page | None, search: SearchControl) -> bool:
    """Whether the key meant something; ``page`` is None while the desk is locked."""
    if page is None:
        return False
    if event.isAutoRepeat():
        return True
    if event.key() == Qt.Key.Key_F8:
        curtain.hold(True)
    elif event.key() == Qt.Key.Key_F12:
        page.desk.open_page("handover", start=True)
    elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        page.handle_enter()
    elif event.key() == Qt.Key.Key_Escape:
        page.handle_escape()
    elif event.modifiers() in _PLAIN and event.text().isprintable() and event.text().strip():
        # Letters typed at nothing are a search: three letters and Enter find a member.
        search.type_in(event.text())
    else:
        return False
    return True


def key_released(event: QKeyEvent) -> None:
    """F8 up: masked again."""
    if event.key() == Qt.Key.Key_F8 and not event.isAutoRepeat():
        curtain.hold(False)
