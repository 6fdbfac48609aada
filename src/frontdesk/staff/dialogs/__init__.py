"""Dialogs about accounts, passwords and PINs."""
