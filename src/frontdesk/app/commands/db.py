"""``frontdesk db``: make, upgrade and describe the database."""

import argparse

from frontdesk.app.migrate import upgrade
from frontdesk.app.open_database import find_place, opened
from frontdesk.app.schema import HEAD_REVISION
from frontdesk.core.i18n import t
from frontdesk.store.schema import revision


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``upgrade`` or ``info``."""
    parser.add_argument("what", choices=("upgrade", "info"), help=t("app.db.what"))


def run(arguments: argparse.Namespace) -> int:
    """Upgrade (a SQLite file is copied first) or say where the database is and how old."""
    place = find_place(arguments.data, arguments.db)
    with opened(place, any_revision=True) as store:
        with store.read() as connection:
            found = revision(connection)
        if arguments.what == "info":
            print(t("app.db.info", address=store.server, found=found, known=HEAD_REVISION))
        else:
            copy = upgrade(store)
            done = "app.db.upgraded" if found != HEAD_REVISION else "app.db.current"
            print(t(done, found=found, known=HEAD_REVISION))
            if copy is not None:
                print(t("app.db.copy", path=copy))
    return 0
