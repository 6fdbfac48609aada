"""Files damaged, foreign or missing at the start: refused in words that say what to do, and left as they are."""

import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from pytestqt.qtbot import QtBot

from frontdesk.app.cli import main
from frontdesk.app.first_start import RefusalWindow
from frontdesk.app.open_database import exists, open_store
from frontdesk.app.place import find_place
from frontdesk.core.clock import ManualClock
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import LANGUAGES, catalogue, set_language
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from tests.conftest import MONDAY_MORNING
from tests.faults.lengths import often
from tests.flows.whole_day import WholeDay

FLIPS = often(15, 1000)
PAGE = 4096
pytestmark = pytest.mark.timeout(often(120, 3600))


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory, staffed_database: bytes) -> bytes:
    """The file of a whole day."""
    folder = tmp_path_factory.mktemp("day")
    (folder / "frontdesk.db").write_bytes(staffed_database)
    clock = ManualClock(MONDAY_MORNING)
    store = Store(f"sqlite:///{folder / 'frontdesk.db'}", clock, FileSecrets(folder / "secrets"))
    WholeDay(store, clock).live()
    store.reading.dispose()
    store.close()
    return (folder / "frontdesk.db").read_bytes()


@pytest.fixture
def folder(tmp_path: Path, day: bytes) -> Path:
    """A data folder with that day."""
    (tmp_path / "frontdesk.db").write_bytes(day)
    return tmp_path


def database(folder: Path) -> Path:
    return folder / "frontdesk.db"


def truncate(folder: Path) -> None:
    file = database(folder)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def overwrite_first_page(folder: Path) -> None:
    file = database(folder)
    file.write_bytes(b"\x00" * PAGE + file.read_bytes()[PAGE:])


def overwrite_the_middle(folder: Path) -> None:
    data = bytearray(database(folder).read_bytes())
    data[8 * PAGE : 60 * PAGE] = b"\xff" * (52 * PAGE)
    database(folder).write_bytes(bytes(data))


def put_a_picture_there(folder: Path) -> None:
    database(folder).write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 20_000)


def another_program(folder: Path) -> None:
    database(folder).unlink()
    with sqlcipher.connect(str(database(folder))) as raw:
        raw.execute("CREATE TABLE songs (name TEXT)")


def newer_schema(folder: Path) -> None:
    with sqlcipher.connect(str(database(folder))) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")


def older_schema(folder: Path) -> None:
    with sqlcipher.connect(str(database(folder))) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0001'")


def empty(folder: Path) -> None:
    database(folder).write_bytes(b"")


def missing(folder: Path) -> None:
    database(folder).unlink()


def broken_settings(folder: Path) -> None:
    (folder / "frontdesk.toml").write_text('counter = "1\nlanguage = ', encoding="utf-8")


def foreign_settings(folder: Path) -> None:
    (folder / "frontdesk.toml").write_bytes(b"\xff\xfe\x00counter")


def unknown_settings(folder: Path) -> None:
    (folder / "frontdesk.toml").write_text('printer = "dot matrix"\n', encoding="utf-8")


def nonsense_url(folder: Path) -> None:
    (folder / "frontdesk.toml").write_text('database_url = "not a url"\n', encoding="utf-8")


def unknown_database(folder: Path) -> None:
    (folder / "frontdesk.toml").write_text('database_url = "oracle://somewhere/x"\n', encoding="utf-8")


def absent_server(folder: Path) -> None:
    (folder / "frontdesk.toml").write_text('database_url = "postgresql://x@127.0.0.1:9/x"\n', encoding="utf-8")


def folder_instead(folder: Path) -> None:
    database(folder).unlink()
    database(folder).mkdir()


DAMAGES: dict[Callable[[Path], None], str] = {
    truncate: "store.damaged",
    overwrite_first_page: "store.damaged",
    overwrite_the_middle: "store.damaged",
    put_a_picture_there: "store.damaged",
    another_program: "store.missing",
    newer_schema: "store.newer_schema",
    older_schema: "store.older_schema",
    empty: "store.missing",
    missing: "store.missing",
    broken_settings: "settings.unreadable",
    foreign_settings: "settings.unreadable",
    unknown_settings: "settings.unreadable",
    nonsense_url: "store.address",
    unknown_database: "store.address",
    absent_server: "store.unreachable",
    folder_instead: "store.disk",
}


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: each.__name__)
def test_refused_in_words_and_left_as_it_is(
    qtbot: QtBot, folder: Path, damage: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:  # fault table 20
    damage(folder)
    before = files(folder)
    code = DAMAGES[damage]
    commands = [("zh", "verify"), ("en", "report", "daily", "--json"), ("en", "db", "info")]
    for language, *command in commands[: 2 if code == "store.older_schema" else 3]:
        assert main(["--data", str(folder), "--language", language, *command]) == 2
        said = capsys.readouterr().err
        first_words = catalogue()[f"error.{code}"][language].partition("{")[0]
        assert said.startswith(first_words), (command, said)
        assert len(said.splitlines()) == 2 and "Traceback" not in said
    with pytest.raises(FrontdeskError) as refused:
        place = find_place(str(folder))
        exists(place)
        open_store(place)
    assert refused.value.code == code
    for language in LANGUAGES:
        set_language(language)
        window = RefusalWindow(refused.value)
        qtbot.addWidget(window)
        assert window.said.title() and window.said.reason()
        assert code in window.details()
    set_language("zh")
    assert files(folder) == before


def test_a_byte_flipped_anywhere_is_refused_found_or_harmless(
    folder: Path, day: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """0: the byte means nothing (free space); 1: verify names the record; 2: refused. Never a crash."""
    random = Random(20)
    outcomes = [0, 0, 0]
    fault = "frontdesk-fault"
    for _ in range(FLIPS):
        data = bytearray(day)
        for _ in range(8):
            data[random.randrange(PAGE, len(data))] ^= 1 << random.randrange(8)
        for leftover in folder.glob("frontdesk.db*"):
            leftover.unlink()
        database(folder).write_bytes(bytes(data))
        outcomes[main(["--data", str(folder), "--language", "en", "verify"])] += 1
        assert fault not in capsys.readouterr().err
    print(f"{FLIPS} files with 8 flipped bits: {outcomes[2]} refused, {outcomes[1]} named, {outcomes[0]} in free space")
    assert outcomes[1] and outcomes[2]


def test_a_damaged_log_loses_only_what_it_held(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A torn write-ahead log ends at its first bad frame: what was before it stands, whole."""
    with sqlcipher.connect(str(database(folder))) as raw:
        raw.execute("PRAGMA wal_autocheckpoint = 0")
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("CREATE TABLE later (x TEXT)")
        raw.commit()
        log = folder / "frontdesk.db-wal"
        kept = log.read_bytes()
        main_file = database(folder).read_bytes()
    raw.close()
    for leftover in folder.glob("frontdesk.db*"):
        leftover.unlink()
    database(folder).write_bytes(main_file)
    log.write_bytes(kept[:40] + b"\xaa" * (len(kept) - 40))
    assert main(["--data", str(folder), "--language", "en", "verify"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("content", [b"", b"short", b"\x00" * 31])
def test_a_damaged_signing_key_is_said_and_the_books_can_be_checked(
    folder: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    from frontdesk.books.seals import signing_key

    secrets = FileSecrets(folder / "secrets")
    secrets.write("journal-signing-key", content)
    with pytest.raises(FrontdeskError) as refused:
        signing_key(secrets)
    assert refused.value.code == "store.secret"
    assert main(["--data", str(folder), "--language", "en", "verify"]) == 0
    capsys.readouterr()


if sys.platform == "win32":
    DAMAGES.pop(folder_instead)
