"""Practice on a copy (K01): it says so everywhere, holds no real person, opens no device, and never meets the books."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select, text

from frontdesk.app.cli import main
from frontdesk.app.open_database import Place, open_store, opened, sqlite_url
from frontdesk.app.schema import derivations
from frontdesk.app.settings.machine import change_machine
from frontdesk.app.training import practice
from frontdesk.app.training.card import PracticeCard
from frontdesk.app.training.copy import LEFT_OUT
from frontdesk.app.training.errors import HousesOwnFile, PracticeFile, PracticeOpen, PracticeWithinPractice
from frontdesk.app.training.made_up import MAKERS
from frontdesk.app.training.mark import practise
from frontdesk.app.training.practice import (
    delete_copy,
    delete_old_copy,
    is_made,
    kept_from_others,
    make_copy,
    training_place,
)
from frontdesk.books.journal import head
from frontdesk.books.tables import Note
from frontdesk.books.verify import verify
from frontdesk.core.actor import Actor
from frontdesk.core.device_settings import DrawerSettings, PrinterSettings
from frontdesk.core.i18n import t
from frontdesk.core.settings import MachineSettings, load_settings, save_settings
from frontdesk.devices.practice import DeviceInPractice
from frontdesk.devices.printers.choose import printer_for
from frontdesk.devices.printers.find import find_at
from frontdesk.members.search import find
from frontdesk.members.tables import Person, SearchTerm
from frontdesk.printing.training import is_training
from frontdesk.store.base import Base, insert_only_tables
from frontdesk.store.store import Store, table_of
from frontdesk.ui.desk import Desk
from tests.app.clerk import Clerk, Gym, open_counter
from tests.ui.conftest import desk, runner  # noqa: F401

REAL = MachineSettings(
    printers=(PrinterSettings("receipt", "network", "127.0.0.1:9"),),
    drawer=DrawerSettings("serial", "/dev/ttyS0"),
)


@pytest.fixture(autouse=True)
def nobody_practises() -> Iterator[None]:
    yield
    practise(False)


@pytest.fixture
def place(gym: Gym, tmp_path: Path) -> Place:
    """The gym's own place, with real devices in its settings and a person whose data everybody knows."""
    save_settings(tmp_path, REAL)
    return Place(tmp_path, gym.store.url, REAL)


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def rows_of(store: Store, table: type[Base]) -> list[tuple[object, ...]]:
    with store.read() as connection:
        core = table_of(table)
        return [tuple(row) for row in connection.execute(select(core).order_by(*core.primary_key.columns))]


def test_the_copy_has_the_books_and_none_of_the_people(gym: Gym, place: Place) -> None:
    with gym.store.read() as connection:
        real = connection.execute(select(Person.name, Person.phone).order_by(Person.id)).all()
        was = head(connection)
    before = digest(gym.store.path)  # type: ignore[arg-type]
    with opened(make_copy(place, clock=gym.store.clock), clock=gym.store.clock) as copy:
        assert is_training()
        for table in insert_only_tables():
            assert set(rows_of(gym.store, table)) <= set(rows_of(copy, table)), table
        with copy.read() as connection:
            assert verify(connection, derivations()).findings == ()
            assert head(connection).id == was.id + 1  # the chain goes on with the mark
            assert connection.execute(select(func.count()).select_from(Note)).scalar() == 0
            named = connection.execute(select(Person.name, Person.phone).order_by(Person.id)).all()
            assert len(named) == len(real) and not set(named) & set(real)
            hit = find(connection, named[0].name)[0]
            assert hit.name == named[0].name and find(connection, real[0].name) == []
            cards = select(func.count()).select_from(SearchTerm).where(SearchTerm.kind == "card")
            assert connection.execute(cards).scalar() == 2
        content = b"".join(path.read_bytes() for path in copy.path.parent.glob("frontdesk.db*"))  # type: ignore[union-attr]
    for name, phone in real:
        assert name.encode() not in content and (not phone or phone.encode() not in content)
    assert digest(gym.store.path) == before  # type: ignore[arg-type]


def test_it_is_decided_for_every_table_what_a_copy_gets() -> None:
    """Whoever adds a table with a state says here whether trainees may see it: ``LEFT_OUT`` and ``MAKERS``."""
    copied_as_they_are = {"accounts", "balances", "card_tokens", "cards", "contract_states", "counter_shifts", "goods"}
    copied_as_they_are |= {"goods_terms", "holdings", "key_tags", "open_visits", "policies", "sequences", "zones"}
    books = {table_of(table).name for table in insert_only_tables()}
    apart = {table_of(table).name for table in (*LEFT_OUT, *MAKERS)}
    assert set(Base.metadata.tables) - books - apart == copied_as_they_are


def test_a_day_of_practice_leaves_the_house_as_it_was(qtbot: QtBot, gym: Gym, place: Place) -> None:
    gym.store.close()
    before = {path: digest(path) for path in place.folder.iterdir() if path.is_file()}
    training = make_copy(place, clock=gym.store.clock)
    with opened(training, clock=gym.store.clock) as copy:
        settings = load_settings(training.folder)
        assert settings.training and settings.drawer.kind == "printer" and settings.printers[0].kind == "screen"
        with open_counter(Gym(copy, gym.wang, gym.li), training.folder, settings=settings) as clerk:
            assert clerk.window.windowTitle() == "frontdesk (TRAINING)"
            assert "TRAINING" in clerk.words()
            clerk.unlock()
            assert "TRAINING" in clerk.words()
            sell_water(clerk)
            clerk.counter.on_screen.show_slips()
            clerk.wait(lambda: clerk.counter.on_screen.slips is not None, "the slips")
        with copy.read() as connection:
            assert verify(connection, derivations()).findings == ()
            slip = connection.execute(text("SELECT slip FROM print_jobs")).scalar_one()
    assert "TRAINING" in slip or "培训" in slip
    assert (training.folder / "secrets").is_dir()
    assert {path: digest(path) for path in before} == before


def sell_water(clerk: Clerk) -> None:
    clerk.go("cashier")
    clerk.scan("6901234567892")
    clerk.press("W", "Enter")
    clerk.wait(lambda: bool(clerk.receipts()), "the receipt")


def test_copy_and_house_are_never_taken_for_each_other(
    gym: Gym, place: Place, capfd: pytest.CaptureFixture[str]
) -> None:
    training = make_copy(place, clock=gym.store.clock)
    with pytest.raises(PracticeFile):
        open_store(replace(place, url=training.url))
    with pytest.raises(HousesOwnFile):
        open_store(replace(training, url=gym.store.url))
    assert main(["--language", "en", "verify", "--data", str(place.folder), "--db", training.url]) == 2
    assert "is a copy to practise on" in capfd.readouterr().err
    assert main(["verify", "--data", str(training.folder)]) == 0 and is_training()
    with pytest.raises(PracticeWithinPractice):
        make_copy(training)


def test_no_setting_leads_from_practice_to_a_device(gym: Gym, place: Place, actor: Actor) -> None:
    training = make_copy(place, clock=gym.store.clock)
    with opened(training) as copy:
        wanted = {"printers": REAL.printers, "reader": "pcsc", "drawer": REAL.drawer, "training": True}
        kept = change_machine(copy, actor, training.folder, wanted)
        assert kept.printers[0].kind == "screen" and kept.reader == "simulated" and kept.drawer.port == ""
        with pytest.raises(DeviceInPractice):
            printer_for(REAL.printers[0])
        with pytest.raises(DeviceInPractice):
            find_at("127.0.0.1:9")


def test_one_practises_at_a_time_and_old_copies_go(gym: Gym, place: Place) -> None:
    training = make_copy(place, clock=gym.store.clock)
    with kept_from_others(training):
        for refused in (make_copy, delete_copy):
            with pytest.raises(PracticeOpen):
                refused(place)
        delete_old_copy(place)
        assert is_made(place)
    delete_old_copy(place)
    assert not is_made(place) and not training.folder.exists()
    with opened(place) as house:
        assert house.path is not None and not is_training()


def test_a_copy_that_fails_leaves_nothing(gym: Gym, place: Place) -> None:
    class Enough(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done > 5:
            raise Enough

    with pytest.raises(Enough):
        make_copy(place, stop, gym.store.clock)
    assert not training_place(place).folder.exists()
    make_copy(place, clock=gym.store.clock)


def test_a_server_is_copied_into_a_file(server: Store, tmp_path: Path) -> None:
    from frontdesk.app.sample.load import load_sample

    load_sample(server, 40)
    place = Place(tmp_path, server.url, MachineSettings(database_url=server.url))
    training = make_copy(place, clock=server.clock)
    assert training.url == sqlite_url(training.folder / "frontdesk.db")
    with opened(training, clock=server.clock) as copy, copy.read() as connection:
        assert verify(connection, derivations()).findings == ()
        assert connection.execute(select(func.count()).select_from(Person)).scalar() == 40


def test_settings_lead_to_practice_and_out_of_it(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:  # noqa: F811
    card = PracticeCard(desk, tmp_path)
    qtbot.addWidget(card)
    card.show()
    card.reload()
    assert not card.afresh.isVisible() and not card.leave.isVisible()
    opened_on: list[Place] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(practice, "open_window", lambda place: not opened_on.append(place))
        card.open.click()
        qtbot.waitUntil(lambda: bool(opened_on), timeout=20_000)
    assert is_made(opened_on[0]) and card.afresh.isVisible()
    assert card.said.accessibleName() == t("training.opened")
    card.delete.click()
    qtbot.waitUntil(lambda: not is_made(opened_on[0]) and not card.delete.isVisible())
    desk.settings = replace(desk.settings, training=True)
    inside = PracticeCard(desk, tmp_path)
    qtbot.addWidget(inside)
    inside.show()
    assert inside.leave.isVisible() and not inside.open.isVisible()
