"""Names are found by how they sound, surnames by their own readings."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.core.pinyin import given_readings, initials, readings, syllables


@pytest.mark.parametrize(
    ("name", "reading", "letters"),
    [
        ("单小明", "shanxiaoming", "sxm"),
        ("曾国藩", "zengguofan", "zgf"),
        ("仇英", "qiuying", "qy"),
        ("解缙", "xiejin", "xj"),
        ("查良镛", "zhaliangyong", "zly"),
        ("区志文", "ouzhiwen", "ozw"),
        ("朴树", "piaoshu", "ps"),
        ("任重", "renzhong", "rz"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("万俟卨", "moqixie", "mqx"),
        ("欧阳修", "ouyangxiu", "oyx"),
        ("司马迁", "simaqian", "smq"),
        ("吕布", "lvbu", "lb"),
        ("张䶮", "zhangyan", "zy"),
        ("王𬱖", "wangwei", "ww"),
        ("阿依古丽·买买提", "ayigulimaimaiti", "ayglmmt"),
        ("John Smith", "johnsmith", "js"),
        ("李Tony", "litony", "lt"),
        ("José", "jose", "j"),
    ],
)
def test_the_usual_reading_comes_first(name: str, reading: str, letters: str) -> None:
    assert readings(name)[0] == reading
    assert initials(name)[0] == letters


def test_surname_characters_are_read_otherwise_in_given_names() -> None:
    assert syllables("王单")[1] == ("dan", "shan")
    assert syllables("万达")[0] == ("wan",)


def test_names_of_several_readings_are_found_by_each() -> None:
    assert {"wangle", "wangyue"} <= set(readings("王乐"))
    assert {"lvbu", "lubu", "lyubu"} == set(readings("吕布"))
    assert len(readings("乐长朝重行")) <= 6


def test_the_given_name_alone() -> None:
    assert given_readings("王小明") == ("xiaoming",)
    assert given_readings("欧阳修") == ("xiu",)
    assert given_readings("John Smith") == ()


@given(st.text(max_size=12))
def test_any_text_gives_plain_letters_and_digits(text: str) -> None:
    for found in (*readings(text), *initials(text)):
        assert found.isascii() and found.isalnum() and found == found.lower()


def test_the_dictionary_is_not_loaded_at_start() -> None:
    code = "import sys, frontdesk.core.pinyin, frontdesk.members.search; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
