"""The mark of a copy: a business setting written into its books, where it can't be taken out unseen."""

from sqlalchemy import Connection

from frontdesk.app.training.errors import HousesOwnFile, PracticeFile
from frontdesk.books.policies import Policy
from frontdesk.devices.practice import forbid_devices
from frontdesk.printing.training import use_training

TRAINING = Policy("house.training", 0)


def practise(on: bool) -> None:
    """Say for this process that it works on a copy: slips and PDFs are marked, no real device is opened."""
    use_training(on)
    forbid_devices(on)


def refuse_mixed(connection: Connection, training: bool, address: str) -> None:
    """Keep a copy apart from the house's data, and choose how this process prints.

    Raises PracticeFile for a copy that is named as a counter's database, and HousesOwnFile for the house's database
    in a folder set up for practice.
    """
    marked = bool(TRAINING.read(connection))
    if marked and not training:
        raise PracticeFile(path=address)
    if training and not marked:
        raise HousesOwnFile(path=address)
    practise(marked)
