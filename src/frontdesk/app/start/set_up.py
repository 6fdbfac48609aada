"""Making this counter's database: all of it or nothing, under another name until it is whole."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.engine import make_url

from frontdesk.app.open_database import FILE_NAME, Place, create_store, exists, sqlite_url
from frontdesk.app.sample.house import furnish
from frontdesk.app.sample.load import load_sample
from frontdesk.books.action import action
from frontdesk.core.actor import Actor
from frontdesk.core.clock import Clock
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.resources import resource_path
from frontdesk.core.settings import MachineSettings, save_settings
from frontdesk.staff.accounts import FoundHouseRequest, found_house
from frontdesk.staff.errors import HouseFounded
from frontdesk.staff.roles import Role
from frontdesk.store.base import Base
from frontdesk.store.engine import is_sqlite
from frontdesk.store.schema import REVISION_TABLE
from frontdesk.store.store import Store

Progress = Callable[[int, int], None]
"""Called with (done, total) between two steps; may raise to stop the work, of which nothing is kept then."""

DEMO_FOLDER = "demo"
DEMO_MEMBERS = 2000
_ENDINGS = ("", "-wal", "-shm", "-journal")


class ForeignFile(FrontdeskError):
    """Where the database is to be there is already a file that isn't one of this program; ``path``."""

    code = "start.foreign_file"


@dataclass(frozen=True, slots=True)
class DeskPlan:
    """What the first start asked: the first owner, what to begin with, and this machine's settings."""

    owner_name: str
    username: str
    usual_gym: bool
    settings: MachineSettings


@dataclass(frozen=True, slots=True)
class FurnishRequest:
    """Plans, goods and keys to begin with."""

    key: str


@dataclass(frozen=True, slots=True)
class Furnished:
    """How many plans and articles there are now."""

    plans: int
    goods: int


def refuse_foreign_file(place: Place) -> None:
    """Raise ForeignFile where a database of something else would be written over."""
    path = _path(place.url)
    if path is not None and path.exists() and path.stat().st_size > 0:
        raise ForeignFile(path=str(path))


def set_up_desk(place: Place, plan: DeskPlan, password: str, clock: Clock | None = None) -> Place:
    """Make the database with its owner and keep the settings; returns where all of it is now.

    Raises what ``staff.found_house`` and the store raise; nothing is left behind then. HouseFounded if another counter
    was faster.
    """

    def fill(store: Store) -> None:
        request = FoundHouseRequest(uuid4().hex, plan.username, plan.owner_name, plan.settings.counter)
        founded = found_house(store, request, password)
        if plan.usual_gym:
            owner = Actor(founded.account_id, plan.owner_name, Role.OWNER.value, plan.settings.counter)
            _furnish(store, owner)

    _build(place, plan.settings, fill, clock)
    return replace(place, settings=plan.settings)


def demo_place(place: Place) -> Place:
    """Where the demo gym is, beside this desk's own data: its own folder, file, reader and printer."""
    folder = place.folder / DEMO_FOLDER
    settings = replace(place.settings, database_url="", reader="simulated", demo=True)
    return Place(folder, sqlite_url(folder / FILE_NAME), replace(settings, counter="1"))


def make_demo(place: Place, progress: Progress = lambda done, total: None, clock: Clock | None = None) -> Place:
    """Fill the demo gym anew, in place of an older one; returns it. Takes some seconds."""
    demo = demo_place(place)

    def fill(store: Store) -> None:
        load_sample(store, DEMO_MEMBERS, progress=progress)

    demo.folder.mkdir(parents=True, exist_ok=True)
    _build(demo, demo.settings, fill, clock, again=True)
    return demo


def drop_demo(place: Place) -> None:
    """Delete the demo gym's folder; what belongs to the desk lies elsewhere."""
    shutil.rmtree(demo_place(place).folder, ignore_errors=True)


def _furnish(store: Store, owner: Actor) -> Furnished:
    """A usual gym's plans, goods without stock, and 200 keys in three zones."""
    plans, goods = _sample("plans"), [{**row, "stock": 0} for row in _sample("goods")]
    with action(store, owner, "start.furnish", FurnishRequest(uuid4().hex), Furnished) as act:
        furnish(act, plans, goods)
        return act.finish(Furnished(len(plans), len(goods)))


def _build(
    place: Place,
    settings: MachineSettings,
    fill: Callable[[Store], None],
    clock: Clock | None,
    *,
    again: bool = False,
) -> None:
    path = _path(place.url)
    if path is None:
        _build_on_server(place, settings, fill, clock)
        return
    new = path.with_name(f"{path.name}.new")
    _remove(new)
    try:
        store = create_store(replace(place, url=sqlite_url(new)), clock)
        try:
            fill(store)
        finally:
            # The reading connections first: the last one to leave empties the log into the file.
            store.reading.dispose()
            store.close()
        save_settings(place.folder, settings)
        if again:
            _remove(path)
        elif exists(place):
            raise HouseFounded()
        else:
            refuse_foreign_file(place)
        new.replace(path)
    except BaseException:
        _remove(new)
        raise


def _build_on_server(
    place: Place, settings: MachineSettings, fill: Callable[[Store], None], clock: Clock | None
) -> None:
    store = create_store(place, clock)
    try:
        fill(store)
        save_settings(place.folder, settings)
    except BaseException:
        with store.write() as tx:
            Base.metadata.drop_all(tx.connection)
            tx.connection.execute(text(f"DROP TABLE {REVISION_TABLE}"))
            tx.commit()
        raise
    finally:
        store.close()


def _path(url: str) -> Path | None:
    return Path(str(make_url(url).database)) if is_sqlite(url) else None


def _remove(path: Path) -> None:
    for ending in _ENDINGS:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _sample(name: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(resource_path(f"sample/{name}.json").read_text(encoding="utf-8"))
    return rows
