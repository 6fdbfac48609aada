"""Smaller pieces: key-value grid, steps of a task, empty states, figures, photos."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from frontdesk.core.i18n import t
from frontdesk.ui import icons, theme
from frontdesk.ui.tokens import Tone
from frontdesk.ui.widgets import paint
from frontdesk.ui.widgets.buttons import Button
from frontdesk.ui.widgets.labels import Chip, ElidedLabel, IconLabel, Label, Words
from frontdesk.ui.widgets.naming import named
from frontdesk.ui.widgets.surface import clear_layout, column, row


class KeyValue(QWidget):
    """Facts in a grid of cells: a caption over a value. ``set_facts`` repaints all of them."""

    def __init__(self, name: str, label: str = "", *, columns: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(12)
        for number in range(columns):
            self._grid.setColumnStretch(number, 1)
        named(self, name, label)

    def set_facts(self, facts: Sequence[tuple[str, str | QWidget]], words: Words = "strong") -> None:
        """Caption and value (a text, or a widget such as PrivacyText or Chip) in reading order."""
        clear_layout(self._grid)
        tall = any(isinstance(value, QWidget) for _, value in facts)
        for number, (caption, value) in enumerate(facts):
            shown = value if isinstance(value, QWidget) else ElidedLabel(value, words)
            cell = QWidget()
            line = row(shown, None, spacing=0) if isinstance(value, Chip) else row(shown, spacing=0)
            if tall:
                # Every value gets the height of a button, so that masked and plain ones stand level.
                line.addStrut(36)
            cell.setLayout(column(Label(caption, "note"), line, spacing=0 if tall else 3))
            self._grid.addWidget(cell, number // self._columns, number % self._columns)


class Figure(QWidget):
    """A caption over a large number."""

    def __init__(self, name: str, caption: str, value: str = "–", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = Label(caption, "note")
        self._value = Label(value, "figure")
        for label in (self._caption, self._value):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(column(self._caption, self._value, spacing=0))
        named(self, name, f"{caption} {value}")

    def set_value(self, value: str, tone: Tone = "plain") -> None:
        """Change the number."""
        self._value.setText(value)
        self._value.set_tone(tone)
        self.setAccessibleName(f"{self._caption.text()} {value}")

    def value(self) -> str:
        """The number shown."""
        return self._value.text()


class Stepper(QWidget):
    """The steps of a task in a line: done ones ticked, the present one filled, the others numbered."""

    def __init__(self, name: str, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = tuple(steps)
        self._current = 0
        self.setMinimumHeight(54)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        named(self, name)
        self.set_current(0)

    def set_current(self, number: int) -> None:
        """The step at work, counted from 0; ``len(steps)`` means all done."""
        self._current = number
        shown = self._steps[min(number, len(self._steps) - 1)]
        self.setAccessibleName(t("ui.stepper", step=min(number + 1, len(self._steps)), of=len(self._steps), name=shown))
        self.update()

    def current(self) -> int:
        """The step at work."""
        return self._current

    def sizeHint(self) -> QSize:
        return QSize(600, 54)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = theme.base_font(15, QFont.Weight.Bold)
        widths = [QFontMetricsF(font).horizontalAdvance(step) + 36 for step in self._steps]
        gaps = max(1, len(self._steps) - 1)
        if sum(widths) + 36 + 20 * gaps > self.width():
            # Too narrow for all words: only the step at work keeps its own.
            widths = [width if number == self._current else 30 for number, width in enumerate(widths)]
        spare = max(12.0, (self.width() - 36 - sum(widths)) / gaps)
        left, middle = 18.0, self.height() / 2
        for number, (step, width) in enumerate(zip(self._steps, widths, strict=True)):
            self._paint_dot(painter, number, QRectF(left, middle - 13, 26, 26))
            front = theme.colour("ink" if number == self._current else "muted")
            text = QRectF(left + 35, 0, width - 34, self.height())
            if width > 30:
                paint.words(painter, text, step, font, front, Qt.AlignmentFlag.AlignLeft)
            if number < len(self._steps) - 1 and spare > 24:
                start, end = left + width + 10, left + width + spare - 10
                done = theme.colour("ok" if number < self._current else "line")
                painter.fillRect(QRect(round(start), int(middle) - 1, round(end - start), 2), done)
            left += width + spare

    def _paint_dot(self, painter: QPainter, number: int, rect: QRectF) -> None:
        k = theme.colour
        if number < self._current:
            paint.box(painter, rect, 13, k("ok_soft"))
            icons.draw(painter, "check", k("ok").name(), rect.adjusted(5, 5, -5, -5))
            return
        here = number == self._current
        paint.box(painter, rect, 13, k("primary") if here else None, None if here else k("edge"))
        painter.setFont(theme.base_font(14, QFont.Weight.Bold))
        painter.setPen(k("on_primary") if here else k("muted"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(number + 1))


class EmptyState(QWidget):
    """What belongs here when nothing is here yet, and the first step."""

    def __init__(
        self,
        drawing: str,
        sentence: str,
        button: Button | None = None,
        *,
        note: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._picture = IconLabel(drawing, "muted", 96)
        said = Label(sentence, "strong", wrap=True)
        said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        more = Label(note, "note", wrap=True)
        more.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        if not note:
            more.hide()
        layout = column(None, row(None, self._picture, None), said, more, spacing=10)
        if button is not None:
            layout.addLayout(row(None, button, None))
        layout.addStretch(2)
        layout.setContentsMargins(18, 8, 18, 8)
        self.setLayout(layout)

    def minimumSizeHint(self) -> QSize:
        # It may be given less than it wants: then the drawing goes first.
        return QSize(120, 40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        layout = self.layout()
        words = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        drawing = 0 if self._picture.isHidden() else self._picture.height() + 10
        self._picture.setVisible(words - drawing + self._picture.height() + 10 <= self.height())


class PhotoView(QWidget):
    """A person's picture with rounded corners; without one, the name's initials on a calm ground."""

    def __init__(self, name: str, size: QSize | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._person = ""
        self.setFixedSize(size or QSize(96, 120))
        named(self, name, t("ui.photo"))

    def set_person(self, name: str, photo: QImage | bytes | None) -> None:
        """Show a person; ``photo`` best decoded beforehand in a background call (QImage.fromData)."""
        image = QImage.fromData(photo) if isinstance(photo, bytes) else photo
        self._person = name
        self._image = image if image is not None and not image.isNull() else None
        self.setAccessibleName(t("ui.photo.of", name=name) if name else t("ui.photo"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(rect, 12, 12)
        painter.setClipPath(path)
        if self._image is not None:
            scale = max(rect.width() / self._image.width(), rect.height() / self._image.height())
            source = QRectF(0, 0, rect.width() / scale, rect.height() / scale)
            source.moveCenter(QRectF(self._image.rect()).center())
            painter.drawImage(rect, self._image, source)
            return
        painter.fillRect(rect, theme.colour("primary_soft"))
        if not self._person:
            icons.draw(painter, "user", theme.colour("primary").name(), rect.adjusted(24, 24, -24, -24))
            return
        painter.setFont(theme.base_font(round(rect.width() / 3.4), QFont.Weight.Bold))
        painter.setPen(theme.colour("primary"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials(self._person))


_ADDRESS = re.compile(r"(?<=.)(?:女士|先生|小姐|太太)$")


def initials(name: str) -> str:
    """Two letters of a Latin name, the given name (at most two characters) of a Chinese one; 何女士 is 何."""
    words = _ADDRESS.sub("", name.strip()).split()
    if not words:
        return ""
    if name.isascii():
        return "".join(word[0] for word in (words[0], words[-1])[: len(words)]).upper()
    return "".join(words)[-2:] if len("".join(words)) > 2 else "".join(words)
