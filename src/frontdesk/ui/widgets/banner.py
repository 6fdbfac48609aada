"""Banners: what was decided or found, why, and what to do next."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from frontdesk.ui import theme
from frontdesk.ui.tokens import Tone
from frontdesk.ui.widgets import paint
from frontdesk.ui.widgets.buttons import Button
from frontdesk.ui.widgets.labels import IconLabel, Label
from frontdesk.ui.widgets.naming import announce, named
from frontdesk.ui.widgets.surface import column, row

BannerKind = Literal["ok", "warn", "bad", "info"]

ICONS: dict[BannerKind, str] = {"ok": "check-circle", "warn": "warning", "bad": "cross-circle", "info": "info"}


class Banner(QWidget):
    """Icon, title, reason and next step on the kind's soft ground; says itself to a screen reader when it changes."""

    def __init__(
        self,
        name: str,
        kind: BannerKind = "info",
        title: str = "",
        reason: str = "",
        next_step: str = "",
        *,
        big: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind: BannerKind = kind
        self._placed = False
        self._icon = IconLabel(ICONS[kind], kind, 28 if big else 22)
        self._title = Label("", "heading" if big else "strong", tone=kind, wrap=True)
        self._reason = Label("", tone=kind, wrap=True)
        self._next = Label("", "strong", tone=kind, wrap=True)
        words = column(self._title, self._reason, self._next, spacing=2)
        self._actions: QVBoxLayout = column(spacing=6)
        inner = row(self._icon, words, self._actions, spacing=12)
        inner.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop if not big else Qt.AlignmentFlag.AlignVCenter)
        inner.setStretch(1, 1)
        margin = 14 if big else 10
        inner.setContentsMargins(14, margin, 14, margin)
        self.setLayout(inner)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        named(self, name)
        self.show_state(kind, title, reason, next_step)

    def show_state(self, kind: BannerKind, title: str, reason: str = "", next_step: str = "", icon: str = "") -> None:
        """Paint another state; ``icon`` stands for the kind's own (a snowflake for frozen, say)."""
        self._kind = kind
        self._icon.set_icon(icon or ICONS[kind], kind)
        for label, text in ((self._title, title), (self._reason, reason), (self._next, next_step)):
            label.setText(text)
            label.set_tone(kind)
            label.setVisible(bool(text))
        self.setAccessibleName(". ".join(part for part in (title, reason, next_step) if part))
        if self.isVisible():
            announce(self, self.accessibleName())
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        announce(self, self.accessibleName())

    def sizeHint(self) -> QSize:
        # A layout gives no more height than the hint, whatever the words need at the width they have.
        hint = super().sizeHint()
        needed = self.heightForWidth(self.width()) if self._placed else 0
        return QSize(hint.width(), max(hint.height(), needed))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._placed = True
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def add_action(self, button: Button) -> Button:
        """A button at the right end: the next step itself."""
        self._actions.addWidget(button)
        return button

    def kind(self) -> BannerKind:
        """The kind shown."""
        return self._kind

    def title(self) -> str:
        """The title shown."""
        return self._title.text()

    def reason(self) -> str:
        """The reason shown."""
        return self._reason.text()

    def next_step(self) -> str:
        """The next step shown."""
        return self._next.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tone: Tone = self._kind
        _, soft = theme.tone_colours(tone)
        paint.box(painter, QRectF(self.rect()), 10, soft)
