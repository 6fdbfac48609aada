"""Typed text is made safe, not changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.core.text import CardNumberRefused, TextTooLong, clean, contains_card_number, field


@pytest.mark.parametrize("name", ["䶮", "𬱖", "阿依古丽·买买提", "Jean Paul", "👩\u200d🍳"])
def test_names_stay_as_typed(name: str) -> None:
    assert clean(name) == name


@given(st.text())
def test_no_control_or_direction_character_is_left(text: str) -> None:
    left = clean(text)
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or char in "\u202e\u2066\ufeff" for char in left)
    assert clean(left) == left


def test_an_escape_sequence_in_a_name_is_defused() -> None:
    assert clean("王\x1bp\x00 小明\u202e") == "王p 小明"
    assert clean("\ufffe王\ufdd0小\uffff明\U0001fffe") == "王小明"  # Qt would take the first for a byte order mark


def test_bank_card_numbers_are_refused() -> None:
    assert contains_card_number("卡号 6222 0212 3456 7890 128")
    assert contains_card_number("4111-1111-1111-1111")
    assert not contains_card_number("13812348888")
    assert not contains_card_number("4111111111111112")
    with pytest.raises(CardNumberRefused):
        field("4111111111111111", 100)
    with pytest.raises(TextTooLong):
        field("一二三四", 3)
    assert field("一二三", 3) == "一二三"
