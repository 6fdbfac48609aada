"""The first page: the person at the desk, the key board, who is in the house and what happened today."""
