"""``frontdesk bench`` at a tiny size: every row with everything a reader of the figures needs."""

import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest

from frontdesk.app.bench import run as bench_run
from frontdesk.app.bench.crowd.size import Crowd
from frontdesk.app.bench.row import Row, judged
from frontdesk.app.bench.run import NAMES, DiskTooSmall, OtherCrowd, Plan, run
from frontdesk.app.bench.site import Effort
from frontdesk.app.cli import main
from frontdesk.core.i18n import catalogue

TINY = Crowd(members=60, sales=30, days=3)
QUICK = Effort(taps=3, keys=8, sales=5, starts=1, receipts=2, pdfs=1, taps_all_day=3)
FIELDS = {"name", "value", "unit", "floor", "target", "met", "size", "target_size"}
ROWS = {
    "tap.painted_p99",
    "search.painted_p99",
    "search.query_p99",
    "sale.ratio",
    "sale.per_second",
    "start.ratio",
    "start.seconds",
    "daily_pdf.ratio",
    "receipt.over_socket",
    "verify.seconds",
    "verify.memory",
    "memory.window",
    "memory.growth",
}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day of 40 receipts for the report, and a short warm-up."""
    monkeypatch.setattr("frontdesk.app.bench.daily_pdf.RECEIPTS", 40)
    for module in ("tap", "search", "sale", "receipt"):
        monkeypatch.setattr(f"frontdesk.app.bench.{module}._WARM_UP", 1)


@pytest.mark.usefixtures("quick")
def test_every_row_is_there_and_nothing_is_left_behind(tmp_path: Path) -> None:
    level = logging.getLogger("qt").level
    try:
        rows = list(run(Plan(TINY, effort=QUICK), tmp_path / "data", lambda *_: None))
    finally:
        logging.getLogger("qt").setLevel(level)
    assert {row.name for row in rows} == ROWS
    for row in rows:
        assert json.loads(json.dumps(row.record())).keys() >= FIELDS
        assert f"app.bench.row.{row.name}" in catalogue()
        assert row.size and row.target_size
    by_name = {row.name: row for row in rows}
    assert by_name["verify.seconds"].details["clean"] is True
    # So small a gym proves nothing about a large one.
    assert all(by_name[name].met is not True for name in ("tap.painted_p99", "start.seconds", "verify.seconds"))
    assert not list(tmp_path.iterdir())


def test_target_is_met_only_at_its_size() -> None:
    def met(value: float, members: int, at_least: bool = False) -> bool | None:
        return judged("x", value, "ms", target=16, at_least=at_least, size=(members, "members"), target_size=1_000).met

    assert (met(15, 1_000), met(15, 999), met(17, 1_000), met(17, 10)) == (True, None, False, False)
    assert (met(15, 1_000, at_least=True), met(17, 1_000, at_least=True)) == (False, True)
    assert judged("x", 1, "ms").met is None


def test_kept_crowd_is_used_again_but_no_other_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = tmp_path / "gym"
    asked = ["bench", "--members", "60", "--sales", "0", "--only", "verify", "--keep", str(keep), "--json"]
    monkeypatch.setattr("frontdesk.app.commands.bench.MODERATE", replace(TINY, sales=0))
    assert main([*asked, "--data", str(tmp_path / "data")]) == 0
    first = (keep / "frontdesk.db").stat().st_mtime_ns
    assert main([*asked, "--data", str(tmp_path / "data")]) == 0
    assert (keep / "frontdesk.db").stat().st_mtime_ns == first
    assert [row["name"] for row in json.loads(capsys.readouterr().out.partition("]")[0] + "]")]
    with pytest.raises(OtherCrowd):
        list(run(Plan(replace(TINY, members=61), ("verify",), QUICK, keep), tmp_path, lambda *_: None))


def test_too_small_a_disk_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("Usage", (), {"free": 1_000_000})
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    with pytest.raises(DiskTooSmall):
        list(run(Plan(TINY), tmp_path / "data", lambda *_: None))
    assert not list(tmp_path.iterdir())


def test_rows_of_the_command_are_the_modules() -> None:
    folder = Path(bench_run.__file__).parent
    assert all((folder / f"{name}.py").exists() for name in NAMES)
    assert all(f"app.bench.doing.{name}" in catalogue() for name in (*NAMES, "crowd"))
    assert {"met": None, "value": 1.235}.items() <= Row("x", 1.235, "", None, None, None, "", "").record().items()
