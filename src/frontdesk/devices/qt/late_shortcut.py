"""Shortcuts made of one plain letter, pressed late: after it is known that the letter began no scan."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def press_shortcut(receiver: QWidget, key: int, modifiers: Qt.KeyboardModifier, text: str) -> bool:
    """Do what Qt does before a key press: unless the receiver wants the key for itself, run the one shortcut of its
    window that has it. True if one ran."""
    question = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers, text)
    question.ignore()
    QCoreApplication.sendEvent(receiver, question)
    if question.isAccepted():
        return False
    sequence = QKeySequence(key)
    if modifiers & Qt.KeyboardModifier.ShiftModifier and text.isalpha():
        sequence = QKeySequence(f"Shift+{text.upper()}")
    window = receiver.window()
    found: list[QShortcut | QAction] = []
    for shortcut in window.findChildren(QShortcut):
        keys = shortcut.keys()
        if sequence in keys and shortcut.isEnabled() and _in_sight(shortcut.parent(), window):
            found.append(shortcut)
    for action in window.findChildren(QAction):
        if sequence in action.shortcuts() and action.isEnabled() and _in_sight(action.parent(), window):
            found.append(action)
    if len(found) != 1:
        return False
    target = found[0]
    if isinstance(target, QShortcut):
        target.activated.emit()
    else:
        target.trigger()
    return True


def _in_sight(owner: object, window: QWidget) -> bool:
    return isinstance(owner, QWidget) and owner.window() is window and owner.isVisible() and owner.isEnabled()
