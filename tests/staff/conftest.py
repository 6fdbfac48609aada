"""The panel's tests share the interface's desk."""

from tests.ui.conftest import desk, runner

__all__ = ["desk", "runner"]
