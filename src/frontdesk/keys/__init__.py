"""Zones, key tags, their trays and the board; lost and found keys."""
