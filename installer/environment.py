"""The virtual environment `.venv`: exactly the locked libraries, and frontdesk itself from this folder."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from installer.problems import SetupProblem, explain, run_quietly, show

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed-from.txt"
INPUTS = ("installer/build.lock", "installer/requirements.lock", "pyproject.toml")

OLDEST, NEWEST = (3, 11), (3, 13)
# Windows takes 259 characters; the longest name in Qt's wheel has 151, `.venv\Lib\site-packages\` 24.
LONGEST_WINDOWS_FOLDER = 80
SPACE_NEEDED_BYTES = 1_000_000_000

PIP = (
    "-m",
    "pip",
    "--no-input",
    "--disable-pip-version-check",
    "install",
    "--no-build-isolation",
    "--progress-bar=off",
)


def check_python() -> None:
    """Raise SetupProblem when the Python that runs this cannot run frontdesk."""
    version = sys.version_info[:2]
    names = "3.11, 3.12 or 3.13"
    windows = os.name == "nt"
    again = "py -3.13 installer\\bootstrap.py" if windows else "python3.13 installer/bootstrap.py"
    if not OLDEST <= version <= NEWEST:
        raise SetupProblem(
            f"This is Python {version[0]}.{version[1]}; frontdesk needs {names}.",
            f"Call it with one of these, for example `{again} run`; "
            + ("`py --list` shows what is installed." if windows else "install one if there is none."),
        )
    if sys.maxsize < 2**32:
        raise SetupProblem(
            "This is a 32-bit Python; Qt exists for 64-bit only.",
            f"Install 64-bit Python {names} and call this again.",
        )


def check_folder() -> None:
    """Raise SetupProblem when this folder's name is too long for Windows' 260 characters."""
    if os.name == "nt" and len(str(ROOT)) > LONGEST_WINDOWS_FOLDER and not long_paths_enabled():
        raise SetupProblem(
            f"This folder's path has {len(str(ROOT))} characters; Windows would not find Qt's files in it.",
            "Move the folder nearer to the drive's root, for example to C:\\frontdesk, and call this again.",
        )


def long_paths_enabled() -> bool:
    """Whether this Windows was told to take longer paths."""
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as key:
                return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])
        except OSError:
            pass  # never set: the old limit holds
    return False


def python_of(venv: Path) -> Path:
    """The interpreter inside a virtual environment."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def wanted_stamp() -> str:
    """What the environment depends on: the locks, pyproject, this Python and where the folder lies."""
    digest = hashlib.sha256()
    for name in INPUTS:
        digest.update((ROOT / name).read_bytes())
    # The environment holds absolute paths: a folder that was moved or copied needs its own.
    return f"{sys.version_info[0]}.{sys.version_info[1]} {digest.hexdigest()} {VENV}\n"


def provide() -> Path:
    """Have `.venv` hold what is locked; returns its Python. Nothing is done when nothing changed."""
    stamp = wanted_stamp()
    if is_current(stamp):
        return python_of(VENV)
    check_folder()
    check_space()
    create(stamp)
    install_locked()
    STAMP.write_text(stamp, encoding="utf-8")
    return python_of(VENV)


def is_current(stamp: str) -> bool:
    """Whether an earlier call went all the way through with the same locks."""
    try:
        return STAMP.read_text(encoding="utf-8") == stamp and python_of(VENV).exists()
    except OSError:
        return False


def check_space() -> None:
    """Raise SetupProblem when the disk cannot hold the libraries."""
    free_bytes = shutil.disk_usage(ROOT).free
    if not VENV.exists() and free_bytes < SPACE_NEEDED_BYTES:
        raise SetupProblem(
            f"Only {free_bytes // 1_000_000} MB are free on this disk; "
            f"the libraries need {SPACE_NEEDED_BYTES // 1_000_000} MB.",
            "Free some space and call this again.",
        )


def create(stamp: str) -> None:
    """Make the environment; one made by another Python or elsewhere is made anew."""
    command = [sys.executable, "-m", "venv", str(VENV)]
    if VENV.exists() and not belongs_here(stamp):
        command.append("--clear")
    STAMP.unlink(missing_ok=True)
    show(f"Making {VENV}")
    code, said = run_quietly(command)
    if code != 0:
        show(said[-2000:])
        raise explain(
            said,
            "The virtual environment could not be made.",
            "Delete the folder .venv and call this again; on Debian, python3-venv must be installed.",
        )


def belongs_here(stamp: str) -> bool:
    """Whether the environment there was made by this version of Python and works."""
    version = stamp.split(" ", 1)[0]
    question = "import sys, pip; print(f'{sys.version_info[0]}.{sys.version_info[1]} {sys.prefix}')"
    try:
        answer = subprocess.run(
            [str(python_of(VENV)), "-c", question],
            check=False,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
    except OSError:
        return False
    made_by, _, prefix = answer.stdout.strip().partition(" ")
    # samefile: Windows has several spellings of one path.
    return made_by == version and Path(prefix).exists() and Path(prefix).samefile(VENV)


def install_locked() -> None:
    """Install the build tools, the libraries (both by hash) and frontdesk itself from its source."""
    show("Installing the locked libraries; the first time this takes a few minutes.")
    # First what builds: pip then compiles pyscard with these instead of fetching unlocked ones.
    pip("--require-hashes", "--requirement", str(ROOT / "installer" / "build.lock"))
    pip("--require-hashes", "--requirement", str(ROOT / "installer" / "requirements.lock"))
    pip("--no-deps", "--editable", str(ROOT))


def pip(*arguments: str) -> None:
    """One call of pip inside the environment."""
    python = python_of(VENV)
    # swig, which pyscard's build calls by name, lies beside that Python.
    path = str(python.parent) + os.pathsep + os.environ.get("PATH", "")
    command = [str(python), *PIP, *arguments]
    environment = {"PATH": path, "PYTHONIOENCODING": "utf-8", "PYTHONNOUSERSITE": "1"}
    code, said = run_quietly(command, interesting=("Downloading", "Building wheel"), environment=environment)
    if code != 0:
        show(said[-3000:])
        raise explain(said, "The libraries could not be installed.", "What pip says above names the reason.")
