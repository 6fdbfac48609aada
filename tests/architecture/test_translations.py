"""Both languages complete, every key there, none left over, and every error with its two texts."""

from __future__ import annotations

import ast
import json
import re
import string
from collections import Counter

from tests.architecture.source import (
    TRANSLATIONS,
    calls,
    catalogue,
    error_classes,
    literal,
    modules,
    pattern,
)

CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
LATIN = re.compile(r"[A-Za-z]")

# Chinese texts that are the same in both languages.
CHINESE_WITHOUT_CJK: frozenset[str] = frozenset({"PIN", "PDF", "SKU", "UID", "ATR", "English", "frontdesk"})

# Keys whose texts are names of products, the same in every language.
PRODUCT_NAMES = ("devices.kind.",)

# Keys that only data names (a column in the database, a settings file): "prefix." or a whole key, with the reason.
USED_BY_DATA: dict[str, str] = {}


def places(text: str) -> set[str]:
    """Names of the `{places}` in a text."""
    return {name.partition(".")[0].partition("[")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_catalogue_names_its_area_and_no_key_is_in_two() -> None:
    counted: Counter[str] = Counter()
    for path in TRANSLATIONS.glob("*.json"):
        keys = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=lambda pairs: pairs)
        counted.update(key for key, _ in keys)
    assert [key for key, count in counted.items() if count > 1] == []


def test_every_text_is_there_in_both_languages() -> None:
    wrong = [
        key
        for key, entry in catalogue().items()
        if not {"en", "zh"} <= entry.keys() <= {"en", "zh", "en#one"} or not all(entry.values())
    ]
    assert not wrong


def test_both_languages_have_the_same_places() -> None:
    wrong = []
    for key, entry in catalogue().items():
        if places(entry["en"]) != places(entry["zh"]):
            wrong.append(key)
        if not places(entry.get("en#one", "")) <= places(entry["en"]):
            wrong.append(key)
    assert not wrong


def test_chinese_is_chinese_and_english_is_not() -> None:
    wrong = []
    for key, entry in catalogue().items():
        chinese = re.sub(r"\{[^}]*\}", "", entry["zh"])
        product = key.startswith(PRODUCT_NAMES) or chinese.strip() in CHINESE_WITHOUT_CJK
        if LATIN.search(chinese) and not CJK.search(chinese) and not product:
            wrong.append((key, entry["zh"]))
        if CJK.search(entry["en"]) and key != "language.zh":
            wrong.append((key, entry["en"]))
    assert not wrong


def test_every_key_that_is_asked_for_exists() -> None:
    wrong = []
    for call in calls():
        position = {"t": 0, "t_in": 1}.get(call.name)
        if position is None or len(call.arguments) <= position:
            continue
        key = literal(call.arguments[position])
        if key is not None and key not in catalogue():
            wrong.append(f"{call.where} {key}")
    assert not wrong


def test_every_place_in_a_text_is_filled_where_it_is_asked_for() -> None:
    wrong = []
    for call in calls():
        position = {"t": 0, "t_in": 1}.get(call.name)
        if position is None or len(call.arguments) <= position or call.names is None:
            continue
        entry = catalogue().get(literal(call.arguments[position]) or "", {"en": ""})
        missing = places(entry["en"]) - call.names
        if missing:
            wrong.append(f"{call.where} {sorted(missing)}")
    assert not wrong


def test_every_error_has_a_code_of_its_own() -> None:
    counted = Counter(error.code for error in error_classes())
    assert [code for code, count in counted.items() if count > 1] == []


def test_every_error_says_what_happened_and_what_to_do() -> None:
    wrong = [
        f"{error.module} {key}"
        for error in error_classes()
        for key in (f"error.{error.code}", f"error.{error.code}.do")
        if key not in catalogue()
    ]
    assert not wrong


def test_every_error_is_raised_with_what_its_texts_need() -> None:
    codes = {error.name: error.code for error in error_classes()}
    wrong = []
    for call in calls():
        if call.name not in codes or call.names is None or call.arguments:
            continue
        for key in (f"error.{codes[call.name]}", f"error.{codes[call.name]}.do"):
            missing = places(catalogue().get(key, {"en": ""})["en"]) - call.names
            if missing:
                wrong.append(f"{call.where} {call.name} lacks {sorted(missing)} of {key}")
    assert not wrong


def test_no_text_is_left_over() -> None:
    codes = {error.code for error in error_classes()} | {"unknown"}
    literals: set[str] = set()
    patterns: set[re.Pattern[str]] = set()
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.expr):
                text, dynamic = literal(node), pattern(node)
                if text is not None:
                    literals.add(text)
                if dynamic is not None:
                    patterns.add(dynamic)

    def used(key: str) -> bool:
        if key in literals or any(key.startswith(prefix) for prefix in USED_BY_DATA):
            return True
        if key.startswith("error."):
            return key.removeprefix("error.").removesuffix(".do") in codes
        return any(found.fullmatch(key) for found in patterns)

    assert [key for key in catalogue() if not used(key)] == []
