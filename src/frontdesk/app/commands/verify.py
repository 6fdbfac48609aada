"""``frontdesk verify``: is everything in the books as it was written?"""

import argparse
import sys

from sqlalchemy import Connection, select

from frontdesk.app.open_database import find_place, opened
from frontdesk.app.schema import derivations
from frontdesk.app.verdict_words import finding_words
from frontdesk.books.tables import JournalRecord
from frontdesk.books.verify import verify
from frontdesk.core.i18n import t

FOUND = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--anchor`` may be given several times."""
    parser.add_argument("--anchor", action="append", default=[], metavar="HEAD", help=t("app.verify.anchor"))


def run(arguments: argparse.Namespace) -> int:
    """Print what was checked and every finding; 1 when there is one."""
    place = find_place(arguments.data, arguments.db)
    with opened(place) as store, store.snapshot() as connection:
        verdict = verify(connection, derivations())
        lost = [anchor for anchor in arguments.anchor if not _in_chain(connection, anchor)]
    for finding in verdict.findings:
        print(finding_words(finding), file=sys.stderr)
    for anchor in lost:
        print(t("app.verify.anchor_lost", anchor=anchor), file=sys.stderr)
    if verdict.findings or lost:
        return FOUND
    print(t("app.verify.clean", records=verdict.records, rows=verdict.rows, seals=verdict.seals))
    print(t("app.verify.head", head=verdict.head))
    return 0


def _in_chain(connection: Connection, anchor: str) -> bool:
    """Whether a head printed on paper, whole or shortened, is a record of this chain."""
    start = "".join(anchor.split()).lower()
    if len(start) < 8 or not set(start) <= set("0123456789abcdef"):
        return False
    found = select(JournalRecord.id).where(JournalRecord.hash >= start, JournalRecord.hash <= start + "g")
    return connection.execute(found.limit(1)).first() is not None
