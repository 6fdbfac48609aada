"""The doctor: how the machine and every device are, in words, each with what to do about it (K01, K03)."""
