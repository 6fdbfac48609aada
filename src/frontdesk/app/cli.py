"""The command line that other programs rely on."""

import argparse
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TextIO

from frontdesk import __version__
from frontdesk.app.place import find_place
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import LANGUAGES, error_text, set_language, t
from frontdesk.core.settings import SettingsUnreadable

COMMANDS = ("window", "demo", "verify", "report", "db", "card", "bench", "doctor", "training")
"""Each has a module in ``app/commands`` with ``add_arguments(parser)`` and ``run(arguments) -> int``."""

FAILED = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the process's exit code: 0 good, 1 a finding, 2 it could not be done."""
    for stream in (sys.stdout, sys.stderr):
        _never_fail_to_print(stream)
    try:
        shared, given = _shared().parse_known_args(sys.argv[1:] if argv is None else list(argv))
        set_language(shared.language or _own_language(shared.data))
        arguments = _parser(given).parse_args(_with_command(given), namespace=shared)
        run: Callable[[argparse.Namespace], int] = arguments.run
        return run(arguments)
    except FrontdeskError as error:
        happened, to_do = error_text(error)
        print(f"{happened}\n{to_do}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return 130
    except Exception:  # noqa: BLE001 - the top of the process: nobody at a counter can use a stack trace
        details = _keep_details(traceback.format_exc())
        print(f"{t('error.unknown')}\n{t('error.unknown.do')}\n{details}", file=sys.stderr)
        return FAILED


def _own_language(data: str | None) -> str:
    """The language in this machine's settings; the first one when they can't be read, which the command then tells."""
    try:
        return find_place(data).settings.language
    except SettingsUnreadable:
        return LANGUAGES[0]


def _keep_details(text: str) -> Path:
    """Write a stack trace where support can find it; returns the file."""
    path = Path(tempfile.gettempdir()) / "frontdesk-fault.txt"
    path.write_text(text, encoding="utf-8")
    return path


def _shared(default: object = None) -> argparse.ArgumentParser:
    """The options every command has; they may stand before or after the command's name."""
    shared = argparse.ArgumentParser(add_help=False, allow_abbrev=False, argument_default=default)
    shared.add_argument("--data", metavar="DIR", help=t("app.cli.option.data"))
    shared.add_argument("--db", metavar="URL", help=t("app.cli.option.db"))
    shared.add_argument("--language", choices=LANGUAGES, help=t("app.cli.option.language"))
    return shared


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    shared = _shared(argparse.SUPPRESS)
    parser = argparse.ArgumentParser(prog="frontdesk", description=t("app.cli.about"))
    parser.add_argument("--version", action="version", version=__version__)
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS:
        about = t(f"app.cli.{name}")
        command = subparsers.add_parser(name, help=about, description=about, parents=[shared])
        # Only the asked command's module is loaded: some bring libraries that take half a second.
        if name in _with_command(given):
            module = import_module(f"frontdesk.app.commands.{name}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return parser


def _with_command(given: Sequence[str]) -> list[str]:
    """The arguments with the default command in front when none is named."""
    asks_for_itself = {"-h", "--help", "--version"} & set(given[:1])
    named = bool(given) and not given[0].startswith("-")
    return list(given) if named or asks_for_itself else ["window", *given]


def _never_fail_to_print(stream: TextIO) -> None:
    # A Windows console may know GBK only; a rare name must not end a report.
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
