"""Card readers on the smart card service, keyboard readers, and their simulated twin."""
