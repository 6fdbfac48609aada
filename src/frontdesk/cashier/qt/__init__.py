"""The parts the cashier page is made of."""
