"""Whatever verification may find has words in both languages."""

import ast

from tests.architecture.source import catalogue, modules


def problems() -> set[str]:
    """Every problem code that a Finding is made with."""
    found = set()
    # The doctor's findings are of another kind, with words of their own.
    for module in (each for each in modules() if not each.name.startswith("app/doctor")):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
                last = node.args[-1]
                assert isinstance(last, ast.Constant) and isinstance(last.value, str), f"{module.name}:{node.lineno}"
                found.add(last.value)
    return found


def test_every_finding_has_words() -> None:
    assert len(problems()) > 20
    assert [code for code in sorted(problems()) if f"app.verify.problem.{code}" not in catalogue()] == []
