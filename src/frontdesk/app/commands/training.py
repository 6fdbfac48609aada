"""``frontdesk training``: practice on a copy of the data, with devices on the screen (K01)."""

import argparse
import sys
import time

from frontdesk.app.open_database import Place, find_place
from frontdesk.app.training.practice import delete_copy, is_made, make_copy, training_place
from frontdesk.core.i18n import t
from frontdesk.core.settings import load_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Go on with the copy there is, begin afresh, or delete it."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--afresh", action="store_true", help=t("training.cli.afresh"))
    what.add_argument("--delete", action="store_true", help=t("training.cli.delete"))
    parser.add_argument("--no-window", action="store_true", help=t("training.cli.no_window"))


def run(arguments: argparse.Namespace) -> int:
    """Make the copy where there is none, then show the window on it."""
    place = find_place(arguments.data, arguments.db)
    if arguments.delete:
        delete_copy(place)
        print(t("training.cli.deleted"))
        return 0
    if arguments.afresh or not is_made(place):
        began = time.monotonic()
        make_copy(place, _tell)
        print(t("training.cli.made", seconds=f"{time.monotonic() - began:.1f}", folder=training_place(place).folder))
    if arguments.no_window:
        return 0
    from frontdesk.app.commands.window import show

    return show(lambda: _made(place), arguments.language)


def _made(place: Place) -> Place:
    """The copy with the settings that lie beside it."""
    training = training_place(place)
    return Place(training.folder, training.url, load_settings(training.folder))


def _tell(done: int, total: int) -> None:
    """One line that changes, for people at a terminal only."""
    if sys.stderr.isatty():
        end = "\r\x1b[K" if done == total else f"\r\x1b[K{done * 100 // total} %"
        print(end, end="", file=sys.stderr, flush=True)
