"""``frontdesk``: the counter window."""

import argparse
import logging
import sys

from frontdesk.app.log_file import log_to
from frontdesk.app.open_database import Place, exists, find_place, open_store
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import set_language


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(arguments: argparse.Namespace) -> int:
    """Show the window until it is closed; the first start asks how to begin."""
    from PySide6.QtWidgets import QApplication

    from frontdesk.app.qt_log import log_qt_messages
    from frontdesk.ui import theme

    log_qt_messages()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("frontdesk")
    application.setQuitOnLastWindowClosed(True)
    theme.apply("light")
    try:
        place = find_place(arguments.data, arguments.db)
        set_language(arguments.language or place.settings.language)
        log_to(place.folder)
        theme.apply("dark" if place.settings.theme == "dark" else "light")
        return _show(application, place)
    except FrontdeskError as error:
        from frontdesk.app.first_start import show_refusal

        # Who double-clicked an icon sees no terminal: the refusal is a window too.
        logging.getLogger(__name__).error("the start was refused: %s", error, exc_info=True)
        show_refusal(error)
        return 2


def _show(application: object, place: Place) -> int:
    from PySide6.QtWidgets import QApplication

    from frontdesk.app.counter import Counter
    from frontdesk.app.first_start import ask_how_to_begin

    assert isinstance(application, QApplication)
    if not exists(place):
        chosen = ask_how_to_begin(place)
        if chosen is None:
            return 0
        place = chosen
    store = open_store(place)
    counter = Counter(store, place.folder, place.settings)
    application.aboutToQuit.connect(counter.stop)
    counter.start()
    code = application.exec()
    counter.stop()
    store.close()
    return code
