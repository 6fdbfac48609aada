"""Write the two lock files anew from pyproject.toml; for developers, after a dependency has changed.

    python3 installer/lock.py              keeps every version that still fits
    python3 installer/lock.py --upgrade    takes the newest that fits

Needs `uv` on the PATH (or `pip install uv` into any environment). Both files are pinned and hashed, hold for
Linux, Windows and every Python this program runs on, and name no package index: where packages come from is
for pip's own configuration on each machine to say.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD_LOCK = ROOT / "installer" / "build.lock"
REQUIREMENTS_LOCK = ROOT / "installer" / "requirements.lock"

OPTIONS = (
    "--universal",
    "--generate-hashes",
    "--no-annotate",
    "--no-header",
    "--no-emit-index-url",
    "--quiet",
    "--python-version=3.11",
)


def compile_lock(uv: str, target: Path, *sources: str, upgrade: bool) -> int:
    """Resolve `sources` into `target`; 0 when it was written, else uv's own exit code."""
    command = [uv, "pip", "compile", *OPTIONS, *sources, f"--output-file={target.relative_to(ROOT)}"]
    if upgrade:
        command.append("--upgrade")
    return subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL).returncode


def main(arguments: list[str]) -> int:
    """Lock the build tools first, then the program against the same versions of them."""
    parser = argparse.ArgumentParser(description="Write installer/*.lock anew from pyproject.toml.")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that fit")
    upgrade = parser.parse_args(arguments).upgrade
    uv = shutil.which("uv")
    if uv is None:
        print("uv was not found. Install it (`pip install uv`), put it on the PATH and run this again.")
        return 1
    failed = compile_lock(uv, BUILD_LOCK, "--group=pyproject.toml:build", upgrade=upgrade)
    if not failed:
        sources = ("pyproject.toml", "--extra=test", "--constraint=installer/build.lock")
        failed = compile_lock(uv, REQUIREMENTS_LOCK, *sources, upgrade=upgrade)
    if failed:
        print("uv could not find versions that fit together; what it says above names the packages.")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
