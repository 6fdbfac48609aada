"""No module asks a layout for its items."""

import ast

from tests.architecture.source import modules


def test_no_wrapper_of_a_layouts_item_is_made() -> None:
    """PySide's wrapper of a QLayoutItem outlives the item when Qt deletes it with its widget, and is then taken for
    whatever lies at its address: the program ends without a word hours later."""
    calls = [
        f"{module.name}:{node.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in ("itemAt", "itemAtPosition")
    ]
    assert calls == []
