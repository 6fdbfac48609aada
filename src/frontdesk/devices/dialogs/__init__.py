"""Windows of the devices themselves."""
