"""Card stock: issue, lose, block, replace, return, and what an unopened card is."""
