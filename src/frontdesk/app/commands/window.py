"""``frontdesk``: the counter window."""

import argparse
import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from frontdesk.app.log_file import log_to
from frontdesk.app.place import Place, find_place
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import Language, set_language
from frontdesk.store.errors import NoDatabase


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(arguments: argparse.Namespace) -> int:
    """Show the window until it is closed; the first start asks how to begin."""
    return show(lambda: find_place(arguments.data, arguments.db), arguments.language)


def show(find: Callable[[], Place], chosen_language: Language | None) -> int:
    """Show the window on what ``find`` finds until it is closed; what refuses it is said in a window, too."""
    from PySide6.QtWidgets import QApplication

    from frontdesk.ui import theme  # isort: split
    from frontdesk.app.qt_log import log_qt_messages

    # Nothing a start loads becomes garbage; the counter takes over as soon as it starts.
    gc.disable()
    log_qt_messages()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("frontdesk")
    application.setQuitOnLastWindowClosed(True)
    theme.apply("light")
    try:
        place = find()
        set_language(chosen_language or place.settings.language)
        log_to(place.folder)
        theme.apply("dark" if place.settings.theme == "dark" else "light")
        with practising(place):
            return _show(application, place)
    except FrontdeskError as error:
        from frontdesk.app.first_start import show_refusal

        # Who double-clicked an icon sees no terminal: the refusal is a window too.
        logging.getLogger(__name__).error("the start was refused: %s", error, exc_info=True)
        show_refusal(error)
        return 2
    finally:
        gc.enable()


@contextmanager
def practising(place: Place) -> Iterator[None]:
    """Where the place is a copy to practise on: nobody else opens or deletes it meanwhile. Raises PracticeOpen."""
    if not place.settings.training:
        yield
        return
    from frontdesk.app.training.practice import kept_from_others

    with kept_from_others(place):
        yield


def _show(application: object, place: Place) -> int:
    from PySide6.QtWidgets import QApplication

    from frontdesk.app.counter import Counter
    from frontdesk.app.open_database import open_store

    assert isinstance(application, QApplication)
    try:
        store = open_store(place, quick=True)
    except NoDatabase:
        from frontdesk.app.first_start import ask_how_to_begin

        gc.enable()
        chosen = ask_how_to_begin(place)
        if chosen is None:
            return 0
        place = chosen
        store = open_store(place, quick=True)
    counter = Counter(store, place.folder, place.settings, look_through=True)
    found: list[FrontdeskError] = []

    def give_up(error: FrontdeskError) -> None:
        found.append(error)
        application.quit()

    counter.damaged.connect(give_up)
    application.aboutToQuit.connect(counter.stop)
    counter.start()
    if os.environ.get("FRONTDESK_WATCH"):
        from frontdesk.ui.watch import WindowWatch

        watch = WindowWatch(counter)
        application.aboutToQuit.connect(watch.stop)
        watch.start()
    code = application.exec()
    counter.stop()
    store.close()
    if found:
        raise found[0]
    return code
