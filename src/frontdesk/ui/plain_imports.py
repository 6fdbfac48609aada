"""Python's own import, given back after PySide6 has put one of its own in its place.

PySide6 reads the source of every module that is imported after it, looking for its own name: a switch for other
spellings of Qt's names, which this program doesn't use, wants to know. That takes a third of the time of a start, holds
up the window while pages are loaded, and keeps 22 MB of source text in memory.
"""

import builtins
import linecache

import PySide6.QtCore  # noqa: F401 - first it must have taken the place


def give_back_import() -> None:
    """Any number of times; ``from __feature__ import ...`` does nothing any more then.

    An import that somebody else has put over PySide6's, such as a debugger, stays.
    """
    if getattr(builtins.__import__, "__name__", "") == "__feature_import__":
        builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
        linecache.clearcache()
