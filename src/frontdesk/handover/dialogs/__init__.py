"""Dialogs of the handover."""
