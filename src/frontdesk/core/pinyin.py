"""How names sound: pinyin without tones, surnames with their own readings, for finding people by typing."""

import re
import unicodedata
from functools import lru_cache
from itertools import islice, product

_MOST_READINGS = 6
_WORDS = re.compile(r"[\s·•・.\-]+")

SURNAME_READINGS = {
    "单": "shan", "單": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "區": "ou",
    "朴": "piao", "盖": "ge", "蓋": "ge", "种": "chong", "乐": "yue", "樂": "yue", "缪": "miao", "繆": "miao",
    "翟": "zhai", "覃": "qin", "谌": "chen", "繁": "po", "黑": "he", "员": "yun", "秘": "bi", "折": "she",
    "乜": "nie", "宓": "mi", "尉": "wei", "冼": "xian", "洗": "xian", "盛": "sheng", "任": "ren", "宁": "ning",
    "燕": "yan", "褚": "chu", "召": "shao", "句": "gou", "晟": "cheng", "卜": "bu", "贾": "jia", "賈": "jia",
    "柏": "bai", "晁": "chao", "隗": "wei", "郗": "xi", "葛": "ge", "过": "guo", "万": "wan", "石": "shi",
    "应": "ying", "於": "yu", "纪": "ji", "华": "hua", "薄": "bo", "车": "che", "祭": "zhai", "俞": "yu",
    "牟": "mou", "佘": "she", "佴": "nai", "逄": "pang", "妫": "gui", "长": "zhang", "重": "chong", "会": "gui",
    "那": "na", "能": "nai", "訾": "zi", "逯": "lu", "郇": "xun", "郏": "jia", "麴": "qu", "臧": "zang",
}  # fmt: skip
"""Surnames that sound unlike the same character elsewhere, or have one reading as a surname."""

SECOND_SURNAME_READINGS = {
    "翟": "di", "隗": "kui", "覃": "tan", "柏": "bo", "缪": "mou", "乐": "le", "查": "cha", "区": "qu", "单": "dan",
    "曾": "ceng", "解": "jie", "仇": "chou", "盖": "gai", "朴": "pu", "谌": "shen", "牟": "mu", "卜": "bo",
}  # fmt: skip
"""What clerks type who don't know the surname's reading, or families who say it otherwise."""

COMPOUND_SURNAMES = {
    "欧阳": ("ou", "yang"), "歐陽": ("ou", "yang"), "司马": ("si", "ma"), "司馬": ("si", "ma"),
    "上官": ("shang", "guan"), "诸葛": ("zhu", "ge"), "諸葛": ("zhu", "ge"), "东方": ("dong", "fang"),
    "皇甫": ("huang", "fu"), "尉迟": ("yu", "chi"), "尉遲": ("yu", "chi"), "公孙": ("gong", "sun"),
    "慕容": ("mu", "rong"), "令狐": ("ling", "hu"), "司徒": ("si", "tu"), "司空": ("si", "kong"),
    "夏侯": ("xia", "hou"), "万俟": ("mo", "qi"), "端木": ("duan", "mu"), "独孤": ("du", "gu"),
    "南宫": ("nan", "gong"), "西门": ("xi", "men"), "百里": ("bai", "li"), "东郭": ("dong", "guo"),
    "呼延": ("hu", "yan"), "闻人": ("wen", "ren"), "宇文": ("yu", "wen"), "长孙": ("zhang", "sun"),
    "轩辕": ("xuan", "yuan"), "钟离": ("zhong", "li"), "鲜于": ("xian", "yu"), "闾丘": ("lv", "qiu"),
    "澹台": ("tan", "tai"), "公冶": ("gong", "ye"), "宗政": ("zong", "zheng"), "濮阳": ("pu", "yang"),
    "淳于": ("chun", "yu"), "单于": ("chan", "yu"), "太叔": ("tai", "shu"), "申屠": ("shen", "tu"),
    "仲孙": ("zhong", "sun"), "赫连": ("he", "lian"), "拓跋": ("tuo", "ba"), "公羊": ("gong", "yang"),
    "第五": ("di", "wu"), "纳兰": ("na", "lan"), "叶赫": ("ye", "he"), "完颜": ("wan", "yan"),
}  # fmt: skip
"""Two-character surnames with their readings."""

GIVEN_READINGS = {
    "乐": ("le", "yue"), "长": ("chang", "zhang"), "朝": ("chao", "zhao"), "重": ("zhong", "chong"),
    "行": ("xing", "hang"), "茜": ("qian", "xi"), "曾": ("zeng", "ceng"), "盛": ("sheng", "cheng"),
    "藏": ("cang", "zang"), "娜": ("na", "nuo"), "莎": ("sha", "suo"), "单": ("dan", "shan"),
    "晟": ("sheng", "cheng"), "柏": ("bai", "bo"), "大": ("da", "dai"), "奇": ("qi", "ji"),
    "恪": ("ke", "que"), "省": ("sheng", "xing"), "好": ("hao",), "和": ("he",), "仔": ("zi", "zai"),
    "会": ("hui",), "宁": ("ning",), "中": ("zhong",), "为": ("wei",), "正": ("zheng",), "华": ("hua",),
    "少": ("shao",), "降": ("jiang", "xiang"), "佛": ("fo", "fu"), "俊": ("jun",), "颉": ("jie", "xie"),
    "褶": ("zhe",), "阿": ("a", "e"), "依": ("yi",), "汗": ("han",), "泊": ("bo", "po"), "冠": ("guan",),
    "调": ("tiao", "diao"), "传": ("chuan", "zhuan"), "发": ("fa",), "解": ("jie", "xie"),
    "查": ("cha", "zha"), "钻": ("zuan",), "炅": ("jiong", "gui"), "珏": ("jue",), "祎": ("yi",), "薇": ("wei",),
    "葳": ("wei",), "尧": ("yao",), "翟": ("zhai", "di"), "䶮": ("yan",), "𬱖": ("wei",), "𫍯": ("xi",), "𣲘": ("zhu",),
}  # fmt: skip
"""Characters of given names that are read in more than one way, the usual first, or that dictionaries lack."""


def syllables(name: str) -> tuple[tuple[str, ...], ...]:
    """The readings of each part of a name: one part per Chinese character, one per word of letters or digits.

    ``单小乐`` gives ``(("shan", "dan"), ("xiao",), ("le", "yue"))``; Latin words are kept as typed, in lower case.
    """
    parts: list[tuple[str, ...]] = []
    dotted = "·" in name or "•" in name
    for word in filter(None, _WORDS.split(name)):
        # Names with a dot are transliterated: their first character is no surname.
        parts += _word_parts(word, surname=not dotted and not parts)
    return tuple(parts)


def readings(name: str) -> tuple[str, ...]:
    """Every way a whole name may be typed in pinyin, the usual first, at most six."""
    return _joined(tuple(_with_variants(part) for part in syllables(name)))


def given_readings(name: str) -> tuple[str, ...]:
    """Every way the name without its Chinese surname may be typed: colleagues say ``xiaoming``; empty for others."""
    surname = 2 if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else 1
    parts = syllables(name)
    if len(parts) <= surname or "·" in name or _latin(name[:1]):
        return ()
    return _joined(tuple(_with_variants(part) for part in parts[surname:]))


def initials(name: str) -> tuple[str, ...]:
    """Every way the first letters of a name may be typed, the usual first."""
    return _joined(tuple(tuple(dict.fromkeys(reading[0] for reading in part)) for part in syllables(name)))


def _joined(parts: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    if not parts:
        return ()
    return tuple(dict.fromkeys("".join(choice) for choice in islice(product(*parts), _MOST_READINGS)))


def _with_variants(part: tuple[str, ...]) -> tuple[str, ...]:
    # ü is typed v on Chinese keyboards, u by many, yu in passports.
    spelled = [other for reading in part for other in _spellings(reading)]
    return tuple(dict.fromkeys(spelled))


def _spellings(reading: str) -> tuple[str, ...]:
    if reading in ("lv", "nv", "lve", "nve"):
        return (reading, reading.replace("v", "u"), reading.replace("v", "yu"))
    return (reading,)


def _word_parts(word: str, surname: bool) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    at = 0
    if surname and word[:2] in COMPOUND_SURNAMES and len(word) > 2:
        first, second = COMPOUND_SURNAMES[word[:2]]
        found, at = [(first,), (second,)], 2
    elif surname and word[:1] in SURNAME_READINGS and len(word) > 1:
        second_reading = SECOND_SURNAME_READINGS.get(word[0])
        found, at = [(SURNAME_READINGS[word[0]], *([second_reading] if second_reading else []))], 1
    letters = ""
    for char in word[at:]:
        plain = _latin(char)
        if plain:
            letters += plain
            continue
        if letters:
            found.append((letters,))
            letters = ""
        reading = _reading(char)
        if reading:
            found.append(reading)
    if letters:
        found.append((letters,))
    return found


def _latin(char: str) -> str:
    """The plain lower-case letters and digits in a character, accents taken off."""
    parts = unicodedata.normalize("NFKD", char)
    return "".join(c for c in parts if c.isascii() and c.isalnum()).lower()


@lru_cache(maxsize=4096)
def _reading(char: str) -> tuple[str, ...]:
    if char in GIVEN_READINGS:
        return GIVEN_READINGS[char]
    # Imported late: the dictionary costs more than a second of a start's budget would allow.
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.NORMAL, errors="ignore")
    sound = found[0][0] if found else ""
    return (sound.replace("ü", "v"),) if sound.isascii() and sound.isalpha() else ()
