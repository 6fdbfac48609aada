"""Arriving and leaving: who is in the house, with which key, and where the card is."""
