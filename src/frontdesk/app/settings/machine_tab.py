"""A tab whose fields are kept in this machine's settings: saved together, refused in words, used at once or later."""

from abc import abstractmethod
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot

from frontdesk.app.settings.machine import change_machine, needs_restart
from frontdesk.app.settings.tab import ReadOnlyNote, SettingsTab
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, t
from frontdesk.core.settings import MachineSettings, load_settings
from frontdesk.ui.desk import Desk
from frontdesk.ui.runner import InternalFault
from frontdesk.ui.widgets import Banner, Button


class MachineTab(SettingsTab):
    """``name`` begins the object names; the form lays out ``note``, ``restart``, ``failure`` and ``save``."""

    def __init__(self, desk: Desk, folder: Path, name: str) -> None:
        super().__init__(desk)
        self.folder = folder
        self.kept = desk.settings
        self._name = name
        self.note = ReadOnlyNote(f"{name}.read_only")
        self.restart = Banner(f"{name}.restart", "warn", t("settings.restart"), t("settings.restart.note"))
        self.restart.hide()
        self.failure = Banner(f"{name}.failure", "bad")
        self.failure.hide()
        self.save = Button(t("settings.save"), f"{name}.save", kind="primary", shortcut="Enter")
        self.save.clicked.connect(self._save)

    @abstractmethod
    def changes(self) -> dict[str, Any] | None:
        """What the fields say, or None after marking what is wrong."""

    @abstractmethod
    def show_settings(self, settings: MachineSettings) -> None:
        """Fill the fields."""

    def read_settings(self) -> None:
        """Show what the machine's file says now."""
        self.desk.read(load_settings, self.folder, then=self._show, latest=self._name)

    @Slot(object)
    def _show(self, settings: MachineSettings) -> None:
        self.kept = settings
        self.show_settings(settings)

    @Slot()
    def _save(self) -> None:
        self.failure.hide()
        changes = self.changes()
        if changes is not None:
            self.save.setEnabled(False)
            self.desk.run(
                change_machine,
                self.desk.store,
                self.desk.signed_in(),
                self.folder,
                changes,
                then=self._saved,
                failed=self._refused,
            )

    @Slot(object)
    def _saved(self, settings: MachineSettings) -> None:
        self.save.setEnabled(True)
        if needs_restart(self.kept, settings):
            self.restart.show()
        self._show(settings)
        self.desk.settings = settings
        self.desk.notify("settings")
        self.desk.toast(t("settings.saved"))

    @Slot(object)
    def _refused(self, error: FrontdeskError) -> None:
        self.save.setEnabled(True)
        if not isinstance(error, InternalFault):
            self.failure.show_state("bad", *error_text(error))
            self.failure.show()
