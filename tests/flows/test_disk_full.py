"""A disk that is full or read-only: the sale is refused in words, nothing is half done, and it goes on by itself.

A small tmpfs where mounting is allowed; the same by a page limit of the file itself everywhere.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from frontdesk.app.schema import derivations
from frontdesk.books.tables import JournalRecord, Posting
from frontdesk.books.verify import verify
from frontdesk.cashier.asked import SellRequest
from frontdesk.cashier.sell import sell
from frontdesk.cashier.tables import Sale, SaleLine, SaleTender
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.core.i18n import LANGUAGES, error_text, set_language
from frontdesk.printing.tables import PrintJob
from frontdesk.store.errors import DiskFull
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from tests.cashier.asking import ask, cash, goods
from tests.cashier.people import open_counter
from tests.cashier.shelf import fill_shelf

TABLES = (Sale, SaleLine, SaleTender, Posting, JournalRecord, PrintJob)
MOST_SALES = 20_000


def counts(connection: Connection) -> list[int]:
    return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES]


def look(store: Store) -> list[int]:
    with store.read() as connection:
        return counts(connection)


def water() -> SellRequest:
    return ask(goods("water"), cash(300))


def sell_until_refused(store: Store, actor: Actor) -> SellRequest:
    """Sell one by one until the disk has had enough; returns the refused request, which has left nothing behind."""
    for _ in range(MOST_SALES):
        before, request = look(store), water()
        try:
            sell(store, actor, request)
        except DiskFull as refusal:
            check_words(refusal)
            assert look(store) == before
            return request
    pytest.fail("the disk never filled")


def check_words(refusal: DiskFull) -> None:
    try:
        for language in LANGUAGES:
            set_language(language)
            happened, to_do = error_text(refusal)
            assert refusal.code == "store.disk" and happened and to_do
    finally:
        set_language("zh")


def goes_on(store: Store, actor: Actor, refused: SellRequest) -> None:
    """The very same press goes through once there is room, once, and the books are whole."""
    before = look(store)
    result = sell(store, actor, refused)
    assert sell(store, actor, refused) == result
    after = look(store)
    assert after[0] == before[0] + 1 == int(result.number.rpartition("-")[2])
    with store.read() as connection:
        assert verify(connection, derivations()).findings == ()


def ready(store: Store, actor: Actor) -> None:
    open_counter(store, actor)
    fill_shelf(store, actor, MOST_SALES)


def test_a_file_that_may_not_grow(store: Store, actor: Actor) -> None:  # fault table 9
    ready(store, actor)

    def limit(pages: Callable[[int], int]) -> None:
        connection = store.writing.raw_connection()
        cursor = connection.cursor()
        cursor.execute("PRAGMA page_count")
        (now,) = cursor.fetchall()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages(now)}")
        connection.close()

    limit(lambda now: now + 10)
    refused = sell_until_refused(store, actor)
    for _ in range(3):  # pressing again changes nothing
        with pytest.raises(DiskFull):
            sell(store, actor, refused)
    limit(lambda now: now + 100_000)
    goes_on(store, actor, refused)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB."""
    point = tmp_path / "disk"
    point.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(point)]
    if sys.platform != "linux":
        pytest.skip("tmpfs exists on Linux only; the page limit shows the same")
    mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    if mounted.returncode != 0:
        pytest.skip(f"mounting needs root: {mounted.stderr.strip()}; the page limit shows the same")
    yield point
    subprocess.run(["umount", "-l", str(point)], check=True)


def test_a_full_disk(small_disk: Path, staffed_database: bytes, clock: ManualClock, actor: Actor) -> None:
    path = small_disk / "frontdesk.db"
    path.write_bytes(staffed_database)
    store = Store(f"sqlite:///{path}", clock, FileSecrets(small_disk / "secrets"))
    ready(store, actor)
    ballast = small_disk / "somebody else's film.mp4"
    with ballast.open("wb", buffering=0) as film:
        try:
            while film.write(b"x" * 4096) == 4096:
                pass
        except OSError:
            pass
    refused = sell_until_refused(store, actor)
    with store.read() as connection:  # reading goes on meanwhile
        assert verify(connection, derivations()).findings == ()
    ballast.unlink()
    goes_on(store, actor, refused)
    store.close()


def test_a_disk_that_became_read_only(
    small_disk: Path, staffed_database: bytes, clock: ManualClock, actor: Actor
) -> None:
    path = small_disk / "frontdesk.db"
    path.write_bytes(staffed_database)
    store = Store(f"sqlite:///{path}", clock, FileSecrets(small_disk / "secrets"))
    ready(store, actor)
    before = look(store)
    store.close()  # a disk goes read-only only when nobody writes; the program starts again on it

    def remount(how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{how}", str(small_disk)], check=True)

    remount("ro")
    request = water()
    try:
        with pytest.raises(DiskFull) as refusal:
            sell(store, actor, request)
        check_words(refusal.value)
    finally:
        remount("rw")
    assert look(store) == before
    goes_on(store, actor, request)
    store.close()


def test_a_file_that_may_not_be_written(store: Store, actor: Actor) -> None:
    ready(store, actor)
    connection = store.writing.raw_connection()
    connection.cursor().execute("PRAGMA query_only = ON")
    connection.close()
    before, request = look(store), water()
    with pytest.raises(DiskFull) as refusal:
        sell(store, actor, request)
    check_words(refusal.value)
    assert look(store) == before
    connection = store.writing.raw_connection()
    connection.cursor().execute("PRAGMA query_only = OFF")
    connection.close()
    goes_on(store, actor, request)
