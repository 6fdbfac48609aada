"""What a day came to, read from the books: on the screen, on paper, as PDF and for other programs."""
