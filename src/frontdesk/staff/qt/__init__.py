"""Windows' parts about people who work here."""
