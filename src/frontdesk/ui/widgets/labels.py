"""Words on surfaces: labels, chips, key caps, large amounts."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from frontdesk.core.money import yuan_sign
from frontdesk.ui import icons, theme
from frontdesk.ui.tokens import RADIUS_CHIP, SIZE_MONEY, Tone
from frontdesk.ui.widgets import paint
from frontdesk.ui.widgets.naming import named
from frontdesk.ui.widgets.tips import plain_tip

Words = Literal["plain", "note", "caption", "strong", "heading", "name", "figure", "key", "clock", "error"]


class Label(QLabel):
    """Plain text in one of the interface's sizes; never interprets markup, so a name can't restyle the page."""

    def __init__(
        self,
        text: str = "",
        words: Words = "plain",
        *,
        tone: Tone = "plain",
        wrap: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("words", words)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        self.setObjectName(name)
        self.setText(text)

    def set_tone(self, tone: Tone) -> None:
        """Colour by meaning."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            theme.restyle(self)

    def set_size(self, words: Words) -> None:
        """Another of the interface's sizes."""
        if self.property("words") != words:
            self.setProperty("words", words)
            theme.restyle(self)


class ElidedLabel(Label):
    """A one-line label that ends in … when there is no room; the whole text is in its tool tip."""

    def __init__(self, text: str = "", words: Words = "plain", *, name: str = "", tone: Tone = "plain") -> None:
        super().__init__("", words, name=name, tone=tone)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_whole(text)

    def set_whole(self, text: str) -> None:
        """Change the text."""
        if text == self.text() == self.accessibleName():
            return
        self._whole = text
        self.setAccessibleName(text)
        self.setText(text)
        self.update()

    def whole(self) -> str:
        """The text without …."""
        return self._whole

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        tip = plain_tip(self._whole) if shown != self._whole else ""
        if tip != self.toolTip():
            self.setToolTip(tip)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        painter.drawText(self.rect(), int(self.alignment()), shown)


class Chip(QWidget):
    """A short state in words on a soft ground, with an icon or shape so that colour is not the only sign."""

    def __init__(
        self, text: str, tone: Tone = "plain", *, icon: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone: Tone = tone
        self._text = text
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        named(self, name, text)

    def set_state(self, text: str, tone: Tone, icon: str = "") -> None:
        """Change words, colour and icon together."""
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """What it says."""
        return self._text

    def tone(self) -> Tone:
        """Its colour's meaning."""
        return self._tone

    def _font(self) -> QFont:
        return theme.base_font(13, QFont.Weight.Bold)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(self._font()).horizontalAdvance(self._text) + 18 + (19 if self._icon else 0)
        return QSize(round(width + 0.5), 24)

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        front, soft = theme.tone_colours(self._tone)
        rect = QRectF(self.rect())
        paint.box(painter, rect, RADIUS_CHIP, soft)
        left = 9.0
        if self._icon:
            icons.draw(painter, self._icon, front.name(), QRectF(left, rect.center().y() - 7, 14, 14))
            left += 19
        box = QRectF(left, 0, rect.width() - left - 8, rect.height())
        paint.words(painter, box, self._text, self._font(), front, Qt.AlignmentFlag.AlignLeft)


class KeyHint(QWidget):
    """A key cap on its own, to stand beside a sentence."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(paint.cap_width(self._text) + 1), 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.key_cap(QPainter(self), 0, self.height() / 2, self._text, theme.colour("muted"))


class IconLabel(QWidget):
    """An icon in a tone's colour; decorative, so screen readers pass over it."""

    def __init__(self, icon: str, tone: Tone = "muted", size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._tone: Tone = tone
        self.setFixedSize(size, size)

    def set_icon(self, icon: str, tone: Tone | None = None) -> None:
        """Change drawing and colour."""
        self._icon = icon
        self._tone = self._tone if tone is None else tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        front, _ = theme.tone_colours(self._tone)
        icons.draw(QPainter(self), self._icon, front.name(), QRectF(self.rect()))


_NOTHING = "–"


class MoneyLabel(QWidget):
    """An amount readable from two metres: caption left, figures right, shrinking rather than clipping."""

    def __init__(
        self,
        caption: str,
        name: str,
        *,
        size: int = SIZE_MONEY,
        tone: Tone = "plain",
        filled: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._caption = caption
        self._size = size
        self._tone: Tone = tone
        self._filled = filled
        self._fen: int | None = None
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(round(size * 1.45))
        named(self, name, caption)

    def set_fen(self, fen: int | None) -> None:
        """Show an amount; None shows a dash."""
        self._fen = fen
        self.set_text(_NOTHING if fen is None else yuan_sign(fen))

    def fen(self) -> int | None:
        """The amount shown."""
        return self._fen

    def set_text(self, text: str) -> None:
        """Show something that is not money, such as a key number."""
        self._text = text
        self.setAccessibleName(f"{self._caption} {text}".strip())
        self.update()

    def text(self) -> str:
        """The figures shown."""
        return self._text

    def set_tone(self, tone: Tone, filled: bool | None = None) -> None:
        """Colour by meaning; ``filled`` puts the tone's soft ground behind it."""
        self._tone = tone
        self._filled = self._filled if filled is None else filled
        self.update()

    def set_caption(self, caption: str) -> None:
        """Change the word on the left."""
        self._caption = caption
        self.set_text(self._text)

    def sizeHint(self) -> QSize:
        return QSize(300, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        front, soft = theme.tone_colours(self._tone)
        if self._filled:
            painter.fillRect(self.rect(), soft)
        caption_font = theme.base_font(max(15, self._size // 3))
        caption_width = QFontMetricsF(caption_font).horizontalAdvance(self._caption)
        font = self._fitting_font(self.width() - caption_width - 56)
        metrics = QFontMetricsF(font)
        baseline = (self.height() + metrics.capHeight()) / 2
        painter.setFont(font)
        painter.setPen(theme.colour("muted") if self._text == _NOTHING else front)
        painter.drawText(round(self.width() - 20 - metrics.horizontalAdvance(self._text)), round(baseline), self._text)
        painter.setFont(caption_font)
        painter.setPen(front if self._filled else theme.colour("muted"))
        painter.drawText(20, round(baseline), self._caption)

    def _fitting_font(self, room: float) -> QFont:
        size = self._size
        font = theme.base_font(size, QFont.Weight.Bold)
        while size > 16 and QFontMetricsF(font).horizontalAdvance(self._text) > room:
            size -= 2
            font.setPixelSize(size)
        return font
