"""Where icons, translations and sample data lie, installed or in a checkout."""

from functools import cache
from pathlib import Path


@cache
def _root() -> Path:
    package = Path(__file__).resolve().parent.parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent.parent / "resources"


def resource_path(name: str) -> Path:
    """The file or folder of a resource such as ``icons/key.svg``."""
    return _root() / name
