"""Loads what every test run needs before any test is collected."""

pytest_plugins = ["tests.qt_display"]
