"""Questions the cashier page asks."""
