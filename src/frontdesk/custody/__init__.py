"""Things, who holds them now, and the moves that brought them there."""
