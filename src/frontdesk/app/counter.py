"""A running counter: store, window, reader and printer joined; started in order and stopped in order."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from frontdesk.app.camera_choice import CameraChoice
from frontdesk.app.clock_consent import ClockConsent
from frontdesk.app.customer_displays import CustomerDisplays
from frontdesk.app.device_log import DeviceLog
from frontdesk.app.device_watch import DeviceWatch
from frontdesk.app.drawer_watch import DrawerWatch
from frontdesk.app.hooks import House
from frontdesk.app.open_database import look_through_file
from frontdesk.app.pages import page_specs
from frontdesk.app.place import Place
from frontdesk.app.print_room import PrintRoom
from frontdesk.app.reader_watch import ReaderWatch
from frontdesk.app.simulated_devices import SimulatedDevices
from frontdesk.app.speaking import Speaking
from frontdesk.app.spool_news import DailySweep, SpoolNews
from frontdesk.app.training.mark import practise
from frontdesk.app.training.twins import twins_of
from frontdesk.app.window.idle import IdleWatch
from frontdesk.app.window.main_window import MainWindow
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.printers.printer import ReceiptPrinter
from frontdesk.devices.qt.wedge_filter import WedgeFilter
from frontdesk.devices.readers.reader import CardReader
from frontdesk.devices.readers.uid_form import UidForm
from frontdesk.devices.readers.wedge import WedgeSettings
from frontdesk.printing.fonts import use_font_file
from frontdesk.printing.routing import Routes, routes_for, use_routes
from frontdesk.printing.worker import JobChanged
from frontdesk.store.errors import DamagedFile
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from frontdesk.ui.first_paint import FirstPaint
from frontdesk.ui.garbage import Garbage
from frontdesk.ui.runner import BackgroundRunner


class Counter(QObject):
    """Everything behind one window. ``reader`` and ``printer`` override what the settings name, for demo and tests."""

    damaged = Signal(object)
    """DamagedFile: found by the look through the file that was put off until the window stood."""

    def __init__(
        self,
        store: Store,
        folder: Path,
        settings: MachineSettings,
        *,
        reader: CardReader | None = None,
        printer: ReceiptPrinter | None = None,
        look_through: bool = False,
    ) -> None:
        super().__init__()
        self.store = store
        self._look_through = look_through
        self._folder = folder
        if settings.training:
            settings = twins_of(settings)
        practise(settings.training)
        self.settings = settings
        use_routes(routes_for(settings))
        use_font_file(settings.font_file)
        self.garbage = Garbage(self)
        self.runner = BackgroundRunner(self)
        self.runner.hold()
        self.desk = Desk(store, settings, self.runner, self)
        self.desk.approver = self._approve
        self.speaking = Speaking(self.desk, self.desk)
        CameraChoice(self.desk, folder)
        self.reader = reader or reader_for(store, settings)
        self.readers = ReaderWatch(self.desk, self.reader, settings, folder, self)
        self.watch = DeviceWatch(settings, self)
        self.print_room = PrintRoom(store, settings, self.watch.hear_printer, first=printer)
        self.house = House(store, folder, settings.counter, wedge_settings(settings))
        self.window = MainWindow(
            self.desk,
            page_specs(folder, self.print_room, self.readers),
            replace(self.house.hooks(), check_device=self._check_device),
            lock_after_s=settings.auto_lock_s,
        )
        self._join_devices()
        self._running = self._stopped = False

    def _join_devices(self) -> None:
        """What the devices tell goes to the window, and what the window says to them."""
        self.watch.states_changed.connect(self.window.show_devices)
        DeviceLog(self.desk, self.watch)
        self.drawer_watch = DrawerWatch(self.desk, self)
        self.watch.drawer_changed.connect(self.drawer_watch.take)
        self.drawer_watch.open_changed.connect(self.watch.take_drawer)
        self.displays = CustomerDisplays(self.desk, self.window)
        self.displays.state_changed.connect(self.watch.take_display)
        self.spool_news = SpoolNews(self.desk, self.watch, self)
        self.watch.job_changed.connect(self._job_changed)
        self.readers.state_changed.connect(self.watch.take_reader)
        self.wedge = WedgeFilter(wedge_settings(self.settings), self)
        self.wedge.scanned.connect(self.desk.scanned)
        self.wedge.swallowed.connect(self.readers.scan_swallowed)
        self.on_screen = SimulatedDevices(
            self.desk,
            self.window,
            self.reader,
            self.print_room,
            demo=self.settings.demo,
            training=self.settings.training,
            parent=self,
        )
        self.desk.language_changed.connect(self.watch.tell)
        self.desk.changed.connect(self._changed)
        self.clock_consent = ClockConsent(self.desk, self)
        self.sweep = DailySweep(self.desk, self.print_room, self)

    def start(self) -> None:
        """Show the window; the threads start as soon as it is painted, so that it stands sooner."""
        self.garbage.start()
        self.watch.tell()
        self.window.show()
        FirstPaint(self.window).done.connect(self._run)

    @Slot()
    def _run(self) -> None:
        if self._stopped:
            return
        self._running = True
        self.runner.release()
        self.print_room.start()
        self.readers.start()
        self.sweep.start()
        self.displays.start()
        self.desk.run(self._warm_up, lane="long")
        if not self.settings.training:
            self.desk.run(self._delete_old_copy, lane="long")
        if self._look_through:
            self.desk.run(look_through_file, self.store, lane="long", failed=self._looked_through)

    def _warm_up(self) -> None:
        from frontdesk.app.warm_up import warm_up

        warm_up(self.store, self.settings.counter)

    def _delete_old_copy(self) -> None:
        from frontdesk.app.training.practice import delete_old_copy

        delete_old_copy(Place(self._folder, self.store.url, self.settings))

    @Slot(object)
    def _looked_through(self, error: FrontdeskError) -> None:
        if isinstance(error, DamagedFile):
            self.damaged.emit(error)
        else:
            self.desk.show_error(error)

    def stop(self) -> None:
        """Stop and join the threads, then take down the window; may be called twice."""
        if self._stopped:
            return
        self._stopped = True
        if self._running:
            self.readers.stop()
        # It listens at every window of the program: it must not hear those that come after this one.
        self.wedge.deleteLater()
        self.on_screen.close()
        self.speaking.close()
        self.displays.stop()
        self.runner.shutdown()
        self.print_room.stop()
        self.window.close()
        self.window.deleteLater()
        self.garbage.stop()
        use_routes(Routes())
        practise(False)

    def _approve(self, username: str, password: str, request_hash: str, action: str) -> int:
        from frontdesk.staff.approvals import approve

        asked_by = self.desk.actor.account_id if self.desk.actor is not None else None
        return approve(self.store, self.settings.counter, username, password, request_hash, action, asked_by)

    @Slot(object)
    def _job_changed(self, job: JobChanged) -> None:
        self.on_screen.refresh()

    @Slot(str)
    def _changed(self, topic: str) -> None:
        """Settings that need no new start are used at once."""
        if topic != "settings":
            return
        if self.settings.training:  # whatever is set up there, practice opens no real device
            self.desk.settings = twins_of(self.desk.settings)
        before, self.settings = self.settings, self.desk.settings
        self._change_printers(before)
        self.house.wedge = wedge_settings(self.settings)
        self.wedge.change(self.house.wedge)
        self.readers.use(self.settings)
        for watch in self.window.findChildren(IdleWatch):
            watch.change(self.settings.auto_lock_s)

    def _change_printers(self, before: MachineSettings) -> None:
        """New slips take their new ways at once; the printers are exchanged as soon as the slip in hand is out."""
        use_routes(routes_for(self.settings))
        if (self.settings.printers, self.settings.drawer) != (before.printers, before.drawer):
            self.desk.run(self.print_room.change, self.settings, lane="long", then=self._printers_changed)
        self.watch.change(self.settings)

    @Slot(object)
    def _printers_changed(self, _nothing: object) -> None:
        self.desk.notify("spool")

    def _check_device(self, key: str) -> None:
        """Somebody has seen to a device: the printers are asked at once; a reader is noticed by itself."""
        if key in ("printer", "drawer"):
            self.print_room.retry_now()


def reader_for(store: Store, settings: MachineSettings) -> CardReader:
    """The card reader that this machine's settings name."""
    if settings.reader == "pcsc":
        from frontdesk.devices.readers.pcsc import PcscReader

        return PcscReader(store.clock)
    from frontdesk.devices.readers.simulated import SimulatedReader, UnusedReader

    return SimulatedReader(store.clock) if settings.reader == "simulated" else UnusedReader(store.clock)


def wedge_settings(settings: MachineSettings) -> WedgeSettings:
    """How keyboard readers and scanners write at this counter."""
    return WedgeSettings(
        key_tag_prefix=settings.key_tag_prefix,
        uid_form=UidForm(settings.uid_form),
        readers=settings.wedge_readers,
    )
