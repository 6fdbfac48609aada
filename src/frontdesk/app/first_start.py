"""Before the counter window: how to begin where there is no database, and why a start was refused."""

import platform

from PySide6.QtCore import QEventLoop, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk import __version__
from frontdesk.app.open_database import Place
from frontdesk.app.start.set_up import refuse_foreign_file
from frontdesk.app.start.window import StartWindow
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, t
from frontdesk.ui import icons, theme
from frontdesk.ui.runner import BackgroundRunner
from frontdesk.ui.widgets import Banner, Button, Card, IconLabel, Label, column, row


def ask_how_to_begin(place: Place) -> Place | None:
    """Set a desk up or open the demo gym; the place to open then, or None when the user turned away.

    Called when there is no database at ``place``, with a QApplication running nothing else. Raises ForeignFile when
    a file of something else is in the way.
    """
    refuse_foreign_file(place)
    runner = BackgroundRunner()
    window = StartWindow(place, runner)
    loop = QEventLoop()
    window.over.connect(loop.quit)
    window.show()
    window.show_welcome()
    window.activateWindow()
    _wait(loop)
    runner.shutdown()
    chosen = window.chosen
    window.deleteLater()
    return chosen


def show_refusal(error: FrontdeskError) -> None:
    """Say why the program did not start, what is safe and what to do; returns when that was read."""
    window = RefusalWindow(error)
    loop = QEventLoop()
    window.over.connect(loop.quit)
    window.show()
    window.activateWindow()
    _wait(loop)
    window.deleteLater()


def _wait(loop: QEventLoop) -> None:
    """Run until the window is through; its closing must not end the program, whose own window comes next."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    before = application.quitOnLastWindowClosed()
    application.setQuitOnLastWindowClosed(False)
    loop.exec()
    application.setQuitOnLastWindowClosed(before)


class RefusalWindow(QWidget):
    """One error in words; the details go to the clipboard."""

    over = Signal()

    def __init__(self, error: FrontdeskError) -> None:
        super().__init__()
        self.error = error
        theme.dress(self)
        self.setObjectName("refusal")
        self.setProperty("surface", "background")
        self.setWindowTitle("frontdesk")
        self.setWindowIcon(icons.icon("reception", theme.tokens().primary, 64))
        self.setFixedWidth(620)
        what, todo = error_text(error)
        self.said = Banner("refusal.said", "warn", what, todo, big=True)
        self.copy_button = Button(t("ui.copy_details"), "refusal.copy", kind="quiet", icon="copy")
        self.close_button = Button(t("ui.close"), "refusal.close", kind="primary", shortcut="Enter")
        self.copy_button.clicked.connect(self.copy_details)
        self.close_button.clicked.connect(self.close)
        card = Card(padding=24, spacing=18)
        card.body.addLayout(row(IconLabel("logo-desk", "primary", 40), Label(t("start.refused"), "name"), None))
        card.body.addWidget(self.said)
        card.body.addLayout(row(self.copy_button, None, self.close_button))
        whole = column(card)
        whole.setContentsMargins(20, 20, 20, 20)
        self.setLayout(whole)
        self.close_button.setFocus()

    def details(self) -> str:
        """Version, system, and what was found."""
        return "\n".join(
            (
                f"frontdesk {__version__}, {platform.platform()}, Python {platform.python_version()}",
                f"{self.error.code}: {self.error.data}",
            )
        )

    @Slot()
    def copy_details(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self.details())
        self.copy_button.set_words(t("ui.copied"))
        self.copy_button.set_icon("check")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.close()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.over.emit()
