"""``frontdesk bench``: every promise of speed measured beside its floor, on a gym made for it."""

import argparse
import json
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import FrameType

from frontdesk.app.bench.crowd.size import Crowd
from frontdesk.app.bench.row import Row
from frontdesk.app.bench.run import NAMES, Plan, chosen
from frontdesk.app.bench.run import run as measure
from frontdesk.app.bench.site import THOROUGH, Effort
from frontdesk.app.open_database import find_place
from frontdesk.core.i18n import t

MODERATE = Crowd(members=100_000, sales=50_000)
FULL = Crowd(members=1_000_000, sales=500_000)
MISSED = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How large a gym, which rows, and how to say it."""
    parser.add_argument("--full", action="store_true", help=t("app.bench.full", members=FULL.members, sales=FULL.sales))
    parser.add_argument("--members", type=_count, metavar="N", help=t("app.bench.members"))
    parser.add_argument("--sales", type=_count, metavar="N", help=t("app.bench.sales"))
    parser.add_argument("--only", choices=NAMES, action="append", default=[], help=t("app.bench.only"))
    parser.add_argument("--keep", type=Path, metavar="DIR", help=t("app.bench.keep"))
    parser.add_argument("--json", action="store_true", help=t("app.bench.json"))


def run(arguments: argparse.Namespace) -> int:
    """Measure and tell; 1 when a target was missed."""
    base = FULL if arguments.full else MODERATE
    asked = {"members": arguments.members, "sales": arguments.sales}
    crowd = replace(base, **{name: count for name, count in asked.items() if count is not None})
    plan = Plan(crowd, chosen(arguments.only), THOROUGH if arguments.full else Effort(), arguments.keep)
    place = find_place(arguments.data)
    for number in _ENDING:
        signal.signal(number, _end)
    rows: list[Row] = []
    if not arguments.json:
        print(t("app.bench.begin", members=f"{crowd.members:,}", sales=f"{crowd.sales:,}"))
        _print_line([t(f"app.bench.column.{name}") for name in _COLUMNS])
    try:
        for row in measure(plan, place.folder, _tell):
            _tell("", 0, 0)
            rows.append(row)
            if not arguments.json:
                _print_line(_cells(row))
    finally:
        # What was measured before a row failed, or was interrupted, is told too.
        if arguments.json:
            print(json.dumps([row.record() for row in rows], ensure_ascii=False, indent=1), flush=True)
    if not arguments.json and any(row.met is None and row.target is not None for row in rows):
        print(t("app.bench.small"))
    return MISSED if any(row.met is False for row in rows) else 0


_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


def _end(number: int, _frame: FrameType | None) -> None:
    """A terminal that is closed takes the benchmark's gigabytes with it, as Ctrl+C does."""
    raise SystemExit(128 + number)


_COLUMNS = ("what", "value", "floor", "target", "met", "size", "target_size")
_WIDTHS = (34, 12, 12, 10, 6, 20, 20)


def _cells(row: Row) -> list[str]:
    met = {True: "app.bench.yes", False: "app.bench.no", None: "app.bench.open"}[row.met]
    return [
        t(f"app.bench.row.{row.name}"),
        _figure(row.value, row.unit),
        _figure(row.floor, row.unit),
        _figure(row.target, row.unit),
        t(met),
        row.size,
        row.target_size,
    ]


def _figure(value: float | None, unit: str) -> str:
    return "–" if value is None else f"{value:,g} {unit}"


def _print_line(cells: Sequence[str]) -> None:
    print("  ".join(_padded(cell, width) for cell, width in zip(cells, _WIDTHS, strict=True)).rstrip(), flush=True)


def _padded(text: str, width: int) -> str:
    """Filled up for a terminal, where a Chinese character takes two places."""
    taken = sum(2 if ord(char) >= 0x2E80 else 1 for char in text)
    return text + " " * max(0, width - taken)


def _tell(what: str, done: int, total: int) -> None:
    """One line that changes, for people at a terminal only."""
    if not sys.stderr.isatty():
        return
    words = t(f"app.bench.doing.{what}") if what else ""
    share = f" {done * 100 // total} %" if what == "crowd" and total else ""
    print(f"\r\x1b[K{words}{share}", end="", file=sys.stderr, flush=True)


def _count(text: str) -> int:
    """A whole number that isn't negative."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise argparse.ArgumentTypeError(t("app.bench.no_count", text=text[:20]))
    return int(text)
