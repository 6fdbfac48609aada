"""Card families by ATR (PC/SC part 3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.devices.atr import kind_of
from frontdesk.devices.cards import CardKind
from tests.devices import virtual_card


@pytest.mark.parametrize(
    ("atr", "kind"),
    [
        (virtual_card.MIFARE_1K, CardKind.MIFARE_CLASSIC_1K),
        (virtual_card.MIFARE_4K, CardKind.MIFARE_CLASSIC_4K),
        (virtual_card.ULTRALIGHT, CardKind.ULTRALIGHT),
        (virtual_card.FELICA, CardKind.FELICA),
        (virtual_card.DESFIRE, CardKind.DESFIRE),
        (virtual_card.CONTACT, CardKind.UNKNOWN),
        (bytes.fromhex("3B8F8001804F0CA0000003060300260000000000"), CardKind.MIFARE_MINI),
        (bytes.fromhex("3B8F8001804F0CA000000306030036000000005F"), CardKind.MIFARE_PLUS),
        (bytes.fromhex("3B8F8001804F0CA00000030603F0110000000099"), CardKind.FELICA),
        (bytes.fromhex("3B8F8001804F0CA0000003060B00140000000077"), CardKind.ISO15693),
        (bytes.fromhex("3B8F8001804F0CA00000030603FFFF0000000092"), CardKind.UNKNOWN),
        (bytes.fromhex("3B888001000000008171900070"), CardKind.CPU),
        (bytes.fromhex("3B80800101"), CardKind.CPU),
        (b"", CardKind.UNKNOWN),
    ],
)
def test_the_family_of_a_card(atr: bytes, kind: CardKind) -> None:
    assert kind_of(atr) is kind


@given(st.binary(max_size=33))
def test_no_atr_is_too_odd(atr: bytes) -> None:
    assert kind_of(atr) in CardKind
