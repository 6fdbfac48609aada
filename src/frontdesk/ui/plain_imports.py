"""Python's own import, given back after PySide6 has put one of its own in its place.

PySide6 reads the source of every module that is imported after it, looking for its own name: a switch for other
spellings of Qt's names, which this program doesn't use, needs to know. That takes a third of the time of a start,
holds up the window while pages are loaded, and keeps 25 MB of source text in memory.
"""

import builtins
import linecache


def give_back_import() -> None:
    """Call it once PySide6 has been imported; ``from __feature__ import ...`` does nothing any more then."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    linecache.clearcache()
