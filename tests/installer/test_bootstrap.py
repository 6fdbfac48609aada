"""The two commands of the set-up, with stand-ins for the Python they would start."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from installer import bootstrap, environment, system_packages
from installer.problems import SetupProblem

ROOT = Path(__file__).parents[2]


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A set-up that is already done; the Python in it writes down what it is told."""
    python = tmp_path / "python"
    python.write_text(
        f'#!/bin/sh\necho "$@" >> {tmp_path}/told\ncase "$*" in *"$(cat {tmp_path}/fails)"*) exit 1;; esac\n',
        encoding="utf-8",
    )
    python.chmod(0o755)
    (tmp_path / "fails").write_text("nothing fails", encoding="utf-8")
    monkeypatch.setattr(system_packages, "provide", lambda testing: None)
    monkeypatch.setattr(environment, "provide", lambda: python)
    return tmp_path


def told(prepared: Path) -> list[str]:
    return (prepared / "told").read_text(encoding="utf-8").splitlines()


def test_run_opens_the_window_where_there_is_a_display(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    assert bootstrap.main(["run"]) == 0
    assert told(prepared) == ["-m frontdesk"]


def test_run_plays_the_demo_where_there_is_none(
    prepared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert bootstrap.main(["run"]) == 0
    folder = ROOT / "out" / "demo"
    assert told(prepared) == [f"-m frontdesk demo --out {folder}"]
    assert f"Pictures of the day: {folder / 'screenshots'}" in capsys.readouterr().out


def test_run_hands_its_arguments_on(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    assert bootstrap.main(["run", "verify", "--db", "sqlite:///x.db"]) == 0
    assert told(prepared) == ["-m frontdesk verify --db sqlite:///x.db"]


def test_test_runs_every_check_and_the_tests_last(prepared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["test", "-k", "keys"]) == 0
    calls = " | ".join(told(prepared))
    order = ["-m ruff check", "-m ruff format --check", "-m mypy", "lint_imports", "-m pytest -k keys"]
    assert sorted(order, key=calls.index) == order
    assert capsys.readouterr().out.strip().endswith("== pytest")


def test_a_failed_check_fails_the_command_though_the_tests_passed(
    prepared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (prepared / "fails").write_text("mypy", encoding="utf-8")
    assert bootstrap.main(["test"]) == 1
    assert capsys.readouterr().out.strip().endswith("mypy failed. Mend the types it names.")
    assert len(told(prepared)) == 6


def test_what_measures_time_runs_alone_and_nothing_runs_twice_or_never(
    prepared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (prepared / "fails").write_text("--dist", encoding="utf-8")
    assert bootstrap.main(["test"]) == 1
    side_by_side, alone = told(prepared)[-2:]
    assert side_by_side == "-m pytest -n 2 --dist loadfile --ignore=tests/bench --ignore=tests/soak"
    assert alone == "-m pytest tests/bench tests/soak"
    assert "Some tests failed" in capsys.readouterr().out


def test_a_failed_step_says_what_to_do(
    prepared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full() -> Path:
        raise SetupProblem("The disk is full.", "Free some space.")

    monkeypatch.setattr(environment, "provide", full)
    assert bootstrap.main(["run"]) == 2
    assert capsys.readouterr().out.split("\n")[1:3] == [
        "STOPPED: The disk is full.",
        "What to do: Free some space.",
    ]


def test_it_starts_with_nothing_but_the_standard_library() -> None:
    # -I -S: no site-packages, no environment; what is printed is its own usage line.
    command = [sys.executable, "-I", "-S", str(ROOT / "installer" / "bootstrap.py")]
    answer = subprocess.run(command, check=False, capture_output=True, text=True, timeout=30)
    assert answer.returncode == 2
    assert answer.stdout.startswith("Say what to do")


def test_a_set_up_that_is_done_costs_less_than_a_second(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp")
    (tmp_path / "stamp").write_text(environment.wanted_stamp(), encoding="utf-8")
    monkeypatch.setattr(environment, "python_of", lambda venv: Path(sys.executable))
    begin = time.perf_counter()
    environment.check_python()
    system_packages.provide(testing=True)
    environment.provide()
    assert time.perf_counter() - begin < 1.0


def test_continuous_integration_calls_the_test_command() -> None:
    script = ROOT / ".ci" / "run"
    assert os.name == "nt" or os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "exec python3 installer/bootstrap.py test"
