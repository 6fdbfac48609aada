"""Persons, what was sold to them, what it entitles them to, and finding them again."""
