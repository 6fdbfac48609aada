"""The database: engines, the unit of work, column types and the refusals at start."""
