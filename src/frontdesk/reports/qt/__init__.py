"""Pictures and tables of the reports page."""
