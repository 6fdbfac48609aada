"""docs/architecture.md names files, functions and threads that are there, and the layers as the checker has them."""

import ast
import re
import tomllib

from tests.architecture.source import ROOT

PAPER = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
SOURCE = ROOT / "src/frontdesk"

_PLACE = re.compile(r"`([\w/]+\.py)`(?: `([\w.]+)`)?")


def defined(tree: ast.Module) -> set[str]:
    """The functions and classes of a module, and its classes' methods as ``Class.method``."""
    names = set()
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            names |= {f"{node.name}.{inner.name}" for inner in node.body if isinstance(inner, ast.FunctionDef)}
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            names.add(node.name)
    return names


def test_every_file_and_function_named_is_there() -> None:
    places = [(path, name) for path, name in _PLACE.findall(PAPER) if "/" in path]
    assert len([name for _, name in places if name]) >= 25
    for path, name in places:
        assert (SOURCE / path).is_file(), path
        if name:
            assert name in defined(ast.parse((SOURCE / path).read_text(encoding="utf-8"))), f"{path}: {name}"


def test_the_table_of_folders_goes_down_like_the_imports() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    named = [re.findall(r"`(\w+)/`", line.split("|")[2]) for line in PAPER.splitlines() if line.startswith("| ")]
    order = [area for folders in named for area in folders]
    expected = [
        area.strip("()")
        for line in layers
        for area in re.split(r"\s*\|\s*", line)
        if (SOURCE / area.strip("()")).is_dir()
    ]
    floor = {area.strip("() "): number for number, line in enumerate(layers) for area in line.split("|")}
    assert sorted(order) == sorted(expected)
    assert [floor[area] for area in order] == sorted(floor[area] for area in order)
