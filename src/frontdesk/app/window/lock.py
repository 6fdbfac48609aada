"""The screen before the desk: signing in, and unlocking or switching by PIN."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from frontdesk.app.window.bottom import ThemeButton, language_button
from frontdesk.app.window.clock import ClockLabel
from frontdesk.app.window.model import Colleague, Hooks
from frontdesk.core.actor import Actor
from frontdesk.core.clock import local_now
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, t
from frontdesk.ui.dates import day_words
from frontdesk.ui.desk import Desk
from frontdesk.ui.runner import InternalFault
from frontdesk.ui.widgets import (
    Banner,
    Button,
    Card,
    ElidedLabel,
    FieldRow,
    IconLabel,
    Label,
    PasswordEdit,
    PhotoView,
    TextEdit,
    TileButton,
    clear_layout,
    column,
    plain_tip,
    required_text,
    row,
    scrolling,
)

_MOST_TILES = 9
_TILES_A_ROW = 3
_TILE_HEIGHT = 40
_ROOM_FOR_CLOCK = 750
"""On a lower screen the error of a refused sign-in needs the clock's room."""

_LOW = 600
"""Below this height the card is set closer."""


class LockView(QWidget):
    """One card in the middle: who are you? Shows nothing of what lies behind."""

    unlocked = Signal(object)
    """Actor"""
    theme_wanted = Signal()
    language_wanted = Signal()

    def __init__(self, desk: Desk, hooks: Hooks) -> None:
        super().__init__()
        self.desk = desk
        self._hooks = hooks
        self._by_pin: Colleague | None = None
        self._colleagues: tuple[Colleague, ...] = ()
        self._busy = False
        self.setObjectName("lock")
        self.setProperty("surface", "background")
        self._title = Label(t("ui.sign_in"), "name")
        self._note = Label("", tone="muted", wrap=True)
        self.waiting = Banner("lock.waiting", "info")
        self.waiting.hide()
        self.failure = Banner("lock.failure", "bad")
        self.failure.hide()
        self.username = TextEdit("lock.username", t("ui.username"), limit=64)
        self.password = PasswordEdit("lock.password", t("ui.password"))
        self.pin = PasswordEdit("lock.pin", t("ui.pin"), digits=True)
        self._username_row = FieldRow(t("ui.username"), self.username)
        self._password_row = FieldRow(t("ui.password"), self.password)
        self._pin_row = FieldRow(t("ui.pin"), self.pin)
        self.confirm_button = Button(t("ui.sign_in"), "lock.confirm", kind="primary", shortcut="Enter", large=True)
        self.confirm_button.clicked.connect(self._confirm)
        self.by_password = Button(t("ui.sign_in.by_password"), "lock.by_password", kind="quiet", icon="lock")
        self.by_password.clicked.connect(self.ask_password)
        self._tiles = QGridLayout()
        self._tiles.setContentsMargins(0, 0, 0, 0)
        self._tiles.setSpacing(8)
        self._person = row(spacing=14)
        self._lay_out()
        self.ask_password()

    def _lay_out(self) -> None:
        self._card = card = Card(padding=28, spacing=14)
        card.setFixedWidth(440)
        card.body.addLayout(
            row(IconLabel("logo-desk", "primary", 52), column(self._title, self._note, spacing=2), spacing=14)
        )
        for item in (self.waiting, self._tiles, self._person, *self._rows(), self.failure):
            if isinstance(item, QWidget):
                card.body.addWidget(item)
            else:
                card.body.addLayout(item)
        card.body.addWidget(self.confirm_button)
        card.body.addWidget(self.by_password)
        language = language_button("lock.language")
        language.clicked.connect(self.language_wanted)
        theme = ThemeButton("lock.theme")
        theme.clicked.connect(self.theme_wanted)
        clock = ClockLabel(self.desk.store.clock, "lock.clock", "clock")
        today = local_now(self.desk.store.clock).date().isoformat()
        self._above = QWidget()
        day = Label(day_words(today), "heading", tone="muted")
        self._above.setLayout(column(row(None, clock, None), row(None, day, None), spacing=0))
        foot = row(Label(t("ui.counter", number=self.desk.settings.counter), "note"), None, language, theme, spacing=6)
        middle = QWidget()
        middle.setLayout(column(None, self._above, row(None, card, None), None, spacing=12))
        # A low screen scrolls when an error joins tiles and fields.
        layout = column(scrolling(middle), foot, spacing=12)
        layout.setContentsMargins(14, 14, 14, 14)
        self.setLayout(layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._above.setVisible(self.height() >= _ROOM_FOR_CLOCK)
        low = self.height() < _LOW
        self._card.body.setSpacing(7 if low else 14)
        self._card.body.setContentsMargins(28, 14 if low else 28, 28, 10 if low else 28)

    def show_for(self, actor: Actor | None) -> None:
        """Ask anew: for a sign-in, or to unlock what ``actor`` left."""
        self.failure.hide()
        self._title.setText(t("ui.locked") if actor else t("ui.sign_in"))
        self._note.setText(t("ui.locked.by", name=actor.name) if actor else t("ui.sign_in.note"))
        self.ask_password()
        self.desk.read(self._hooks.colleagues, then=self._show_colleagues, latest="lock.colleagues")

    def show_waiting(self, count: int) -> None:
        """Say that a card or a scan waits, never whose."""
        self.waiting.setVisible(count > 0)
        if count:
            self.waiting.show_state("info", t("ui.lock.waiting", n=count), icon="card")

    @Slot(object)
    def _show_colleagues(self, colleagues: Sequence[Colleague]) -> None:
        self._colleagues = tuple(one for one in colleagues if one.has_pin)[:_MOST_TILES]
        clear_layout(self._tiles)
        for place, one in enumerate(self._colleagues):
            tile = TileButton(one.name, f"lock.person.{one.username}", checkable=True)
            tile.setToolTip(plain_tip(f"{one.name} · {t(f'ui.role.{one.role}')}"))
            tile.setFixedHeight(_TILE_HEIGHT)
            tile.setProperty("username", one.username)
            tile.clicked.connect(self._pick)
            self._tiles.addWidget(tile, *divmod(place, _TILES_A_ROW))
        actor = self.desk.actor
        mine = [one for one in self._colleagues if actor is not None and one.account_id == actor.account_id]
        if mine and not self._typed():
            self.ask_pin(mine[0])

    def _typed(self) -> bool:
        return bool(self.username.text() or self.password.text())

    @Slot()
    def _pick(self) -> None:
        tile = self.sender()
        for one in self._colleagues:
            if tile is not None and one.username == tile.property("username"):
                self.ask_pin(one)

    @Slot()
    def ask_password(self) -> None:
        """User name and password."""
        self._by_pin = None
        self._show_fields()
        self.username.setFocus()

    def ask_pin(self, colleague: Colleague) -> None:
        """The PIN of somebody who has one at this counter."""
        self._by_pin = colleague
        self._show_fields()
        self.pin.setFocus()

    def _rows(self) -> tuple[FieldRow, FieldRow, FieldRow]:
        return self._username_row, self._password_row, self._pin_row

    def _show_fields(self) -> None:
        by_pin = self._by_pin is not None
        for field in self._rows():
            field.setVisible(by_pin == (field is self._pin_row))
            field.set_error(None)
        self.by_password.setVisible(by_pin)
        self.password.clear()
        self.pin.clear()
        clear_layout(self._person)
        if self._by_pin is not None:
            photo = PhotoView("lock.photo", QSize(56, 56))
            photo.set_person(self._by_pin.name, None)
            role = Label(t(f"ui.role.{self._by_pin.role}"), "note")
            self._person.addWidget(photo)
            self._person.addLayout(column(ElidedLabel(self._by_pin.name, "heading"), role, None, spacing=2), 1)
        for tile in self.findChildren(TileButton):
            tile.setChecked(self._by_pin is not None and tile.property("username") == self._by_pin.username)

    @Slot()
    def _confirm(self) -> None:
        if self._busy:
            return
        self.failure.hide()
        if self._by_pin is not None:
            pin = required_text(self._pin_row)
            if pin:
                self._ask(self._hooks.switch_by_pin, self._by_pin.username, pin)
            return
        username, password = required_text(self._username_row), required_text(self._password_row)
        if username and password:
            self._ask(self._hooks.sign_in, username, password)

    def _ask(self, call: Callable[[str, str], Actor], username: str, secret: str) -> None:
        self._set_busy(True)
        self.desk.run(call, username, secret, then=self._welcome, failed=self._refused)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.confirm_button.setEnabled(not busy)
        self.confirm_button.set_words(t("ui.sign_in.checking") if busy else t("ui.sign_in"))

    @Slot(object)
    def _welcome(self, actor: Actor) -> None:
        self._set_busy(False)
        self.username.clear()
        self.password.clear()
        self.pin.clear()
        self.unlocked.emit(actor)

    @Slot(object)
    def _refused(self, error: FrontdeskError) -> None:
        self._set_busy(False)
        field = self.pin if self._by_pin is not None else self.password
        field.clear()
        field.setFocus()
        if not isinstance(error, InternalFault):
            self.failure.show_state("bad", *error_text(error))
            self.failure.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.confirm_button.press()
            event.accept()
            return
        super().keyPressEvent(event)
