"""Fixtures of the printer tests."""

from collections.abc import Iterator

import pytest

from tests.devices.printers.cups_service import Cups
from tests.devices.printers.transports import cups_of_its_own


@pytest.fixture(scope="session")
def cups() -> Iterator[Cups]:
    """The real cupsd, with nothing of the machine's."""
    with cups_of_its_own() as service:
        yield service
