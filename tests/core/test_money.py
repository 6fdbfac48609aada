"""Amounts typed by people become fen, or are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.core.money import AmountInvalid, parse_amount_fen, share_fen, yuan, yuan_sign


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("0", 0),
        ("12", 1200),
        ("12.5", 1250),
        (" 0.05 ", 5),
        ("１２．５０", 1250),
        ("99999999.99", 9_999_999_999),
        ("3。5", 350),
    ],
)
def test_amounts(text: str, fen: int) -> None:
    assert parse_amount_fen(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-1",
        "+1",
        "1_000",
        "1,000",
        "٣",
        "NaN",
        "inf",
        "1e3",
        "1.234",
        ".5",
        "5.",
        "123456789",
        "0x10",
        "¥5",
        "五",
        "1 0",
        "½",
        "²",
    ],
)
def test_what_is_not_an_amount_is_refused(text: str) -> None:
    with pytest.raises(AmountInvalid):
        parse_amount_fen(text)


@given(st.integers(0, 9_999_999_999))
def test_shown_amounts_are_read_back(fen: int) -> None:
    assert parse_amount_fen(yuan(fen).replace(",", "")) == fen


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert 0 <= parse_amount_fen(text) < 10_000_000_000
    except AmountInvalid as refusal:
        assert len(str(refusal.data["text"])) <= 32


def test_signs() -> None:
    assert yuan(-123_456) == "-1,234.56"
    assert yuan_sign(-5) == "-¥0.05"
    assert yuan_sign(198_000) == "¥1,980.00"


@given(st.integers(-(10**9), 10**9), st.integers(0, 100))
def test_a_share_is_the_nearest_fen_and_symmetric(amount_fen: int, percent: int) -> None:
    share = share_fen(amount_fen, percent, 100)
    assert abs(share * 100 - amount_fen * percent) <= 50
    assert share_fen(-amount_fen, percent, 100) == -share


def test_half_a_fen_goes_away_from_zero() -> None:
    assert share_fen(5, 1, 10) == 1
    assert share_fen(-5, 1, 10) == -1
