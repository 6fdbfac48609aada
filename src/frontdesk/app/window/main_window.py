"""The main window: which page is in front, who may see it, and where cards, scans and keys go."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from frontdesk.app.window.bottom import other_language
from frontdesk.app.window.idle import IdleWatch
from frontdesk.app.window.keys import key_pressed, key_released
from frontdesk.app.window.lock import LockView
from frontdesk.app.window.model import DeskStatus, DeviceState, Hooks, NextStep, SearchRow
from frontdesk.app.window.news import News, PutAside
from frontdesk.app.window.room import fit_screen
from frontdesk.app.window.routing import Routing
from frontdesk.app.window.search import SearchControl
from frontdesk.app.window.shell import Shell
from frontdesk.core.actor import Actor
from frontdesk.core.i18n import Language, language, set_language
from frontdesk.ui import icons, theme
from frontdesk.ui.desk import Desk
from frontdesk.ui.page import Page, PageSpec
from frontdesk.ui.reading_order import move_focus
from frontdesk.ui.widgets import curtain

FIRST_PAGE = "reception"


class MainWindow(QWidget):
    """The counter window. Shows nobody anything before somebody has signed in."""

    closing = Signal()
    """The window goes: the wiring stops reader, spool and runner, in this order."""

    def __init__(self, desk: Desk, pages: Sequence[PageSpec], hooks: Hooks, *, lock_after_s: float = 90) -> None:
        super().__init__()
        self.desk = desk
        self.hooks = hooks
        self._specs = tuple(pages)
        self._status = DeskStatus()
        self._devices: tuple[DeviceState, ...] = ()
        self._badges: dict[str, int] = {}
        self._dialogs = PutAside()
        theme.dress(self)
        self.setObjectName("window")
        self.setProperty("surface", "background")
        self.setWindowTitle("frontdesk")
        self.setWindowIcon(icons.icon("reception", theme.tokens().primary, 64))
        fit_screen(self, QSize(1366, 768))
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._build()
        self.news = News(desk, self)
        self.routing = Routing(desk, hooks, self.current_page, self._reception, self)
        self._idle = IdleWatch(lock_after_s, self)
        self._idle.idle.connect(self.lock)
        self._listen()
        self._ask_who()

    def _build(self) -> None:
        self.lock_view = LockView(self.desk, self.hooks)
        self.lock_view.unlocked.connect(self._unlocked)
        self.lock_view.theme_wanted.connect(self.switch_theme)
        self.lock_view.language_wanted.connect(self.switch_language)
        self.shell = Shell(self.desk, self._specs, self)
        self._stack.addWidget(self.lock_view)
        self._stack.addWidget(self.shell)
        self._connect_shell()

    def _connect_shell(self) -> None:
        shell = self.shell
        shell.rail.chosen.connect(self.open_page)
        self.search = SearchControl(self.desk, self.hooks, shell.top.search, shell.results)
        self.search.setParent(shell)
        self.search.row_chosen.connect(self._go_to)
        self.search.empty_enter.connect(self._obvious)
        shell.top.lock_wanted.connect(self.lock)
        shell.top.switch_wanted.connect(self.lock)
        shell.top.sign_out_wanted.connect(self.sign_out)
        shell.top.devices.check_wanted.connect(self._check_device)
        shell.bottom.step_chosen.connect(self._open_step)
        shell.bottom.theme_wanted.connect(self.switch_theme)
        shell.bottom.language_wanted.connect(self.switch_language)
        shell.bottom.help_wanted.connect(self.show_help)
        QShortcut(QKeySequence("Ctrl+L"), shell).activated.connect(self.lock)
        shell.show_status(self._status)
        shell.show_devices(self._devices)
        shell.top.show_actor(self.desk.actor)
        for key, count in self._badges.items():
            shell.rail.set_waiting(key, count)

    def _listen(self) -> None:
        desk = self.desk
        self.routing.waiting_changed.connect(self._show_waiting)
        self.routing.row_found.connect(self._go_to)
        self.routing.unknown_scan.connect(self._search_for)
        desk.page_requested.connect(self._open_requested)
        desk.lock_requested.connect(self.lock)
        desk.badge_changed.connect(self._set_badge)
        desk.actor_changed.connect(self._show_actor)
        for news in (desk.shift_changed, desk.changed, desk.language_changed):
            news.connect(self.refresh_status)
        # Counts are asked for once, however many topics one action changed.
        self._status_soon = QTimer(self)
        self._status_soon.setSingleShot(True)
        self._status_soon.setInterval(60)
        self._status_soon.timeout.connect(self._read_status)

    @Slot(str)
    def open_page(self, key: str, **args: Any) -> None:
        """Put an area in front; one that is switched off is not there."""
        if all(spec.key != key for spec in self._specs):
            return
        self.search.put_away()
        focus, current = QApplication.focusWidget(), self.shell.current()
        if focus is None or current is None or current.key != key or not current.isAncestorOf(focus):
            # First of all, since Qt gives the keyboard of a page that goes to whatever stands first on the next one.
            self.shell.top.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shell.bring_up(key, **args)

    @Slot(str, dict)
    def _open_requested(self, key: str, args: dict[str, Any]) -> None:
        self.open_page(key, **args)

    def current_page(self) -> Page | None:
        """The page in front, None while locked."""
        return None if self.is_locked() else self.shell.current()

    def _reception(self) -> Page | None:
        return self.shell.page(FIRST_PAGE) if FIRST_PAGE in self.shell.rail.areas() else None

    @Slot(object)
    def _open_step(self, step: NextStep) -> None:
        if step.page:
            self.open_page(step.page, **step.args)

    @Slot(str, int)
    def _set_badge(self, key: str, count: int) -> None:
        self._badges[key] = count
        self.shell.rail.set_waiting(key, count)

    def is_locked(self) -> bool:
        """Whether the sign-in screen stands before the desk."""
        return self._stack.currentWidget() is self.lock_view

    def _ask_who(self) -> None:
        self.news.cover()
        self._stack.setCurrentWidget(self.lock_view)
        self.lock_view.show_for(self.desk.actor)

    @Slot()
    def lock(self) -> None:
        """Cover the desk; half-done dialogs wait behind the lock."""
        if not self.is_locked():
            self._cover(self.hooks.locked)

    @Slot()
    def sign_out(self) -> None:
        """Lock, and forget who worked here."""
        if not self.is_locked():
            self._cover(self.hooks.signed_out)
            self.desk.set_actor(None)
            self.lock_view.show_for(None)

    def _cover(self, tell: Callable[[Actor], object] | None) -> None:
        self._dialogs.put_aside()
        curtain.hold(False)
        self.search.put_away()
        self.shell.top.devices.popover().hide()
        if tell is not None and self.desk.actor is not None and not self.desk.runner.is_closed():  # idle while closing
            self.desk.run(tell, self.desk.actor)
        self._ask_who()

    @Slot(object)
    def _unlocked(self, actor: Actor) -> None:
        same = self.desk.actor is not None and self.desk.actor.account_id == actor.account_id
        self.desk.set_actor(actor)
        self._idle.touch()
        self._stack.setCurrentWidget(self.shell)
        if self.shell.current() is None:
            areas = self.shell.rail.areas()
            self.open_page(FIRST_PAGE if FIRST_PAGE in areas else areas[0])
        else:
            self.shell.top.search.setFocus()
        self._dialogs.bring_back(same_person=same)
        self.news.uncover(same_person=same)
        self.refresh_status()
        self.routing.serve_waiting()

    @Slot(int)
    def _show_waiting(self, count: int) -> None:
        self.lock_view.show_waiting(count)

    @Slot()
    def _show_actor(self) -> None:
        self.shell.top.show_actor(self.desk.actor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not key_pressed(event, self.current_page(), self.search):
            super().keyPressEvent(event)

    @Slot()
    def _obvious(self) -> None:
        page = self.current_page()
        if page is not None:
            page.handle_enter()

    @Slot(str)
    def _search_for(self, text: str) -> None:
        self.search.ask(text)

    @Slot(object)
    def _go_to(self, row: SearchRow) -> None:
        page = self.current_page()
        if page is not None and not page.handle_search(row):
            self.open_page(row.page, **row.args)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return move_focus(self, forward)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        key_released(event)
        super().keyReleaseEvent(event)

    @Slot()
    def show_help(self) -> None:
        """F1."""
        page = self.current_page()
        for spec in self._specs:
            if page is not None and spec.key == page.key:
                self.news.show_help(spec)

    @Slot()
    def refresh_status(self) -> None:
        """Read day, shift and counts again soon."""
        self._status_soon.start()

    @Slot()
    def _read_status(self) -> None:
        self.desk.read(self.hooks.status, then=self.show_status, latest="window.status")

    @Slot(object)
    def show_status(self, status: DeskStatus) -> None:
        """Paint the bars."""
        self._status = status
        self.shell.show_status(status)

    def show_devices(self, states: Sequence[DeviceState]) -> None:
        """Paint the device strip; states come from the reader's and the printer's threads by queued signals."""
        self._devices = tuple(states)
        self.shell.show_devices(self._devices)

    @Slot(str)
    def _check_device(self, key: str) -> None:
        if self.hooks.check_device is not None:
            self.desk.run(self.hooks.check_device, key, lane="long")

    @Slot()
    def switch_theme(self) -> None:
        """Light to dark and back, at once."""
        self._remember("theme", theme.switch())

    @Slot()
    def switch_language(self) -> None:
        """Chinese to English and back, at once."""
        self.choose_language(other_language())
        self._remember("language", language())

    def choose_language(self, chosen: Language) -> None:
        """Build everything anew in a language; pages keep what they carry."""
        locked = self.is_locked()
        self._dialogs.turn_down()
        before = self.shell.current()
        states = self.shell.carry()
        old_shell, old_lock = self.shell, self.lock_view
        set_language(chosen)
        self._build()
        self.shell.restore(states)
        if before is not None:
            self.open_page(before.key)
        self._stack.setCurrentWidget(self.lock_view if locked else self.shell)
        if locked:
            self.lock_view.show_for(self.desk.actor)
            self.lock_view.show_waiting(self.routing.waiting())
        for old in (old_shell, old_lock):
            self._stack.removeWidget(old)
        old_shell.leave()
        old_lock.deleteLater()
        self.desk.language_changed.emit()

    def _remember(self, what: str, value: str) -> None:
        if self.hooks.remember is not None:
            self.desk.run(self.hooks.remember, what, value)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._status_soon.stop()
        self.closing.emit()
        super().closeEvent(event)
