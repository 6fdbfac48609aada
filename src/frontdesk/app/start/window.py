"""The first window: how to begin where there is no database yet."""

from dataclasses import replace

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from frontdesk.app.open_database import Place, exists
from frontdesk.app.start.device_steps import PrinterStep, ReaderStep
from frontdesk.app.start.draft import Draft
from frontdesk.app.start.panes import DemoPane, SetUpPane, WelcomePane
from frontdesk.app.start.set_up import DeskPlan, demo_place, make_demo, set_up_desk
from frontdesk.app.start.steps import BeginStep, OwnerStep
from frontdesk.app.window.bottom import ThemeButton, language_button, other_language
from frontdesk.app.window.room import fit_screen
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import language, set_language, t
from frontdesk.staff.accounts import checked_username
from frontdesk.ui import icons, theme
from frontdesk.ui.runner import BackgroundRunner, Cancelled, Job
from frontdesk.ui.widgets import Card, IconLabel, Label, column, row, scrolling_both

_WIDTH, _HEIGHT = 940, 640


class StartWindow(QWidget):
    """Emits ``over`` once: afterwards ``chosen`` is the place to open, or None when the user turned away."""

    over = Signal()

    def __init__(self, place: Place, runner: BackgroundRunner) -> None:
        super().__init__()
        self.place = place
        self.runner = runner
        self.draft = Draft(counter=place.settings.counter)
        self.chosen: Place | None = None
        self._job: Job | None = None
        self._closing = False
        self._over = False
        theme.dress(self)
        self.setObjectName("start")
        self.setProperty("surface", "background")
        self.setWindowTitle("frontdesk")
        self.setWindowIcon(icons.icon("reception", theme.tokens().primary, 64))
        fit_screen(self, QSize(_WIDTH, _HEIGHT))
        self._outer = QStackedLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._demo_there = False
        self._build()
        self.runner.run(_is_there, demo_place(place), then=self._know_demo, failed=self._no_demo, lane="read")

    def _build(self) -> None:
        self.welcome = WelcomePane(self._demo_there)
        self.welcome.set_up_wanted.connect(self.show_set_up)
        self.welcome.demo_wanted.connect(self.show_demo)
        steps = (
            OwnerStep(self.draft),
            BeginStep(self.draft),
            ReaderStep(self.draft),
            PrinterStep(self.draft, self.runner),
        )
        self.set_up = SetUpPane(steps)
        self.set_up.left.connect(self.show_welcome)
        self.set_up.finished.connect(self._make_desk)
        self.demo = DemoPane()
        self.demo.left.connect(self._leave_demo)
        self.demo.anew_wanted.connect(self._fill_demo)
        self.demo.open_wanted.connect(self._open_demo)
        self._stack = QStackedLayout()
        for pane in (self.welcome, self.set_up, self.demo):
            self._stack.addWidget(pane)
        self._language = language_button("start.language")
        self._language.clicked.connect(self.switch_language)
        self._theme = ThemeButton("start.theme")
        self._theme.clicked.connect(self.switch_theme)
        head = row(
            IconLabel("logo-desk", "primary", 40),
            Label("frontdesk", "heading"),
            None,
            self._language,
            self._theme,
            spacing=10,
        )
        inside = QWidget()
        inside.setLayout(self._stack)
        card = Card(padding=28)
        card.body.addWidget(scrolling_both(inside), 1)
        whole = column(head, card, spacing=14)
        whole.setStretch(1, 1)
        whole.setContentsMargins(24, 18, 24, 24)
        self._body = QWidget()
        self._body.setLayout(whole)
        self._outer.addWidget(self._body)
        self._outer.setCurrentWidget(self._body)

    @Slot()
    def show_welcome(self) -> None:
        """The two ways to begin."""
        self._stack.setCurrentWidget(self.welcome)
        self.welcome.take_focus()

    @Slot()
    def show_set_up(self) -> None:
        """The first step of setting this desk up."""
        self._stack.setCurrentWidget(self.set_up)
        self.set_up.show_step(0)

    @Slot()
    def show_demo(self) -> None:
        """The demo gym: opened if it is there, filled otherwise."""
        self._stack.setCurrentWidget(self.demo)
        if self._demo_there:
            self.demo.show_ready()
        else:
            self._fill_demo()

    @Slot()
    def switch_theme(self) -> None:
        """Light to dark and back, at once."""
        theme.switch()

    @Slot()
    def switch_language(self) -> None:
        """Chinese to English and back, at once; what was typed stays."""
        if self._job is not None:
            return
        pane, step = self._stack.currentIndex(), self.set_up.current()
        for each in self.set_up.steps:
            each.keep()
        self.set_up.stop()
        set_language(other_language())
        old = self._body
        self._build()
        self._outer.removeWidget(old)
        old.deleteLater()
        self._stack.setCurrentIndex(pane)
        if pane == 1:
            self.set_up.show_step(step)
        elif pane == 2:
            self.demo.show_ready()
        else:
            self.welcome.take_focus()

    @Slot()
    def _make_desk(self) -> None:
        draft = self.draft
        base = replace(self.place.settings, language=language(), theme=theme.tokens().name)
        plan = DeskPlan(
            draft.owner_name.strip(), checked_username(draft.username), draft.usual_gym, draft.settings(base)
        )
        self.set_up.stop()
        self._set_job(
            self.runner.run(set_up_desk, self.place, plan, draft.password, then=self._made, failed=self._not_made)
        )
        self.set_up.set_busy(True)

    @Slot(object)
    def _made(self, place: Place) -> None:
        self._set_job(None)
        self.chosen = place
        self.close()

    @Slot(object)
    def _not_made(self, error: FrontdeskError) -> None:
        self._set_job(None)
        self.set_up.show_failure(error)
        self._close_if_asked()

    @Slot(object)
    def _know_demo(self, there: bool) -> None:
        self._demo_there = there
        if there:
            self.welcome.demo.set_note(t("start.demo.there"))

    @Slot(object)
    def _no_demo(self, error: FrontdeskError) -> None:
        """A demo that can't be opened counts as none: it is filled anew."""

    @Slot()
    def _fill_demo(self) -> None:
        self._demo_there = False
        self.demo.show_filling()
        place = replace(
            self.place, settings=replace(self.place.settings, language=language(), theme=theme.tokens().name)
        )
        self._set_job(
            self.runner.run(
                make_demo,
                place,
                then=self._demo_filled,
                failed=self._demo_failed,
                progress=self._demo_advanced,
                lane="long",
            )
        )

    @Slot(int, int)
    def _demo_advanced(self, done: int, total: int) -> None:
        self.demo.show_progress(done, total)

    @Slot(object)
    def _demo_filled(self, _place: Place) -> None:
        self._set_job(None)
        self._demo_there = True
        self.demo.show_ready()
        self._close_if_asked()

    @Slot(object)
    def _demo_failed(self, error: FrontdeskError) -> None:
        self._set_job(None)
        if isinstance(error, Cancelled):
            self.show_welcome()
        else:
            self.demo.show_failure(error)
        self._close_if_asked()

    @Slot()
    def _open_demo(self) -> None:
        self.chosen = demo_place(self.place)
        self.close()

    @Slot()
    def _leave_demo(self) -> None:
        if self._job is not None:
            # Stops at the next step; nothing is kept, and the welcome comes back then.
            self._job.cancel()
        else:
            self.show_welcome()

    def _set_job(self, job: Job | None) -> None:
        self._job = job
        self._language.setEnabled(job is None)

    def _close_if_asked(self) -> None:
        if self._closing:
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        pane = self._stack.currentWidget()
        if event.isAutoRepeat() or not (enter or event.key() == Qt.Key.Key_Escape):
            super().keyPressEvent(event)
        elif pane is self.set_up:
            (self.set_up.next if enter else self.set_up.back).press()
        elif pane is self.demo:
            (self.demo.open if enter else self.demo.back).press()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._job is not None:
            # Half a database must not stay: the work is broken off, and the window goes when that is done.
            self._closing = True
            self._job.cancel()
            event.ignore()
            return
        self.set_up.stop()
        super().closeEvent(event)
        if not self._over:
            self._over = True
            self.over.emit()


def _is_there(place: Place) -> bool:
    return (place.folder / "frontdesk.db").exists() and exists(place)
