"""The set-up assistant for one printer: found, tried, asked, named."""
