"""Each foreign library has one home, so that changing it changes one folder."""

from __future__ import annotations

import fnmatch
import sys

from tests.architecture.source import modules

# Library -> where it may be imported: patterns of paths below src/frontdesk.
HOMES: dict[str, tuple[str, ...]] = {
    "PySide6": ("ui/*", "app/*", "*/page.py", "*/dialogs/*", "*/qt/*"),
    "alembic": ("app/*", "store/*"),
    "argon2": ("staff/*",),
    "barcode": ("printing/*",),
    "cryptography": ("books/*", "devices/*", "store/*", "staff/*"),
    "escpos": ("devices/*", "printing/*"),
    "keyring": ("store/*",),
    "PIL": ("printing/*", "members/*", "app/*", "devices/*"),
    "platformdirs": ("core/*",),
    "psycopg": ("store/*",),
    # Names of people are read by core; an article's name is a phrase and is read as one.
    "pypinyin": ("core/*", "stock/terms.py"),
    "qrcode": ("printing/*",),
    # The benchmark draws the same pages by bare reportlab: its floor.
    "reportlab": ("printing/*", "app/bench/daily_pdf.py"),
    "serial": ("devices/*",),
    "shiboken6": ("ui/*", "app/*", "*/page.py", "*/dialogs/*", "*/qt/*"),
    "smartcard": ("devices/*",),
    # app copies whole database files (before an upgrade, for a backup) past the store.
    "sqlcipher3": ("store/*", "app/*"),
    "tomli_w": ("core/*",),
    "usb": ("devices/*",),
    "xlsxwriter": ("reports/*",),
}

# SQLAlchemy is allowed everywhere but where rows have become answers: pages, slips and what has no database at all.
WITHOUT_DATABASE = ("core/*", "ui/*", "*/page.py", "*/dialogs/*", "*/qt/*", "*/slips.py")


def matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


def test_each_foreign_library_stays_at_home() -> None:
    strays = [
        f"{module.name}:{line} imports {library}, whose home is {', '.join(HOMES[library])}"
        for module in modules()
        for library, line in module.top_level_imports()
        if library in HOMES and not matches(module.name, HOMES[library])
    ]
    assert not strays


def test_pages_and_slips_get_answers_not_rows() -> None:
    strays = [
        f"{module.name}:{line}"
        for module in modules()
        for library, line in module.top_level_imports()
        if library == "sqlalchemy" and matches(module.name, WITHOUT_DATABASE)
    ]
    assert not strays


def test_every_foreign_library_is_known_here() -> None:
    known = set(sys.stdlib_module_names) | HOMES.keys() | {"frontdesk", "sqlalchemy"}
    strays = [
        f"{module.name}:{line} imports {library}: give it a home in this test and a page in docs/decisions"
        for module in modules()
        for library, line in module.top_level_imports()
        if library not in known
    ]
    assert not strays
