"""Opening the database: which one, whether it may be used, and making a new one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url

from frontdesk.app.place import FILE_NAME, Place, find_place, sqlite_url
from frontdesk.app.schema import HEAD_REVISION, known_revisions, load_all_tables
from frontdesk.app.training.mark import refuse_mixed
from frontdesk.core.clock import Clock, SystemClock
from frontdesk.store.engine import is_sqlite
from frontdesk.store.errors import NewerSchema, NoDatabase, OlderSchema
from frontdesk.store.refusals import refuse_damaged, refuse_network_path, refuse_old_sqlite, refuse_unfit_address
from frontdesk.store.schema import create_all, revision
from frontdesk.store.secrets import HouseSecrets
from frontdesk.store.store import Store

__all__ = ["FILE_NAME", "Place", "create_store", "exists", "find_place", "open_store", "opened", "sqlite_url"]


def open_store(place: Place, clock: Clock | None = None, *, any_revision: bool = False, quick: bool = False) -> Store:
    """Open an existing database after every check at start.

    Raises SqliteTooOld, NetworkPath, NoDatabase, DamagedFile, NewerSchema, or OlderSchema (unless ``any_revision``);
    PracticeFile or HousesOwnFile where a copy to practise on and the house's data would be taken for each other.
    ``quick`` is for the window, which stands before the rest is done: no table is loaded that isn't asked for, and the
    file is not checked page by page, which takes seconds for a large one; ``look_through_file`` makes up for it.
    """
    path = _check_file_place(place.url)
    if not quick:
        load_all_tables()
    store = Store(place.url, clock or SystemClock(), HouseSecrets(place.folder))
    try:
        if path is not None:
            refuse_damaged(store.reading, path, whole=not quick)
        with store.read() as connection:
            found = revision(connection)
        if found is None:
            raise NoDatabase(path=str(path or store.server))
        if found not in known_revisions():
            raise NewerSchema(found=found, known=HEAD_REVISION)
        if found != HEAD_REVISION and not any_revision:
            raise OlderSchema(found=found, known=HEAD_REVISION)
        with store.read() as connection:
            refuse_mixed(connection, place.settings.training, str(path or store.server))
    except BaseException:
        store.close()
        raise
    return store


def look_through_file(store: Store) -> None:
    """Check the structure of every page of a SQLite file; the window is open meanwhile. Raises DamagedFile."""
    if store.path is not None:
        refuse_damaged(store.reading, store.path)


def create_store(place: Place, clock: Clock | None = None) -> Store:
    """Make a new, empty database at the newest revision and open it. Raises SqliteTooOld or NetworkPath."""
    path = _check_file_place(place.url)
    load_all_tables()
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    store = Store(place.url, clock or SystemClock(), HouseSecrets(place.folder))
    with store.write() as tx:
        create_all(tx.connection, HEAD_REVISION)
        tx.commit()
    return store


def exists(place: Place) -> bool:
    """Whether there is a database with tables at a place."""
    try:
        open_store(place, any_revision=True).close()
    except NoDatabase:
        return False
    return True


@contextmanager
def opened(place: Place, clock: Clock | None = None, *, any_revision: bool = False) -> Iterator[Store]:
    """An open store that is closed afterwards."""
    store = open_store(place, clock, any_revision=any_revision)
    try:
        yield store
    finally:
        store.close()


def _check_file_place(url: str) -> Path | None:
    refuse_unfit_address(url)
    if not is_sqlite(url):
        return None
    refuse_old_sqlite()
    path = Path(str(make_url(url).database))
    refuse_network_path(path)
    return path
