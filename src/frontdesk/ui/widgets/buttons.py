"""Buttons: one obvious action, plain ones beside it, each showing its key."""

from time import monotonic
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.ui import icons, theme
from frontdesk.ui.tokens import RADIUS_CONTROL, SIZE_BASE, TARGET_HEIGHT
from frontdesk.ui.widgets import paint
from frontdesk.ui.widgets.naming import named
from frontdesk.ui.widgets.pictures import Pictures, whole_density
from frontdesk.ui.widgets.toggle import ToggleButton

ButtonKind = Literal["primary", "secondary", "quiet", "danger", "due"]

_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_GAP = 9.0
_ICON = 18.0
_PADDING = 16.0

_faces = Pictures()


class Button(ToggleButton):
    """A button with an optional icon and key cap; takes the keyboard by Tab only, never by a click.

    ``shortcut="Enter"`` is shown but not grabbed: the page or dialog decides what Enter does (``Page.set_obvious``).
    Any other shortcut works while the button's window is active. A held-down key presses once.
    """

    def __init__(
        self,
        text: str,
        name: str,
        *,
        kind: ButtonKind = "secondary",
        shortcut: str = "",
        icon: str = "",
        label: str = "",
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind: ButtonKind = kind
        self._icon = icon
        self._cap = shortcut.replace("Return", "Enter")
        self._large = large
        self._held_until = 0.0
        self._measured = ("", 0.0)
        self._ground = ""
        self.setText(text)
        named(self, name, label or text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if shortcut and shortcut not in ("Enter", "Esc"):
            _shortcut(self, shortcut)

    def kind(self) -> ButtonKind:
        """How much weight the button has."""
        return self._kind

    def set_kind(self, kind: ButtonKind) -> None:
        """Change the weight."""
        if kind != self._kind:
            self._kind = kind
            self.update()

    def set_words(self, text: str, label: str = "") -> None:
        """Change the text and what a screen reader says."""
        self.setAccessibleName(label or text)
        if text != self.text():
            self.setText(text)
            self.updateGeometry()

    def set_icon(self, name: str) -> None:
        """Change the icon; empty takes it away."""
        if name != self._icon:
            self._icon = name
            self.updateGeometry()
            self.update()

    def hold_for(self, milliseconds: int) -> None:
        """Ignore presses for a moment: what was just painted must be seen before it can be confirmed."""
        self._held_until = monotonic() + milliseconds / 1000

    def press(self) -> bool:
        """Click if enabled, visible and not held; whether it did."""
        if not self.isEnabled() or not self.isVisible() or monotonic() < self._held_until:
            return False
        self.click()
        return True

    def font_used(self) -> QFont:
        """The font of the text."""
        size = SIZE_HEADING_LARGE if self._large else SIZE_BASE
        return theme.base_font(size, QFont.Weight.Bold)

    def sizeHint(self) -> QSize:
        width = 2 * _PADDING + self._content_width()
        return QSize(round(width + 0.5), 52 if self._large else TARGET_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width() - 12, self.sizeHint().height())

    def _content_width(self) -> float:
        width = self._text_width() + (_ICON if self._icon else 0) + (paint.cap_width(self._cap) if self._cap else 0)
        parts = bool(self.text()) + bool(self._icon) + bool(self._cap)
        return width + _GAP * max(0, parts - 1)

    def _text_width(self) -> float:
        """Asked for at every layout and every painting, measured once for each text."""
        text = self.text()
        if text != self._measured[0]:
            self._measured = text, QFontMetricsF(self.font_used()).horizontalAdvance(text)
        return self._measured[1]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER_KEYS:
            if not event.isAutoRepeat():
                self.press()
            event.accept()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if monotonic() < self._held_until:
            event.accept()
            return
        super().mousePressEvent(event)

    def colours(self) -> tuple[QColor | None, QColor, QColor | None]:
        """Fill, text and edge for the present state."""
        if not self.isEnabled():
            return theme.colour("raised"), theme.colour("muted"), theme.colour("line")
        hot = self.underMouse() or self.isDown()
        if self._kind == "primary":
            return theme.colour("primary_hover" if hot else "primary"), theme.colour("on_primary"), None
        if self._kind == "danger":
            return theme.colour("bad"), theme.colour("on_bad"), None
        if self._kind == "due":
            return theme.colour("warn_soft"), theme.colour("warn"), theme.colour("warn") if hot else None
        if self.isChecked():
            return theme.colour("primary_soft"), theme.colour("primary"), theme.colour("primary")
        if self._kind == "quiet":
            return (theme.colour("raised") if hot else None), theme.colour("ink"), None
        return theme.colour("raised" if hot else "surface"), theme.colour("ink"), theme.colour("line")

    def copy_on(self, ground: str) -> None:
        """Copy the face from a picture, where it always lies on this token's colour (such as "surface").

        For buttons that a tap paints: drawing one takes ten times as long.
        """
        self._ground = ground

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        density = whole_density(painter) if self._ground else 0
        if not density:
            self._paint(painter)
            return
        words = (self.text(), self._icon, self._cap, self._kind, self._large)
        state = (self.isEnabled(), self.underMouse() or self.isDown(), self.isChecked(), self.hasFocus())
        key = (words, state, self.width(), self.height(), density, self._ground, theme.tokens().name)
        painter.drawPixmap(0, 0, _faces.get(key, self.size(), density, theme.colour(self._ground), self._paint))

    def _paint(self, painter: QPainter) -> None:
        fill, front, edge = self.colours()
        rect = QRectF(self.rect())
        if self.hasFocus():
            paint.focus_ring(painter, rect, RADIUS_CONTROL)
            rect = rect.adjusted(4.5, 4.5, -4.5, -4.5)
        if fill is not None or edge is not None:
            paint.box(painter, rect, RADIUS_CONTROL - (3 if self.hasFocus() else 0), fill, edge)
        self.paint_content(painter, QRectF(self.rect()), front)

    def paint_content(self, painter: QPainter, rect: QRectF, front: QColor) -> None:
        """Icon, text and key cap in a row, centred."""
        left = rect.left() + max(6.0, (rect.width() - self._content_width()) / 2)
        middle = rect.center().y()
        if self._icon:
            icons.draw(painter, self._icon, front.name(), QRectF(left, middle - _ICON / 2, _ICON, _ICON))
            left += _ICON + _GAP
        if self.text():
            room = rect.right() - left - 6 - (paint.cap_width(self._cap) + _GAP if self._cap else 0)
            width = min(room, self._text_width())
            box = QRectF(left, rect.top(), width, rect.height())
            paint.words(painter, box, self.text(), self.font_used(), front, Qt.AlignmentFlag.AlignLeft)
            left += width + _GAP
        if self._cap:
            paint.key_cap(painter, left, middle, self._cap, front)


SIZE_HEADING_LARGE = 17


class IconButton(Button):
    """A square button with an icon only; its meaning is in the tool tip and the accessible name."""

    def __init__(self, icon: str, name: str, label: str, *, shortcut: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", name, kind="quiet", icon=icon, label=label, parent=parent)
        self.setToolTip(f"{label} ({shortcut})" if shortcut else label)
        if shortcut:
            _shortcut(self, shortcut)

    def sizeHint(self) -> QSize:
        return QSize(TARGET_HEIGHT, TARGET_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class TileButton(Button):
    """A tall button for choices made by pictures: icon over word over key cap, or a title with a note beneath."""

    def __init__(
        self,
        text: str,
        name: str,
        *,
        note: str = "",
        icon: str = "",
        shortcut: str = "",
        checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, name, shortcut=shortcut, icon=icon, parent=parent)
        self._note = note
        self.setCheckable(checkable)
        self.setAccessibleDescription(note)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_note(self, note: str) -> None:
        """Change the second line."""
        self._note = note
        self.setAccessibleDescription(note)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(88, round(QFontMetricsF(self.font_used()).horizontalAdvance(self.text())) + 24), 64)

    def minimumSizeHint(self) -> QSize:
        return QSize(76, 64)

    def paint_content(self, painter: QPainter, rect: QRectF, front: QColor) -> None:
        if self._note:
            inner = rect.adjusted(12, 9, -12, -9)
            top = QRectF(inner.left(), inner.top(), inner.width(), inner.height() / 2)
            paint.words(painter, top, self.text(), self.font_used(), front, Qt.AlignmentFlag.AlignLeft)
            beneath = top.translated(0, inner.height() / 2)
            muted = theme.colour("muted")
            paint.words(painter, beneath, self._note, theme.base_font(13), muted, Qt.AlignmentFlag.AlignLeft)
            return
        top = rect.adjusted(6, 7, -6, -30) if self._cap else rect.adjusted(6, 0, -6, 0)
        width = QFontMetricsF(self.font_used()).horizontalAdvance(self.text())
        spare = top.width() - width - (_ICON + 7 if self._icon else 0)
        left = top.left() + max(0.0, spare / 2)
        if self._icon:
            icons.draw(painter, self._icon, front.name(), QRectF(left, top.center().y() - 9, _ICON, _ICON))
            left += _ICON + 7
        text = QRectF(left, top.top(), top.right() - left, top.height())
        paint.words(painter, text, self.text(), self.font_used(), front, Qt.AlignmentFlag.AlignLeft)
        if self._cap:
            cap_left = rect.center().x() - paint.cap_width(self._cap) / 2
            paint.key_cap(painter, cap_left, rect.bottom() - 18, self._cap, front)


def _shortcut(button: Button, keys: str) -> QShortcut:
    shortcut = QShortcut(button)
    # A keyboard has two Enter keys.
    twins = [keys, keys.replace("Enter", "Return"), keys.replace("Return", "Enter")]
    shortcut.setKeys([QKeySequence(one) for one in dict.fromkeys(twins)])
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(button.press)
    return shortcut
