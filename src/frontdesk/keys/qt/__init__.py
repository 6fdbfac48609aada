"""Painted parts of the keys page."""
