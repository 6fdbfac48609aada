"""The program's source as data, for the rules that are tests."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "frontdesk"
TRANSLATIONS = ROOT / "resources" / "translations"


@dataclass(frozen=True)
class Module:
    """One file of the program."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Path below src/frontdesk, with slashes: `keys/hand_out_key.py`."""
        return self.path.relative_to(PACKAGE).as_posix()

    def top_level_imports(self) -> Iterator[tuple[str, int]]:
        """Top names of every import anywhere in the file, with their lines."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield alias.name.partition(".")[0], node.lineno
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                yield node.module.partition(".")[0], node.lineno


@cache
def modules() -> tuple[Module, ...]:
    """Every module of src/frontdesk."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found.append(Module(path, text, ast.parse(text, str(path))))
    return tuple(found)


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Every translated text by its key."""
    texts: dict[str, dict[str, str]] = {}
    for path in sorted(TRANSLATIONS.glob("*.json")):
        texts.update(json.loads(path.read_text(encoding="utf-8")))
    return texts


@dataclass(frozen=True)
class ErrorClass:
    """A subclass of FrontdeskError that has a code of its own."""

    name: str
    code: str
    module: str


@cache
def error_classes() -> tuple[ErrorClass, ...]:
    """Every class below FrontdeskError that sets a code."""
    bases: dict[str, set[str]] = {}
    coded: list[ErrorClass] = []
    for module in modules():
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.ClassDef):
                continue
            bases.setdefault(node.name, set()).update(
                base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "") for base in node.bases
            )
            code = class_code(node)
            if code is not None:
                coded.append(ErrorClass(node.name, code, module.name))

    def is_error(name: str) -> bool:
        return name == "FrontdeskError" or any(is_error(base) for base in bases.get(name, ()))

    return tuple(found for found in coded if found.name != "FrontdeskError" and is_error(found.name))


def class_code(node: ast.ClassDef) -> str | None:
    """The string a class body assigns to `code`, if any."""
    for statement in node.body:
        targets: list[ast.expr] = []
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        named_code = any(isinstance(target, ast.Name) and target.id == "code" for target in targets)
        value = getattr(statement, "value", None)
        if named_code and isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value.value
    return None


@dataclass(frozen=True)
class Call:
    """A call `name(...)` somewhere in the program; `names` are its keywords, None if it has a `**`."""

    name: str
    arguments: tuple[ast.expr, ...]
    names: frozenset[str] | None
    where: str


@cache
def calls() -> tuple[Call, ...]:
    """Every call of a plain or dotted name."""
    found = []
    for module in modules():
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            keywords = [keyword.arg for keyword in node.keywords]
            names = None if None in keywords else frozenset(keyword for keyword in keywords if keyword)
            found.append(Call(name, tuple(node.args), names, f"{module.name}:{node.lineno}"))
    return tuple(found)


def literal(node: ast.expr) -> str | None:
    """The text of a plain string literal."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def pattern(node: ast.expr) -> re.Pattern[str] | None:
    """What an f-string or `"prefix." + x` can become, if its fixed parts look like those of a key."""
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = [literal(node.left), literal(node.right)]
    else:
        return None
    fixed = "".join(str(part) for part in parts if part is not None)
    if not re.fullmatch(r"[a-z0-9_.]*\.[a-z0-9_.]*", fixed) or len(fixed) < 4 or fixed.startswith("error."):
        return None
    return re.compile("".join(".+" if part is None else re.escape(str(part)) for part in parts))
