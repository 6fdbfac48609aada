"""The cash drawer: what opens it, on a printer's connector or on a serial port of its own."""
