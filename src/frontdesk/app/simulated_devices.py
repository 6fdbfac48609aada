"""The devices that are on the screen: the simulated reader's panel, the printed slips, the mark of demo or practice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QWidget

from frontdesk.app.print_room import PrintRoom
from frontdesk.app.window.main_window import MainWindow
from frontdesk.core.i18n import t
from frontdesk.devices.readers.reader import CardReader
from frontdesk.devices.readers.simulated import SimulatedReader
from frontdesk.ui import theme
from frontdesk.ui.desk import Desk
from frontdesk.ui.popover import Popover
from frontdesk.ui.widgets import Button, IconLabel, Label, clear_layout, named, row

if TYPE_CHECKING:
    from frontdesk.app.sample_cards import CardToTap
    from frontdesk.app.slip_viewer import SlipViewer
    from frontdesk.devices.dialogs.simulated_reader import SimulatedReaderDialog

READER_KEYS = "Ctrl+Shift+R"
SLIPS_KEYS = "Ctrl+Shift+P"
_STRIP_HEIGHT = 40


class SimulatedDevices(QObject):
    """Opens the panels by the device strip, by keys, and in a demo by the strip above everything."""

    def __init__(
        self,
        desk: Desk,
        window: MainWindow,
        reader: CardReader,
        print_room: PrintRoom,
        *,
        demo: bool = False,
        training: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = window
        self._reader = reader if isinstance(reader, SimulatedReader) else None
        self._print_room = print_room
        self.panel: SimulatedReaderDialog | None = None
        self.slips: SlipViewer | None = None
        strip = TrainingStrip if training else DemoStrip if demo else None
        self.strip = (
            strip(window, self._reader is not None, print_room.has_screen_printer) if strip is not None else None
        )
        if self.strip is not None:
            self.strip.reader_wanted.clicked.connect(self.show_reader)
            self.strip.slips_wanted.clicked.connect(self.show_slips)
        for keys, slot in ((READER_KEYS, self.show_reader), (SLIPS_KEYS, self.show_slips)):
            QShortcut(QKeySequence(keys), window).activated.connect(slot)
        desk.language_changed.connect(self._say_again)
        self._say_again()

    @Slot()
    def _say_again(self) -> None:
        """After a change of language: the strip's texts, and panels that are built anew when next wanted."""
        self._window.shell.top.devices.action_wanted.connect(self._open)
        if self.strip is not None:
            self.strip.say()
        self.close()

    @Slot(str)
    def _open(self, device: str) -> None:
        if device == "reader":
            self.show_reader()
        elif device == "printer":
            well = self._window.shell.top.devices.chip("printer").state.level == "ok"
            if well and self._print_room.has_screen_printer:
                self.show_slips()
            else:
                self._desk.open_page("devices", tab="queue")

    @Slot()
    def show_reader(self) -> None:
        """The simulated reader with cards to tap."""
        if self._reader is not None:
            from frontdesk.app.sample_cards import cards_to_tap

            self._desk.read(cards_to_tap, self._desk.store, then=self._show_reader, latest="simulated.cards")

    @Slot(object)
    def _show_reader(self, cards: Sequence[CardToTap]) -> None:
        if self._reader is None:
            return
        if self.panel is None:
            from frontdesk.devices.dialogs.simulated_reader import SampleCard, SimulatedReaderDialog

            samples = [SampleCard(card.label, card.uid) for card in cards]
            self.panel = SimulatedReaderDialog(self._reader, samples, self._window)
            corner = self._window.geometry().bottomRight()
            self.panel.adjustSize()
            size = self.panel.size()
            self.panel.move(corner.x() - size.width() - 24, corner.y() - size.height() - 72)
        self.panel.show()
        self.panel.raise_()

    @Slot()
    def show_slips(self) -> None:
        """What the on-screen printer printed."""
        if not self._print_room.has_screen_printer or self._window.is_locked():
            return
        if self.slips is None:
            from frontdesk.app.slip_viewer import SlipViewer

            self.slips = SlipViewer(self._window)
        self.slips.show_slips(self._papers())

    @Slot()
    def refresh(self) -> None:
        """A slip came out: show it if the slips are open."""
        if self.slips is not None and self.slips.isVisible():
            self.slips.set_slips(self._papers())

    def _papers(self) -> list[tuple[str, bytes]]:
        return [(_caption(paper.document, paper.copy), paper.png) for paper in self._print_room.papers()]

    def close(self) -> None:
        """Put the panels away for good."""
        for panel in (self.panel, self.slips):
            if panel is not None:
                panel.close()
                panel.deleteLater()
        self.panel = self.slips = None


class DemoStrip(QWidget):
    """Above everything, locked or not: that this is a demo, who can sign in, and the devices on the screen."""

    def __init__(self, window: MainWindow, reader: bool, slips: bool) -> None:
        super().__init__(window)
        named(self, "demo.strip")
        self._window = window
        self._icon = IconLabel("warning", "warn", 20)
        self._words = Label("", "strong", tone="warn", name="demo.words")
        self._people = Popover(window, "demo.people.popover", width=560)
        self.people_wanted = Button("", "demo.people", kind="quiet", icon="user")
        self.reader_wanted = Button("", "demo.reader", kind="quiet", icon="card")
        self.slips_wanted = Button("", "demo.slips", kind="quiet", icon="receipt")
        self.people_wanted.clicked.connect(self._show_people)
        self.reader_wanted.setVisible(reader)
        self.slips_wanted.setVisible(slips)
        for button in (self.people_wanted, self.reader_wanted, self.slips_wanted):
            button.setFixedHeight(36)
        line = row(self._icon, self._words, None, self.people_wanted, self.reader_wanted, self.slips_wanted, spacing=8)
        line.setContentsMargins(14, 0, 10, 0)
        self.setLayout(line)
        # The window's own margin: a stacked layout pays no heed to a margin of its own.
        window.setContentsMargins(0, _STRIP_HEIGHT, 0, 0)
        window.installEventFilter(self)
        self._place()

    def say(self) -> None:
        """Say everything in the language of now."""
        self._words.setText(t("app.demo.mark"))
        self.setAccessibleName(t("app.demo.mark"))
        self._window.setWindowTitle(t("app.demo.title"))
        self.people_wanted.set_words(t("app.demo.people"))
        self.reader_wanted.set_words(t("app.simulated.open"))
        self.reader_wanted.setToolTip(READER_KEYS)
        self.slips_wanted.set_words(t("app.slips.open"))
        self.slips_wanted.setToolTip(SLIPS_KEYS)
        self._people.hide()

    @Slot()
    def _show_people(self) -> None:
        clear_layout(self._people.body)
        self._people.body.addWidget(Label(t("app.demo.people"), "heading"))
        from frontdesk.app.start.demo_people import DemoPeople

        self._people.body.addWidget(DemoPeople("demo.people.list"))
        self._people.hang_below(self.people_wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        self.setGeometry(0, 0, self._window.width(), _STRIP_HEIGHT)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("warn_soft"))


class TrainingStrip(DemoStrip):
    """The same strip over a copy to practise on (K01)."""

    def say(self) -> None:
        super().say()
        self._words.setText(t("training.mark"))
        self.setAccessibleName(t("training.mark"))
        self._window.setWindowTitle(t("training.title"))
        self.people_wanted.hide()  # everybody signs in as at the counter


def _caption(document: str, copy: int) -> str:
    number = document.rpartition("/")[2]
    return t("app.slips.copy", document=number, number=copy) if copy else number
