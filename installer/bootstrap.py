"""Set frontdesk up and go; needs nothing but Python 3.11 to 3.13.

    python3 installer/bootstrap.py run [what frontdesk is to be told]
    python3 installer/bootstrap.py test [what pytest is to be told]

On Windows: `py -3 installer\\bootstrap.py ...`. A second call finds everything in place and goes at once.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from installer import environment, system_packages
from installer.problems import SetupProblem, show

USAGE = "Say what to do: `bootstrap.py run [arguments of frontdesk]` or `bootstrap.py test [arguments of pytest]`"
DEMO_FOLDER = Path("out") / "demo"

CHECKS = (
    ("ruff check", ("-m", "ruff", "check"), "`ruff check --fix` mends most of it."),
    ("ruff format", ("-m", "ruff", "format", "--check"), "`ruff format` mends it."),
    ("mypy", ("-m", "mypy"), "Mend the types it names."),
    (
        "lint-imports",
        ("-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-logo"),
        "An import goes the wrong way; CONTRIBUTING.md has the order of the layers.",
    ),
)


ALONE = ("tests/bench", "tests/soak")
"""What measures time has the machine to itself."""
SIDE_BY_SIDE = ("-n", "2", "--dist", "loadfile", *(f"--ignore={folder}" for folder in ALONE))


def has_display() -> bool:
    """Whether a window can be shown here."""
    return os.name == "nt" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(python: Path, arguments: list[str]) -> int:
    """Start frontdesk; without a display and without a command, play the demo day. Returns the exit code."""
    if arguments or has_display():
        return subprocess.run([str(python), "-m", "frontdesk", *arguments], check=False).returncode
    show("There is no display here, so the demo day is played instead of opening the window.")
    folder = environment.ROOT / DEMO_FOLDER
    command = [str(python), "-m", "frontdesk", "demo", "--out", str(folder)]
    code = subprocess.run(command, check=False, env={"QT_QPA_PLATFORM": "offscreen", **os.environ}).returncode
    if code == 0:
        show(f"Pictures of the day: {folder / 'screenshots'}")
        show(f"Slips, PDFs, the database and the day's figures: {folder}")
    else:
        show(f"The demo day ended with exit code {code}; what it says above names the reason.")
    return code


def test(python: Path, arguments: list[str]) -> int:
    """Run every check, then the tests: side by side where they can be, then those that measure time.

    With arguments pytest is called once, with these. Returns 0 only if everything passed.
    """
    failed = []
    for name, command, advice in CHECKS:
        show(f"== {name}")
        if subprocess.run([str(python), *command], check=False, cwd=environment.ROOT).returncode != 0:
            failed.append(f"{name} failed. {advice}")
    show("== pytest")
    child_environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    code = 0
    for run_of_tests in [arguments] if arguments else [SIDE_BY_SIDE, ALONE]:
        tests = [str(python), "-m", "pytest", *run_of_tests]
        code = subprocess.run(tests, check=False, cwd=environment.ROOT, env=child_environment).returncode or code
    if code:
        failed.append("Some tests failed; pytest names them above.")
    # Said last, or it would have scrolled away; when all is well pytest has the last word.
    for line in failed:
        show(line)
    return code or int(bool(failed))


def main(arguments: list[str]) -> int:
    """Prepare this PC, then do what was asked. Returns the exit code; 2 when the set-up itself failed."""
    if not arguments or arguments[0] not in ("run", "test"):
        show(USAGE)
        return 2
    command, rest = arguments[0], arguments[1:]
    try:
        environment.check_python()
        system_packages.provide(testing=command == "test")
        python = environment.provide()
    except SetupProblem as problem:
        show("")
        show(f"STOPPED: {problem.what}")
        show(f"What to do: {problem.advice}")
        return 2
    except KeyboardInterrupt:
        show("Stopped. Call it again to go on where it was.")
        return 130
    try:
        return run(python, rest) if command == "run" else test(python, rest)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
