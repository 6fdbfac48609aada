"""What tests of cards share."""

from tests.ui.conftest import desk, look, runner

__all__ = ["desk", "look", "runner"]
