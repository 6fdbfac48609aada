"""The lock files: pinned, hashed, universal, and without an address of any package index."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from installer.lock import BUILD_LOCK, REQUIREMENTS_LOCK, ROOT

LOCKS = [BUILD_LOCK, REQUIREMENTS_LOCK]
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def entries(lock: Path) -> list[str]:
    """One string a package: what is pinned, its marker, its hashes."""
    joined = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]


def pinned(lock: Path) -> dict[str, Requirement]:
    found = [Requirement(entry.split("--hash")[0].strip()) for entry in entries(lock)]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_entry_is_pinned_and_hashed_and_nothing_else_is_in_it(lock: Path) -> None:
    assert entries(lock)
    for entry in entries(lock):
        requirement, *hashes = entry.split(" --hash")
        assert re.fullmatch(r"[a-z0-9-]+==[^\s;*]+( ; [a-z_]+ [=<>!]+ '[^']+')*\s*", requirement), entry[:80]
        assert hashes and all(HASH.fullmatch("--hash" + text.strip()) for text in hashes), requirement


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_address_of_an_index(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"http|://|index-url|find-links|file:|@ ", text)


def test_the_lock_covers_every_dependency_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["test"]
    locked = pinned(REQUIREMENTS_LOCK)
    for requirement in map(Requirement, wanted):
        entry = locked[canonicalize_name(requirement.name)]
        version = next(iter(entry.specifier)).version
        assert requirement.specifier.contains(version), f"{requirement} but {version} is locked"


def test_the_build_lock_covers_what_builds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["build-system"]["requires"] + project["dependency-groups"]["build"]
    locked = pinned(BUILD_LOCK)
    for requirement in map(Requirement, wanted):
        version = next(iter(locked[canonicalize_name(requirement.name)].specifier)).version
        assert requirement.specifier.contains(version)


def test_both_locks_agree_where_both_name_a_package() -> None:
    build, program = pinned(BUILD_LOCK), pinned(REQUIREMENTS_LOCK)
    for name in build.keys() & program.keys():
        assert build[name].specifier == program[name].specifier


def test_the_lock_holds_for_linux_and_windows() -> None:
    markers = [str(requirement.marker) for requirement in pinned(REQUIREMENTS_LOCK).values()]
    assert any('sys_platform == "win32"' in marker for marker in markers)
    assert any('sys_platform == "linux"' in marker for marker in markers)
