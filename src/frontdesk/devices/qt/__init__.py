"""Devices that speak through Qt: key events and signals across threads."""
