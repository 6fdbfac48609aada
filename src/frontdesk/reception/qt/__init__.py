"""Painted parts of the reception page."""
