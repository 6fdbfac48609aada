"""Fixtures of the device tests."""

from tests.devices.fixtures import pcsc_machine, pcsc_service, virtual_slot

__all__ = ["pcsc_machine", "pcsc_service", "virtual_slot"]
