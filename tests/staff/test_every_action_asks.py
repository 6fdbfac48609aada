"""Each action × each role: no use case does anything before it has asked for a right (K08; reliability 13)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import frontdesk

SOURCE = Path(frontdesk.__file__).parent
BEGINNINGS = {"action", "begin"}
QUESTIONS = {"require", "require_within", "require_closing", "_require_over", "role_of"}
OPEN_TO_ALL = {
    "app.sample.load.furnish_house": "the sample gym, into a database made for it",
    "app.sample.timeline.happen_on": "the sample gym, into a database made for it",
    "app.training.begin.mark_copy": "the first record of a copy made for practice; the house's books aren't touched",
    "app.start.set_up._furnish": "the first start, with the owner just made",
    "staff.proof._record_miss": "a miss is recorded, nobody is let in",
    "staff.sign_in.sit_down": "a proof of who one is comes with it",
    "staff.sign_in._leave": "anybody may leave the desk",
    "staff.switch.set_pin": "one's own, against one's password",
    "staff.accounts.found_house": "only in a house without people",
    "printing.print_again.print_again": "printing lies below staff; every role may print a copy, marked as such",
    "printing.settle_job.paper_came_out": "printing lies below staff; every role may say what came out",
    "printing.settle_job.cancel_job": "printing lies below staff; the document stays in the books",
    "printing.settle_job.cancel_jobs": "the same of several",
    "printing.move_jobs.move_jobs": "printing lies below staff; every role may send a slip to another printer",
}


def use_cases() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in sorted(SOURCE.rglob("*.py")):
        place = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(_begins(inner) for inner in ast.walk(node)):
                yield f"{place}.{node.name}", node


def _begins(node: ast.AST) -> bool:
    return isinstance(node, ast.With) and any(
        isinstance(item.context_expr, ast.Call) and _name(item.context_expr) in BEGINNINGS for item in node.items
    )


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _asks(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Call) and _name(node) in QUESTIONS for node in ast.walk(function))


def test_every_use_case_asks_for_a_right() -> None:
    found = dict(use_cases())
    assert len(found) > 40
    silent = [name for name, function in found.items() if not _asks(function) and name not in OPEN_TO_ALL]
    assert silent == []


def test_the_exceptions_exist() -> None:
    assert set(OPEN_TO_ALL) <= set(dict(use_cases()))
