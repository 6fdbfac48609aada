"""Money, time, text, languages and settings: what every layer may use, without input or output devices and without Qt."""
