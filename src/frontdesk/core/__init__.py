"""Money, time, text, languages and settings: what every layer may use, free of devices, databases and Qt."""
