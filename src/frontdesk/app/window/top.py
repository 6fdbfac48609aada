"""The top bar: search and scan, business day, shift, who works here, and the devices."""

from PySide6.QtCore import QPoint, QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QWidget

from frontdesk.app.window.devices import DeviceStrip
from frontdesk.app.window.model import DeskStatus
from frontdesk.core.actor import Actor
from frontdesk.core.i18n import t
from frontdesk.ui import icons, theme
from frontdesk.ui.dates import day_words
from frontdesk.ui.widgets import Button, Label, SearchBox, forget_sizes, named, plain_tip, row

_SEARCH, _LEAST_SEARCH = 230, 150
_LEVELS = 8
"""Words go first: whole, without \"business day\", without states, without device names, and so on."""


class TopBar(QFrame):
    """One row, 52 px high."""

    lock_wanted = Signal()
    switch_wanted = Signal()
    sign_out_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.setProperty("surface", "bar")
        self.setFixedHeight(52)
        named(self, "top")
        self.search = SearchBox(
            "top.search", t("ui.search"), placeholder=t("ui.search.placeholder"), shortcut="Ctrl+K", icon="scan"
        )
        self.search.setMinimumWidth(_SEARCH)
        self.search.setMaximumWidth(460)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._day_word = Label(t("ui.business_day"), "note")
        self._day = Label("", "strong", name="top.day")
        self._shift_word = Label("", "note")
        self._shift = Label("", "strong", name="top.shift")
        self.operator = _OperatorButton()
        self.operator.clicked.connect(self._open_menu)
        self.devices = DeviceStrip(window)
        self.devices.states_changed.connect(self._fit)
        layout = row(
            self.search,
            None,
            row(self._day_word, self._day, spacing=5),
            row(self._shift_word, self._shift, spacing=5),
            self.operator,
            self.devices,
            spacing=12,
        )
        layout.setStretch(0, 1000)
        layout.setContentsMargins(14, 0, 14, 0)
        self.setLayout(layout)

    def show_status(self, status: DeskStatus, counter: str) -> None:
        """Business day and shift; says so when no shift is open."""
        self._day.setText(day_words(status.business_day))
        self._shift_word.setText(t("ui.shift", number=status.shift) if status.shift else "")
        self._shift_word.setVisible(bool(status.shift))
        self._shift.setText(t("ui.counter", number=counter) if status.shift else t("ui.no_shift"))
        self._shift.set_tone("plain" if status.shift else "warn")
        self._fit()

    def show_actor(self, actor: Actor | None) -> None:
        """Who works here."""
        self.operator.show_actor(actor)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Where the bar is narrow, leave out first what can be missed most easily."""
        layout = self.layout()
        assert layout is not None
        for level in range(_LEVELS):
            self._day_word.setVisible(level < 1 and bool(self._day.text()))
            self.devices.set_brief(level > 1, bare=level > 2)
            self._shift_word.setVisible(level < 4 and bool(self._shift_word.text()))
            self.search.setMinimumWidth(_SEARCH if level < 5 else _LEAST_SEARCH)
            self.operator.set_bare(level > 5)
            self._shift.setVisible(level < 7)
            self.devices.forget_sizes()
            forget_sizes(layout)
            if layout.minimumSize().width() <= self.width():
                break
        room = self.width() - layout.minimumSize().width() + self.search.minimumWidth()
        key = "ui.search.placeholder" if room > 400 else "ui.search.placeholder.short"
        self.search.setPlaceholderText(t(key))

    @Slot()
    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("operator.menu")
        muted = theme.tokens().muted
        entries = (("lock", "Ctrl+L", self.lock_wanted), ("user-switch", "", self.switch_wanted))
        for name, keys, signal in (*entries, ("arrow-out", "", self.sign_out_wanted)):
            action = menu.addAction(icons.icon(name, muted), t(f"ui.operator.{name}"))
            action.setObjectName(f"operator.{name}")
            if keys:
                action.setText(f"{action.text()}\t{keys}")
            action.triggered.connect(signal)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.operator.mapToGlobal(QPoint(0, self.operator.height() + 4)))


class _OperatorButton(Button):
    """The name and the role of who works here."""

    def __init__(self) -> None:
        super().__init__("", "top.operator", kind="quiet", icon="user", label=t("ui.operator"))
        self.setToolTip(t("ui.operator.tip"))
        self._bare = False
        self._shown: Actor | None = None

    def set_bare(self, bare: bool) -> None:
        """Without the name, which the tool tip and the menu's ear still say."""
        if bare != self._bare:
            self._bare = bare
            self.show_actor(self._shown)

    def show_actor(self, actor: Actor | None) -> None:
        """Change the name."""
        self._shown = actor
        role = t(f"ui.role.{actor.role}") if actor else ""
        name = actor.name if actor else ""
        self.set_words("" if self._bare else name, t("ui.operator.is", name=name, role=role))
        self.setToolTip(plain_tip(f"{name} · {role}") if role else t("ui.operator.tip"))

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(min(hint.width(), 150), hint.height())
