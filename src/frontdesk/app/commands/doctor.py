"""``frontdesk doctor``: a table of how everything is, with what to do about each (K01, K03)."""

import argparse
import json

from frontdesk.app.doctor.examine import examine, is_ill
from frontdesk.app.doctor.finding import Finding
from frontdesk.app.doctor.probes import device_probes, machine_probes
from frontdesk.app.open_database import find_place
from frontdesk.core.i18n import t

ILL = 1
_LEVEL_WIDTH = 6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--json`` for programs."""
    parser.add_argument("--json", action="store_true", help=t("doctor.cli.json"))


def run(arguments: argparse.Namespace) -> int:
    """Look at everything at once and tell; 1 when something is bad."""
    place = find_place(arguments.data, arguments.db)
    findings = examine([*machine_probes(place), *device_probes(place)])
    if arguments.json:
        print(json.dumps([finding.record() for finding in findings], ensure_ascii=False, indent=1))
    else:
        print_table(findings)
    return ILL if is_ill(findings) else 0


def print_table(findings: list[Finding]) -> None:
    """A line for each thing: state, name, what was found; beneath it what to do."""
    width = max(_places(finding.title) for finding in findings) + 2
    indent = " " * (_LEVEL_WIDTH + width)
    for finding in findings:
        level = _padded(t(f"doctor.level.{finding.level}"), _LEVEL_WIDTH)
        print(f"{level}{_padded(finding.title, width)}{finding.found}")
        if finding.todo and finding.level != "ok":
            print(f"{indent}→ {finding.todo}")
    bad = sum(finding.level == "bad" for finding in findings)
    print(t("doctor.sum.bad", n=bad) if bad else t("doctor.sum.well"))


def _places(text: str) -> int:
    """How many places a text takes in a terminal, where a Chinese character takes two."""
    return sum(2 if ord(char) >= 0x2E80 else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - _places(text))
