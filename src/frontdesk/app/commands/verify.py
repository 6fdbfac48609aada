"""``frontdesk verify``: is everything in the books as it was written?"""

import argparse
import sys

from frontdesk.app.open_database import find_place, opened
from frontdesk.app.schema import derivations
from frontdesk.app.verdict_words import finding_words
from frontdesk.books.journal import in_chain
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
        lost = [anchor for anchor in arguments.anchor if not in_chain(connection, anchor)]
    for finding in verdict.findings:
        print(finding_words(finding), file=sys.stderr)
    for anchor in lost:
        print(t("app.verify.anchor_lost", anchor=anchor), file=sys.stderr)
    if verdict.findings or lost:
        return FOUND
    print(t("app.verify.clean", records=verdict.records, rows=verdict.rows, seals=verdict.seals))
    print(t("app.verify.head", head=verdict.head))
    return 0
