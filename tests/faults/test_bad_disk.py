"""ENOSPC, EIO and a disk gone read-only at call after call of a working counter (a library before the C library)."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.lengths import often

HERE = Path(__file__).parent
STRIDE, TURNS = often(17, 1), often(1, 2)
REFUSED = {"store.disk", "store.damaged", "store.secret"}
"""A read that fails is said by SQLite to be damage; the words of both say what to do."""
pytestmark = pytest.mark.timeout(often(120, 3600))


@pytest.mark.skipif(sys.platform != "linux", reason="LD_PRELOAD is Linux's")
def test_a_disk_that_fails_at_any_call(tmp_path: Path, staffed_database: bytes) -> None:  # fault table 9
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler for the failing disk; test_disk_full.py fills a real one")
    library = tmp_path / "bad_disk.so"
    build = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(HERE / "bad_disk.c"), "-ldl"]
    subprocess.run(build, check=True, capture_output=True, timeout=60)
    folder = tmp_path / "disk"
    folder.mkdir()
    (folder / "frontdesk.db").write_bytes(staffed_database)
    child = subprocess.run(
        [sys.executable, "-m", "tests.faults.on_a_bad_disk", str(folder), str(STRIDE), str(TURNS)],
        cwd=HERE.parents[1],
        env={**os.environ, "LD_PRELOAD": str(library)},
        capture_output=True,
        text=True,
        timeout=often(120, 1800),
        check=False,
    )
    assert child.returncode == 0, child.stderr
    seen = json.loads(child.stdout)
    print(f"{sum(seen['met'].values())} faults met by {seen['met']}: refused as {seen['codes']}")
    assert set(seen["met"]) == {"sale", "arrival", "leaving", "count", "handover"}
    assert {"store.disk", "store.damaged"} <= set(seen["codes"]) <= REFUSED
    assert (seen["findings"], seen["file"]) == (0, "ok")
