"""The published vectors: RFC 4493 for the MAC, NXP AN10922 for the keys of single cards."""

import pytest

from frontdesk.devices.tokens.keys import TokenKeys, cmac, diversified

KEY = bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c")
MESSAGE = bytes.fromhex(
    "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
    "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710"
)


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (0, "bb1d6929e95937287fa37d129b756746"),
        (16, "070a16b46b4d4144f79bdd9dd04a287c"),
        (40, "dfa66747de9ae63030ca32611497c827"),
        (64, "51f0bebf7e3b9d92fc49741779363cfe"),
    ],
)
def test_cmac_as_in_rfc_4493(length: int, expected: str) -> None:
    assert cmac(KEY, MESSAGE[:length]).hex() == expected


def test_keys_of_a_card_as_in_an10922() -> None:  # section 2.2.1, AES-128
    key = bytes.fromhex("00112233445566778899AABBCCDDEEFF")
    made = diversified(key, bytes.fromhex("04782E21801D80"), bytes.fromhex("3042F5"), b"NXP Abu")
    assert made.hex().upper() == "A8DD63A3B89D54B37CA802473FDA9175"


@pytest.mark.parametrize("uid", ["04A1B2C3", "04A1B2C3D4E5F6", "0102030405060708090A"])
def test_every_card_and_sector_has_keys_of_its_own(uid: str) -> None:
    keys = TokenKeys(bytes(range(32)))
    chip = bytes.fromhex(uid)
    other = chip[:-1] + bytes([chip[-1] ^ 1])
    found = [keys.sector(chip, 1), keys.sector(chip, 2), keys.sector(other, 1), TokenKeys(bytes(32)).sector(chip, 1)]
    assert len({key for pair in found for key in (pair.key_a, pair.key_b)}) == 8


def test_an_input_of_one_block_is_refused() -> None:
    with pytest.raises(ValueError, match="bytes"):
        diversified(KEY, b"\x04\xa1\xb2\xc3", b"\xfd\x01A", b"short")
    with pytest.raises(ValueError, match="32"):
        TokenKeys(b"too short")
