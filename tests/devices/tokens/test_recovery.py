"""The recovery sheet's digits: every slip of the finger is found."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.devices.tokens.recovery import GROUPS, WrongGroups, is_sound, key_of, sheet_groups

KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS)
def test_what_is_on_the_sheet_is_the_key(key: bytes) -> None:
    assert key_of(sheet_groups(key)) == key


@given(KEYS, st.integers(0, GROUPS - 1))
def test_every_wrong_digit_and_every_swap_is_found(key: bytes, place: int) -> None:
    group = sheet_groups(key)[place]
    for at in range(6):
        for digit in "0123456789":
            assert (digit == group[at]) == is_sound(place, group[:at] + digit + group[at + 1 :])
    for at in range(5):
        swapped = group[:at] + group[at + 1] + group[at] + group[at + 2 :]
        assert swapped == group or not is_sound(place, swapped)


def test_a_group_belongs_to_its_place() -> None:
    groups = list(sheet_groups(bytes(range(32))))
    for one, other in itertools.combinations(range(GROUPS), 2):
        swapped = list(groups)
        swapped[one], swapped[other] = groups[other], groups[one]
        with pytest.raises(WrongGroups):
            key_of(tuple(swapped))
    with pytest.raises(WrongGroups) as missing:
        key_of(tuple(groups[:-2]))
    assert missing.value.groups == (16, 17)
    other_key = sheet_groups(bytes(32))
    with pytest.raises(WrongGroups):  # each group sound, but not of one key
        key_of((*groups[:-1], other_key[-1]))
