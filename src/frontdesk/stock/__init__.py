"""Goods: what is sold over the counter, what it costs and how much is there."""
