"""What a failed step of the set-up says."""

import sys

import pytest

from installer.problems import SetupProblem, explain, run_quietly, show


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 812 (apt)",
            "Another program",
        ),
        ("E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct", "cut off"),
        ("E: You don't have enough free space in /var/cache/apt/archives/.", "disk is full"),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "disk is full",
        ),
        ("Err:1 bookworm InRelease\n  Temporary failure resolving 'deb'", "no connection"),
        ("E: Unable to locate package vsmartcard-vpcd", "do not know a package"),
        (
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(': "
            "Failed to establish a new connection: [Errno -2] Name or service not known')'\n"
            "ERROR: No matching distribution found for alembic==1.20.1",
            "no connection",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "not installed"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "could not be verified"),
        ("winscard.i:1: fatal error: winscard.h: No such file or directory", "could not be compiled"),
        (
            "ERROR: [WinError 5] Access is denied: 'C:\\\\frontdesk\\\\.venv\\\\Scripts\\\\python.exe'",
            "in use",
        ),
    ],
)
def test_what_apt_and_pip_say_becomes_a_reason_and_an_advice(said: str, words: str) -> None:
    problem = explain(said, "It could not be installed.", "Look above.")
    assert words in problem.what
    assert problem.advice and problem.advice != "Look above."


def test_an_unknown_failure_keeps_the_steps_own_words() -> None:
    problem = explain("Segmentation fault", "It could not be installed.", "Look above.")
    assert (problem.what, problem.advice) == ("It could not be installed.", "Look above.")
    assert isinstance(problem, SetupProblem)


def test_a_command_is_run_to_its_end_and_shows_only_what_interests(
    capsys: pytest.CaptureFixture[str],
) -> None:
    script = "import sys; print('Downloading Qt'); print('noise', file=sys.stderr); sys.exit(3)"
    code, said = run_quietly([sys.executable, "-c", script], interesting=("Downloading",))
    assert code == 3
    assert "noise" in said
    assert capsys.readouterr().out == "  Downloading Qt\n"


def test_text_that_the_console_cannot_show_does_not_stop_the_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    class AsciiConsole:
        encoding = "ascii"
        text = ""

        def write(self, text: str) -> None:
            text.encode("ascii")
            self.text += text

        def flush(self) -> None:
            pass

    console = AsciiConsole()
    monkeypatch.setattr(sys, "stdout", console)
    show("C:\\用户\\frontdesk")
    assert console.text == "C:\\??\\frontdesk\n"
