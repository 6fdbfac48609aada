"""The page's tests share the interface's desk, others the visits' house."""

from tests.ui.conftest import desk, runner
from tests.visits.conftest import house

__all__ = ["desk", "house", "runner"]
