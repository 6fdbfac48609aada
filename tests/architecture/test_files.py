"""What is committed: nothing of one machine, and a wheel that carries its resources."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import ROOT

# Written in pieces, so that this file does not find itself.
FOREIGN = re.compile(
    "|".join(["/" + "work/", "/opt/" + "pypi", "/opt/" + "wheels", "files.python" + "hosted", "/root" + "/"])
)


# Folders that tools make; the same as in .gitignore.
MADE_BY_TOOLS = re.compile(r"^(\.git|\.venv.*|\..*_cache|__pycache__|.*\.egg-info|build|dist|out|\.hypothesis)$")


def own_files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file of the project, without asking git: a copy of the folder may have none."""
    for path in sorted(folder.iterdir()):
        if MADE_BY_TOOLS.match(path.name):
            continue
        if path.is_dir():
            yield from own_files(path)
        else:
            yield path


def test_no_file_names_a_place_on_one_machine() -> None:
    found = []
    for path in own_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in FOREIGN.finditer(text)]
    assert not found


def test_the_wheel_carries_program_and_resources(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    answer = subprocess.run(
        [*command, "--wheel-dir", str(tmp_path), str(ROOT)], check=False, capture_output=True, text=True, timeout=100
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    (wheel,) = tmp_path.glob("frontdesk-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    resources = ROOT / "resources"
    wanted = {
        f"frontdesk/_resources/{path.relative_to(resources).as_posix()}"
        for path in resources.rglob("*")
        if path.is_file()
    }
    assert wanted and wanted <= names
    assert {"frontdesk/__init__.py", "frontdesk/py.typed"} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.startswith(("tests/", "installer/")) for name in names)


def test_the_licence_is_the_apache_licence_word_for_word() -> None:
    text = (ROOT / "LICENSE").read_bytes().replace(b"\r\n", b"\n")
    assert hashlib.sha256(text).hexdigest() == "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
