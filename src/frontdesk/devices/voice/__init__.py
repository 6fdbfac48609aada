"""Amounts said aloud (K04): which words, which clips, and their sound; no window and no loudspeaker here."""
