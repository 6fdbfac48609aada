"""Where the benchmark happens: a folder of its own on the disk of the data, and the crowd in it."""

from dataclasses import dataclass, field
from pathlib import Path

from frontdesk.app.bench.crowd.size import Crowd
from frontdesk.app.open_database import FILE_NAME, Place, open_store, sqlite_url
from frontdesk.core.actor import Actor
from frontdesk.core.settings import MachineSettings
from frontdesk.staff.queries import accounts
from frontdesk.store.store import Store

FRAME_MS = 1000 / 60
"""One frame of a 60 Hz screen: nothing is seen sooner."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How often each thing is done; more for figures to be published."""

    taps: int = 400
    keys: int = 600
    sales: int = 600
    starts: int = 7
    receipts: int = 30
    pdfs: int = 5
    taps_all_day: int = 1_000


THOROUGH = Effort(taps=2_000, keys=3_000, sales=3_000, starts=11, receipts=100, taps_all_day=10_000)


@dataclass(frozen=True, slots=True)
class Site:
    """``folder`` is for whatever a row needs; ``data`` holds the crowd as a data folder does."""

    folder: Path
    data: Path
    crowd: Crowd
    effort: Effort = field(default_factory=Effort)

    @property
    def file(self) -> Path:
        """The crowd's database."""
        return self.data / FILE_NAME

    def open(self) -> Store:
        """The crowd's database, open."""
        return open_store(self.place())

    def place(self) -> Place:
        """The crowd's data folder, with settings as they come."""
        return Place(self.data, sqlite_url(self.file), MachineSettings())


def owner_of(store: Store) -> Actor:
    """The sample's owner at counter 1, who opened it."""
    with store.read() as connection:
        row = accounts(connection)[0]
    return Actor(row.id, row.name, row.role, MachineSettings().counter)
