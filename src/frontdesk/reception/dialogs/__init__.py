"""Forms of the reception page."""
