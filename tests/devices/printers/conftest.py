"""Fixtures of the printer tests."""

import sys
from collections.abc import Iterator

import pytest

from tests.devices.printers.cups_service import Cups
from tests.devices.printers.transports import cups_of_its_own


@pytest.fixture(scope="module")
def cups() -> Iterator[Cups]:
    """The real cupsd, with nothing of the machine's."""
    if sys.platform != "linux":
        pytest.skip("the tests' own CUPS is Debian's")
    with cups_of_its_own() as service:
        yield service
