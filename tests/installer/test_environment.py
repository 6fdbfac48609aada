"""The virtual environment: made once, made anew when something changed, untouched otherwise."""

import os
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from installer import environment
from installer.problems import SetupProblem

Version = namedtuple("Version", "major minor micro")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with lock files and nothing else."""
    (tmp_path / "installer").mkdir()
    for name in environment.INPUTS:
        (tmp_path / name).write_text(f"# {name}\n", encoding="utf-8")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv" / "installed-from.txt")
    return tmp_path


@pytest.fixture
def pip_calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What pip would have been told; nothing is fetched."""
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(environment, "pip", lambda *arguments: calls.append(arguments))
    return calls


def test_it_is_made_once_and_filled_again_only_when_a_lock_changed(
    folder: Path, pip_calls: list[tuple[str, ...]]
) -> None:
    python = environment.provide()
    assert python.exists()
    assert [call[0] for call in pip_calls] == ["--require-hashes", "--require-hashes", "--no-deps"]
    kept = folder / ".venv" / "kept"
    kept.touch()
    assert environment.provide() == python
    assert len(pip_calls) == 3
    (folder / "installer" / "requirements.lock").write_text("# newer\n", encoding="utf-8")
    environment.provide()
    assert len(pip_calls) == 6
    assert kept.exists()


def test_an_installation_that_was_cut_off_is_done_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*arguments: str) -> None:
        raise SetupProblem("no connection", "check the network")

    monkeypatch.setattr(environment, "pip", no_network)
    monkeypatch.setattr(environment, "create", lambda stamp: (folder / ".venv").mkdir(exist_ok=True))
    for _ in range(2):
        with pytest.raises(SetupProblem):
            environment.provide()
        assert not environment.is_current(environment.wanted_stamp())


def test_an_environment_of_another_place_is_made_anew(folder: Path, pip_calls: list[tuple[str, ...]]) -> None:
    stranger = folder / ".venv" / "bin" / "python"
    stranger.parent.mkdir(parents=True)
    stranger.write_text("not a Python", encoding="utf-8")
    assert environment.provide().exists()
    assert environment.belongs_here(environment.wanted_stamp())


@pytest.mark.parametrize(("version", "fits"), [((3, 10), False), ((3, 11), True), ((3, 13), True), ((3, 14), False)])
def test_only_pythons_that_qt_and_the_card_reader_library_know(
    version: tuple[int, int], fits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (*version, 0))
    if fits:
        environment.check_python()
        return
    with pytest.raises(SetupProblem, match=r"needs 3\.11, 3\.12 or 3\.13") as caught:
        environment.check_python()
    assert "3.13" in caught.value.advice


def test_a_full_disk_is_said_before_anything_is_fetched(
    folder: Path, pip_calls: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(environment.shutil, "disk_usage", lambda path: usage(10**10, 10**10, 300_000_000))
    with pytest.raises(SetupProblem, match="300 MB are free"):
        environment.provide()
    assert pip_calls == []


def test_a_folder_too_deep_for_windows_is_refused_there_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "ROOT", folder / ("a" * 120))
    environment.check_folder()
    monkeypatch.setattr(os, "name", "nt")
    with pytest.raises(SetupProblem, match="nearer to the drive's root"):
        environment.check_folder()


def test_windows_keeps_its_python_in_another_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert environment.python_of(tmp_path) == tmp_path / "bin" / "python"
    monkeypatch.setattr(environment.os, "name", "nt")
    assert environment.python_of(tmp_path) == tmp_path / "Scripts" / "python.exe"
