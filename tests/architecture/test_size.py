"""Small modules and functions; each exception has a reason written down here."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.source import PACKAGE, modules

LONGEST_MODULE_LINES = 300
LONGEST_FUNCTION_LINES = 50

# Path below src/frontdesk -> why it may be longer than LONGEST_MODULE_LINES.
LONG_MODULES: dict[str, str] = {
    "app/migrations/versions/0001_the_first_tables.py": "a frozen record of the first tables, never read as code",
}

# "path below src/frontdesk:function" -> why it may be longer than LONGEST_FUNCTION_LINES.
LONG_FUNCTIONS: dict[str, str] = {
    "app/migrations/versions/0001_the_first_tables.py:upgrade": "one statement after another, as they were on that day",
}


def functions() -> Iterator[tuple[str, int]]:
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{module.name}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_module_is_long_without_a_reason() -> None:
    lines = {module.name: len(module.text.splitlines()) for module in modules()}
    long = {name: count for name, count in lines.items() if count > LONGEST_MODULE_LINES}
    assert long.keys() <= LONG_MODULES.keys(), f"split, or give a reason: {long}"


def test_no_function_is_long_without_a_reason() -> None:
    long = {name: count for name, count in functions() if count > LONGEST_FUNCTION_LINES}
    assert long.keys() <= LONG_FUNCTIONS.keys(), f"split, or give a reason: {long}"


def test_every_exception_is_still_one_and_has_a_reason() -> None:
    lines = {module.name: len(module.text.splitlines()) for module in modules()}
    lengths = dict(functions())
    for name, reason in LONG_MODULES.items():
        assert lines.get(name, 0) > LONGEST_MODULE_LINES, f"{name} is no longer long: take it out"
        assert len(reason.split()) >= 5
    for name, reason in LONG_FUNCTIONS.items():
        assert lengths.get(name, 0) > LONGEST_FUNCTION_LINES, f"{name} is no longer long: take it out"
        assert len(reason.split()) >= 5


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "manager", "managers", "helper", "helpers", "misc", "common", "base_utils"}
    found = [path for path in PACKAGE.rglob("*") if path.stem in empty]
    assert not found
