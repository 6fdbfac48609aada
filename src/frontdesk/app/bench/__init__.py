"""The benchmark: every speed the design promises, measured beside its own floor."""
