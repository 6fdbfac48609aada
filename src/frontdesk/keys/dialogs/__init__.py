"""Forms of the keys page."""
