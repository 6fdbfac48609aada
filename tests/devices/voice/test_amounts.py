"""What amounts sound like in both languages: a table read through by eye, and a parser back (K04)."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from frontdesk.devices.voice import phrases
from frontdesk.devices.voice.clips import CLIPS, LANGUAGES, MOST_FEN, VoiceLanguage, words_of
from tests.faults.lengths import often

KNOWN = (
    (0, "零元", "zero yuan"),
    (1, "一分", "one fen"),
    (2, "两分", "two fen"),
    (5, "五分", "five fen"),
    (9, "九分", "nine fen"),
    (10, "一角", "ten fen"),
    (20, "两角", "twenty fen"),
    (22, "两角二分", "twenty two fen"),
    (50, "五角", "fifty fen"),
    (55, "五角五分", "fifty five fen"),
    (99, "九角九分", "ninety nine fen"),
    (100, "一元", "one yuan"),
    (101, "一元零一分", "one yuan and one fen"),
    (102, "一元零二分", "one yuan and two fen"),
    (105, "一元零五分", "one yuan and five fen"),
    (110, "一元一角", "one yuan ten"),
    (111, "一元一角一分", "one yuan eleven"),
    (120, "一元两角", "one yuan twenty"),
    (122, "一元两角二分", "one yuan twenty two"),
    (200, "两元", "two yuan"),
    (202, "两元零二分", "two yuan and two fen"),
    (220, "两元两角", "two yuan twenty"),
    (222, "两元两角二分", "two yuan twenty two"),
    (1000, "十元", "ten yuan"),
    (1005, "十元零五分", "ten yuan and five fen"),
    (1050, "十元五角", "ten yuan fifty"),
    (1100, "十一元", "eleven yuan"),
    (1200, "十二元", "twelve yuan"),
    (1250, "十二元五角", "twelve yuan fifty"),
    (2000, "二十元", "twenty yuan"),
    (2200, "二十二元", "twenty two yuan"),
    (10000, "一百元", "one hundred yuan"),
    (10500, "一百零五元", "one hundred and five yuan"),
    (10550, "一百零五元五角", "one hundred and five yuan fifty"),
    (10502, "一百零五元零二分", "one hundred and five yuan and two fen"),
    (11000, "一百一十元", "one hundred and ten yuan"),
    (11200, "一百一十二元", "one hundred and twelve yuan"),
    (12000, "一百二十元", "one hundred and twenty yuan"),
    (12200, "一百二十二元", "one hundred and twenty two yuan"),
    (20000, "两百元", "two hundred yuan"),
    (20200, "两百零二元", "two hundred and two yuan"),
    (21000, "两百一十元", "two hundred and ten yuan"),
    (22000, "两百二十元", "two hundred and twenty yuan"),
    (22222, "两百二十二元两角二分", "two hundred and twenty two yuan twenty two"),
    (100000, "一千元", "one thousand yuan"),
    (100100, "一千零一元", "one thousand and one yuan"),
    (101000, "一千零一十元", "one thousand and ten yuan"),
    (110000, "一千一百元", "one thousand one hundred yuan"),
    (120000, "一千两百元", "one thousand two hundred yuan"),
    (200000, "两千元", "two thousand yuan"),
    (203000, "两千零三十元", "two thousand and thirty yuan"),
    (220000, "两千两百元", "two thousand two hundred yuan"),
    (222200, "两千两百二十二元", "two thousand two hundred and twenty two yuan"),
    (1000000, "一万元", "ten thousand yuan"),
    (1000100, "一万零一元", "ten thousand and one yuan"),
    (1001000, "一万零一十元", "ten thousand and ten yuan"),
    (1005000, "一万零五十元", "ten thousand and fifty yuan"),
    (1010000, "一万零一百元", "ten thousand one hundred yuan"),
    (1100000, "一万一千元", "eleven thousand yuan"),
    (1230000, "一万两千三百元", "twelve thousand three hundred yuan"),
    (2000000, "两万元", "twenty thousand yuan"),
    (2000200, "两万零二元", "twenty thousand and two yuan"),
    (10000000, "十万元", "one hundred thousand yuan"),
    (10001000, "十万零一十元", "one hundred thousand and ten yuan"),
    (10100000, "十万一千元", "one hundred and one thousand yuan"),
    (11000000, "十一万元", "one hundred and ten thousand yuan"),
    (12000000, "十二万元", "one hundred and twenty thousand yuan"),
    (20000000, "二十万元", "two hundred thousand yuan"),
    (20100000, "二十万一千元", "two hundred and one thousand yuan"),
    (22000000, "二十二万元", "two hundred and twenty thousand yuan"),
    (100000000, "一百万元", "one million yuan"),
    (100010000, "一百万零一百元", "one million one hundred yuan"),
    (102003000, "一百零二万零三十元", "one million twenty thousand and thirty yuan"),
    (105000000, "一百零五万元", "one million fifty thousand yuan"),
    (110011100, "一百一十万零一百一十一元", "one million one hundred thousand one hundred and eleven yuan"),
    (200000000, "两百万元", "two million yuan"),
    (1000000000, "一千万元", "ten million yuan"),
    (1000000001, "一千万元零一分", "ten million yuan and one fen"),
    (1000100000, "一千万一千元", "ten million one thousand yuan"),
    (2020020020, "两千零二十万零两百元两角", "twenty million two hundred thousand two hundred yuan twenty"),
    (
        2222222222,
        "两千两百二十二万两千两百二十二元两角二分",
        "twenty two million two hundred and twenty two thousand two hundred and twenty two yuan twenty two",
    ),
    (
        9999999999,
        "九千九百九十九万九千九百九十九元九角九分",
        "ninety nine million nine hundred and ninety nine thousand nine hundred and ninety nine yuan ninety nine",
    ),
)
ANY_AMOUNT = st.one_of(
    st.integers(0, MOST_FEN),
    st.integers(0, 200_000),
    # Long gaps of zeros, where 零 and "and" go wrong.
    st.lists(st.sampled_from("00000129"), min_size=1, max_size=10).map(lambda digits: int("".join(digits))),
)
PLACES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}
DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}
CENTS = {"元": 100, "角": 10, "分": 1}
WORDS = {word: int(clip) for clip, word in CLIPS["en"].items() if clip.isdecimal()}


def chinese_fen(text: str) -> int:
    """Read backwards: each digit counts for the place last passed, and 万 lifts all places left of it."""
    total, part, unit = 0, "", ""
    for part, unit in re.findall(r"([^元角分]+)([元角分])", text):
        place, lifted, digits = 1, 1, 0
        for character in reversed(part):
            if character == "万":
                place, lifted = 10_000, 10_000
            elif character in PLACES:
                place = PLACES[character] * lifted
            else:
                digits += DIGITS[character] * place
        if part.startswith("十") or "零十" in part:
            digits += 10 * (10_000 if "万" in part else 1)
        total += digits * CENTS[unit]
    return total


def english_fen(text: str) -> int:
    """One stack: small words add, hundred multiplies what is on top, thousand and million put it away."""
    yuan, _, rest = text.rpartition("yuan")
    total = 0
    for part, unit in ((yuan, 100), (rest, 1)):
        done = top = 0
        for word in part.split():
            if word in ("and", "fen"):
                continue
            value = WORDS[word]
            if value == 100:
                top *= 100
            elif value > 100:
                done, top = done + top * value, 0
            else:
                top += value
        total += (done + top) * unit
    return total


def said(language: VoiceLanguage, fen: int) -> str:
    return words_of(language, phrases.amount(language, fen))


def test_known_amounts() -> None:
    assert len(KNOWN) >= 60
    assert [(fen, said("zh", fen), said("en", fen)) for fen, _, _ in KNOWN] == list(KNOWN)


@settings(max_examples=often(400, 10_000), deadline=None)
@given(ANY_AMOUNT)
@example(1_000_000_000)
@example(MOST_FEN)
def test_what_is_said_reads_back(fen: int) -> None:
    chinese, english = said("zh", fen), said("en", fen)
    assert chinese_fen(chinese) == fen
    assert english_fen(english) == fen
    for wrong in ("零零", "二百", "二千", "两十", "两二", "一十一十", "零万"):
        assert wrong not in chinese
    assert not chinese.startswith(("一十", "二元", "二角", "二分", "二万"))
    assert fen == 0 or not re.search("^零|零[元角分]", chinese)
    assert not re.search(r"^and|and$|\band and\b|zero (?!yuan$)", english)


@settings(max_examples=often(200, 5_000), deadline=None)
@given(ANY_AMOUNT, ANY_AMOUNT)
def test_two_amounts_never_sound_the_same(one: int, other: int) -> None:
    for language in LANGUAGES:
        assert (said(language, one) == said(language, other)) == (one == other)


@pytest.mark.parametrize("fen", [-1, -10_000, MOST_FEN + 1])
def test_what_no_counter_takes_is_not_said(fen: int) -> None:
    for language in LANGUAGES:
        assert phrases.amount(language, fen) == phrases.due(language, fen) == ()
        assert phrases.paid(language, ("cash",), fen, fen, 0) == ()


def test_due_received_and_change() -> None:
    assert words_of("zh", phrases.due("zh", 10_550)) == "应收一百零五元五角"
    assert words_of("en", phrases.due("en", 10_550)) == "To pay one hundred and five yuan fifty"
    cash = phrases.paid("zh", ("cash",), 10_550, 20_000, 9_450)
    assert words_of("zh", cash) == "收您两百元找您九十四元五角谢谢"
    assert words_of("zh", phrases.paid("zh", ("cash",), 500, 500, 0)) == "收您五元谢谢"
    both = phrases.paid("zh", ("wechat", "cash"), 4_200, 7_000, 2_800)
    assert words_of("zh", both) == "收您七十元找您二十八元谢谢"
    alipay = phrases.paid("en", ("alipay",), 1_005, 1_005, 0)
    assert words_of("en", alipay) == "Received by Alipay ten yuan and five fen Thank you"
    assert words_of("zh", phrases.paid("zh", ("tab",), 500, 0, 0)) == "挂账五元谢谢"
