"""Words in the user's language: one catalogue per area, both languages side by side."""

import json
from functools import cache
from typing import Literal

from frontdesk.core.errors import FrontdeskError
from frontdesk.core.resources import resource_path

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

_current: Language = "zh"


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Every text by key, from ``resources/translations/*.json``."""
    texts: dict[str, dict[str, str]] = {}
    for path in sorted(resource_path("translations").glob("*.json")):
        texts.update(json.loads(path.read_text(encoding="utf-8")))
    return texts


def set_language(language: str) -> None:
    """Choose the language of the window and the command line. Raises ValueError for one that doesn't exist."""
    global _current
    for known in LANGUAGES:
        if known == language:
            _current = known
            return
    raise ValueError(language)


def language() -> Language:
    """The chosen language."""
    return _current


def t(key: str, /, **values: object) -> str:
    """The text of a key in the chosen language, with ``{name}`` places filled in."""
    return t_in(_current, key, **values)


def t_in(language: str, key: str, /, **values: object) -> str:
    """The text of a key in a given language; an unknown key raises KeyError so that no raw key is ever shown."""
    entry = catalogue()[key]
    name = language
    if values.get("n") == 1 and f"{language}#one" in entry:
        name = f"{language}#one"
    return entry[name].format(**values) if values else entry[name]


def error_text(error: FrontdeskError) -> tuple[str, str]:
    """What happened, and what is safe and what to do, for people."""
    return t(f"error.{error.code}", **error.data), t(f"error.{error.code}.do", **error.data)
