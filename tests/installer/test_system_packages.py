"""System packages, against stand-ins of dpkg-query and apt-get that write down how they were called."""

import os
import sys
from pathlib import Path

import pytest

from installer import system_packages
from installer.problems import SetupProblem

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows brings everything; nothing is installed there")

EVERYTHING = [package.debian for package in (*system_packages.FOR_RUNNING, *system_packages.FOR_TESTING)] + [
    "python3-venv",
    "python3-dev",
]


class Debian:
    """A folder of programs that act as Debian's; `installed` and `apt_fails_with` set the scene."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.calls_file = folder / "calls"
        self.set_installed(EVERYTHING)
        self.set_apt_failure("")

    def set_installed(self, names: list[str]) -> None:
        lines = "".join(f"echo '{name} installed'\n" for name in names)
        self.program("dpkg-query", f"{lines}echo 'openbox not-installed'\nexit 1\n")

    def set_apt_failure(self, words: str) -> None:
        self.program(
            "apt-get",
            f'echo "$@" >> {self.calls_file}\n[ -z "{words}" ] || {{ echo "{words}"; exit 100; }}\n',
        )

    def program(self, name: str, script: str) -> None:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{script}", encoding="utf-8")
        path.chmod(0o755)

    def calls(self) -> list[str]:
        return self.calls_file.read_text(encoding="utf-8").splitlines() if self.calls_file.exists() else []


@pytest.fixture
def debian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Debian:
    (tmp_path / "env").symlink_to("/usr/bin/env")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(sys, "platform", "linux")
    return Debian(tmp_path)


def test_when_all_is_there_apt_is_not_called(debian: Debian) -> None:
    system_packages.provide(testing=True)
    assert debian.calls() == []


def test_what_is_missing_is_installed_after_one_update(debian: Debian) -> None:
    debian.set_installed([name for name in EVERYTHING if name not in ("pcscd", "xvfb")])
    system_packages.provide(testing=True)
    update, install = debian.calls()
    assert update.startswith("update")
    assert install.startswith("install --yes --no-install-recommends")
    assert install.endswith(" pcscd xvfb")


def test_running_does_not_ask_for_what_only_the_tests_need(debian: Debian) -> None:
    debian.set_installed([name for name in EVERYTHING if name != "xvfb"])
    system_packages.provide(testing=False)
    assert debian.calls() == []


def test_a_locked_apt_is_said_in_words(debian: Debian) -> None:
    debian.set_installed([])
    debian.set_apt_failure("E: Could not get lock /var/lib/apt/lists/lock")
    with pytest.raises(SetupProblem, match="Another program") as caught:
        system_packages.provide(testing=False)
    assert "Wait" in caught.value.advice


def test_without_root_and_sudo_it_says_what_to_ask_for(debian: Debian, monkeypatch: pytest.MonkeyPatch) -> None:
    debian.set_installed([name for name in EVERYTHING if name != "pcscd"])
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SetupProblem, match="no sudo") as caught:
        system_packages.provide(testing=False)
    assert "install --no-install-recommends pcscd" in caught.value.advice
    assert debian.calls() == []


def test_sudo_that_wants_a_password_where_nobody_sits_does_not_wait(
    debian: Debian, monkeypatch: pytest.MonkeyPatch
) -> None:
    debian.set_installed([])
    debian.program("sudo", "exit 1")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SetupProblem, match="wants a password"):
        system_packages.provide(testing=False)


def test_another_linux_is_told_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system_packages.ctypes.util, "find_library", lambda name: None)
    system_packages.provide(testing=False)
    said = capsys.readouterr().out
    assert "Missing here: EGL (Debian: libegl1) - Qt" in said
    assert "own package manager" in said
