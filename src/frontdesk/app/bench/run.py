"""The benchmark from beginning to end: a folder of its own, a crowd, every row, and everything taken away again."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from sqlalchemy import select

from frontdesk.app.bench.crowd.fill import SIZE_KEY, fill, place_of
from frontdesk.app.bench.crowd.size import Crowd
from frontdesk.app.bench.row import Row
from frontdesk.app.bench.site import THOROUGH, Effort, Site
from frontdesk.app.open_database import FILE_NAME, exists, opened
from frontdesk.books.tables import RequestDone
from frontdesk.core.clock import SystemClock
from frontdesk.core.errors import FrontdeskError

NAMES = ("tap", "search", "sale", "start", "daily_pdf", "receipt", "verify", "memory")
"""Each is a module of this package with ``measure(site)``."""

_CROWD_WANTED = ("tap", "search", "start", "verify", "memory")
_MEMBER_BYTES, _SALE_BYTES, _VISIT_BYTES = 2_600, 6_000, 200_000_000
_SPARE = 1.6
"""What sorting the keys and the rows' own small files need besides."""


class DiskTooSmall(FrontdeskError):
    """The benchmark's files would not fit; ``needed_mb`` and ``free_mb`` on the disk of ``path``."""

    code = "app.bench_disk_too_small"


class OtherCrowd(FrontdeskError):
    """The folder to keep the crowd in holds another database; ``path``."""

    code = "app.bench_other_crowd"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be measured: at which size, which rows, how thoroughly, and where a crowd is kept (None: nowhere)."""

    crowd: Crowd
    names: tuple[str, ...] = NAMES
    effort: Effort = THOROUGH
    keep: Path | None = None


Progress = Callable[[str, int, int], None]
"""Told what is under way (``crowd`` or a row's name) and how far it is."""


def run(plan: Plan, beside: Path, progress: Progress) -> Iterator[Row]:
    """Measure row by row, in a folder beside ``beside``; it goes afterwards, whatever happened.

    Raises DiskTooSmall and OtherCrowd before anything is written.
    """
    near = _existing(plan.keep or beside.parent)
    _refuse_full_disk(near, plan)
    with _folder_in(near) as folder:
        data = plan.keep or folder / "crowd"
        if set(plan.names) & set(_CROWD_WANTED) or plan.keep is not None:
            _have_crowd(data, plan.crowd, progress)
        site = Site(folder, data, plan.crowd, plan.effort)
        for at, name in enumerate(plan.names):
            progress(name, at, len(plan.names))
            yield from import_module(f"frontdesk.app.bench.{name}").measure(site)


def _have_crowd(data: Path, crowd: Crowd, progress: Progress) -> None:
    path = data / FILE_NAME
    if path.exists():
        if not _is_crowd(path, crowd):
            raise OtherCrowd(path=str(path))
        return
    data.mkdir(parents=True, exist_ok=True)
    fill(path, crowd, SystemClock(), lambda done, total: progress("crowd", done, total))


def _is_crowd(path: Path, crowd: Crowd) -> bool:
    """Whether a file holds a crowd of this size, so that it can be measured again."""
    if not exists(place_of(path)):
        return False
    with opened(place_of(path)) as store, store.read() as connection:
        said = connection.execute(select(RequestDone.result).where(RequestDone.key == SIZE_KEY)).scalar()
    return said == crowd.written


def _refuse_full_disk(near: Path, plan: Plan) -> None:
    crowd = plan.crowd if _makes_crowd(plan) else Crowd(0, 0)
    wanted = crowd.members * _MEMBER_BYTES + crowd.sales * _SALE_BYTES + min(_VISIT_BYTES, crowd.members * 5_000)
    needed = int(wanted * _SPARE) + 200_000_000
    free = shutil.disk_usage(near).free
    if free < needed:
        raise DiskTooSmall(needed_mb=needed // 1_000_000, free_mb=free // 1_000_000, path=str(near))


def _makes_crowd(plan: Plan) -> bool:
    if plan.keep is not None:
        return not (plan.keep / FILE_NAME).exists()
    return bool(set(plan.names) & set(_CROWD_WANTED))


def _existing(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    folder = folder.resolve()
    while not folder.is_dir() or not os.access(folder, os.W_OK):
        if folder == folder.parent:
            return Path(tempfile.gettempdir())
        folder = folder.parent
    return folder


@contextmanager
def _folder_in(near: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="frontdesk-bench-", dir=near))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def chosen(only: Sequence[str]) -> tuple[str, ...]:
    """The rows asked for, in their order; all for none."""
    return tuple(name for name in NAMES if not only or name in only)
