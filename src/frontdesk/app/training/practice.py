"""Making, opening and deleting the copy that is practised on."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QLockFile, QProcess, QProcessEnvironment

from frontdesk.app.open_database import FILE_NAME, Place, create_store, open_store, sqlite_url
from frontdesk.app.schema import load_all_tables
from frontdesk.app.training.begin import mark_copy
from frontdesk.app.training.copy import Progress, fill_copy
from frontdesk.app.training.errors import PracticeOpen, PracticeWithinPractice
from frontdesk.app.training.twins import twins_of
from frontdesk.core.clock import Clock
from frontdesk.core.device_settings import VoiceSettings
from frontdesk.core.settings import save_settings
from frontdesk.store.secrets import HouseSecrets
from frontdesk.store.store import Store

TRAINING_FOLDER = "training"
_LOCK = "training.lock"


def training_place(place: Place) -> Place:
    """Where the copy is: a folder, a file and settings beside the counter's own. Raises PracticeWithinPractice."""
    if place.settings.training:
        raise PracticeWithinPractice()
    folder = place.folder / TRAINING_FOLDER
    return Place(folder, sqlite_url(folder / FILE_NAME), twins_of(place.settings))


def is_made(place: Place) -> bool:
    """Whether there is a copy to go on with."""
    return (training_place(place).folder / FILE_NAME).exists()


def make_copy(place: Place, progress: Progress = lambda done, total: None, clock: Clock | None = None) -> Place:
    """Copy the counter's data anew, in place of an older copy; returns where it is.

    Nothing of the counter's own data is written. Raises PracticeOpen, PracticeWithinPractice and what the store raises;
    nothing is left behind then.
    """
    training = training_place(place)
    load_all_tables()
    house = open_store(place, clock, quick=True)
    try:
        with kept_from_others(training):
            shutil.rmtree(training.folder, ignore_errors=True)
            # Its presence keeps the copy's secrets here: nothing of it in the keyring, no key of the house in reach.
            (training.folder / "secrets").mkdir(parents=True, mode=0o700)
            try:
                _fill(house, training, progress)
            except BaseException:
                shutil.rmtree(training.folder, ignore_errors=True)
                raise
    finally:
        house.close()
    return training


def _fill(house: Store, training: Place, progress: Progress) -> None:
    new = training.folder / f"{FILE_NAME}.new"
    create_store(replace(training, url=sqlite_url(new)), house.clock).close()
    fill_copy(house, new, progress)
    copy = Store(sqlite_url(new), house.clock, HouseSecrets(training.folder))
    try:
        mark_copy(copy, training.settings.counter, uuid4().hex)
    finally:
        # The reading connections first: the last one to leave empties the log into the file.
        copy.reading.dispose()
        copy.close()
    save_settings(training.folder, replace(training.settings, voice=_silent(training)))
    new.replace(training.folder / FILE_NAME)


def delete_copy(place: Place) -> None:
    """Delete the copy and all that was done on it. Raises PracticeOpen."""
    training = training_place(place)
    if training.folder.exists():
        with kept_from_others(training):
            shutil.rmtree(training.folder, ignore_errors=True)


def delete_old_copy(place: Place) -> None:
    """At the start of a counter: a copy that nobody practises on goes."""
    try:
        delete_copy(place)
    except (PracticeOpen, PracticeWithinPractice):
        return


@contextmanager
def kept_from_others(training: Place) -> Iterator[None]:
    """While a copy is open or being made; the system gives it up when the process dies. Raises PracticeOpen."""
    lock = lock_file(training.folder.parent)
    if not lock.tryLock(0):
        raise PracticeOpen()
    try:
        yield
    finally:
        lock.unlock()


def is_open(place: Place) -> bool:
    """Whether somebody practises on the copy now."""
    try:
        with kept_from_others(training_place(place)):
            return False
    except PracticeOpen:
        return True


def lock_file(folder: Path) -> QLockFile:
    """The lock of a data folder's copy, not yet taken."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(folder / _LOCK))
    lock.setStaleLockTime(0)  # a day of practice is no reason to take it for left over
    return lock


def open_window(place: Place) -> bool:
    """Start a second program on the copy; False if the system refuses."""
    process = QProcess()
    environment = QProcessEnvironment.systemEnvironment()
    # They would name the house's own data.
    for name in ("FRONTDESK_DATA", "FRONTDESK_DB"):
        environment.remove(name)
    process.setProcessEnvironment(environment)
    process.setProgram(sys.executable)
    process.setArguments(["-m", "frontdesk", "--data", os.fspath(training_place(place).folder)])
    started, _pid = process.startDetached()
    return bool(started)


def _silent(training: Place) -> VoiceSettings:
    """No amounts of practice are said aloud beside a real customer, until somebody wants it."""
    return replace(training.settings.voice, on=False)
