"""Practice on a copy (K01): the gym's data without its people, devices on the screen, nothing that reaches the books.

The copy is a SQLite file in a folder of its own with keys of its own. It carries its mark in its books, so whatever
opens it says so, and it is never opened as a counter's database.
"""
