"""The device strip: a shape and a word for each device; a click says what is wrong and what to do."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from frontdesk.app.window.model import DeviceState, Level
from frontdesk.core.i18n import t
from frontdesk.ui import icons, theme
from frontdesk.ui.popover import Popover
from frontdesk.ui.tokens import Tone
from frontdesk.ui.widgets import (
    Button,
    Chip,
    IconLabel,
    Label,
    clear_layout,
    forget_sizes,
    named,
    paint,
    plain_tip,
    row,
)

TONES: dict[Level, Tone] = {"ok": "ok", "warn": "warn", "bad": "bad", "off": "muted"}
SHAPES: dict[Level, str] = {"ok": "shape-ok", "warn": "shape-warn", "bad": "shape-bad", "off": "shape-off"}

_BARE_WIDTH = 50


class DeviceChip(QAbstractButton):
    """One device: shape, name and, when it is not fine, a word."""

    def __init__(self, state: DeviceState) -> None:
        super().__init__()
        self.state = state
        self._brief = False
        self._bare = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(state)

    def set_state(self, state: DeviceState) -> None:
        """Show another state."""
        self.state = state
        name = t(f"ui.device.{state.key}")
        words = name if self._brief else f"{name} {state.word}".strip()
        self.setText("" if self._bare else words)
        level = t(f"ui.level.{state.level}")
        named(self, f"device.{state.key}", f"{name} {state.word}".strip() + f": {level}")
        self.setToolTip(plain_tip(state.problem or (f"{name}: {level}" if self._bare else "")))
        self.updateGeometry()
        self.update()

    def set_brief(self, brief: bool, bare: bool = False) -> None:
        """Only shape and name, where the bar is narrow; ``bare`` puts the device's picture in place of the name."""
        self._brief, self._bare = brief, bare
        self.set_state(self.state)

    def _font(self) -> QFont:
        return theme.base_font(13, QFont.Weight.Bold)

    def sizeHint(self) -> QSize:
        if self._bare:
            return QSize(_BARE_WIDTH, 36)
        return QSize(round(QFontMetricsF(self._font()).horizontalAdvance(self.text())) + 34, 36)

    minimumSizeHint = sizeHint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        front, soft = theme.tone_colours(TONES[self.state.level])
        rect = QRectF(self.rect()).adjusted(0, 5, 0, -5)
        paint.box(painter, rect, 7, soft, front if self.underMouse() else None)
        icons.draw(painter, SHAPES[self.state.level], front.name(), QRectF(9, rect.center().y() - 6, 12, 12))
        if self._bare:
            icons.draw(painter, self.state.key, front.name(), QRectF(25, rect.center().y() - 9, 18, 18))
        words = rect.adjusted(26, 0, -6, 0)
        paint.words(painter, words, self.text(), self._font(), front, Qt.AlignmentFlag.AlignLeft)
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()).adjusted(0, 2, 0, -2), 8)


class DeviceStrip(QWidget):
    """Chips for all devices of this counter; those that are switched off are not shown."""

    check_wanted = Signal(str)
    action_wanted = Signal(str)
    """The device whose own button was pressed."""
    states_changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self._chips: dict[str, DeviceChip] = {}
        self._row = row(spacing=5)
        self.setLayout(self._row)
        self._popover = Popover(window, "device.popover")
        named(self, "device.strip", t("ui.devices"))

    def set_states(self, states: Sequence[DeviceState]) -> None:
        """Show these devices."""
        if [state.key for state in states] != list(self._chips):
            clear_layout(self._row)
            self._chips = {}
            for state in states:
                chip = DeviceChip(state)
                chip.clicked.connect(self._explain)
                self._chips[state.key] = chip
                self._row.addWidget(chip)
        for state in states:
            self._chips[state.key].set_state(state)
        self.states_changed.emit()

    def set_brief(self, brief: bool, bare: bool = False) -> None:
        """Leave the states' words to the popovers, and the names to the tool tips too."""
        for chip in self._chips.values():
            chip.set_brief(brief, bare)

    def forget_sizes(self) -> None:
        """Measure the chips anew, and have the bar do so."""
        forget_sizes(self._row)
        self.updateGeometry()

    def chip(self, key: str) -> DeviceChip:
        """The chip of a device."""
        return self._chips[key]

    def popover(self) -> Popover:
        """Where a device is explained."""
        return self._popover

    def _explain(self) -> None:
        chip = self.sender()
        if not isinstance(chip, DeviceChip):
            return
        state = chip.state
        body = self._popover.body
        clear_layout(body)
        head = row(IconLabel(state.key, "plain", 22), Label(t(f"ui.device.{state.key}"), "heading"), None, spacing=10)
        head.addWidget(Chip(t(f"ui.level.{state.level}"), TONES[state.level], icon=SHAPES[state.level]))
        body.addLayout(head)
        body.addWidget(Label(state.problem or t(f"ui.device.fine.{state.level}"), wrap=True))
        if state.todo:
            body.addWidget(Label(state.todo, "strong", wrap=True))
        again = Button(t("ui.device.check"), "device.check", icon="refresh")
        again.setProperty("device", state.key)
        again.clicked.connect(self._check)
        body.addLayout(row(None, again))
        if state.action:
            own = Button(state.action, f"device.action.{state.key}", kind="primary", icon=state.key)
            own.setProperty("device", state.key)
            own.clicked.connect(self._act)
            body.addWidget(own)
        self._popover.hang_below(chip)

    def _act(self) -> None:
        button = self.sender()
        if button is not None:
            self._popover.put_away()
            self.action_wanted.emit(str(button.property("device")))

    def _check(self) -> None:
        button = self.sender()
        if button is not None:
            self._popover.put_away()
            self.check_wanted.emit(str(button.property("device")))
