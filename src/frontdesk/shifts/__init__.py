"""Who is at which counter, and on which business day: the thin fact that everything else refers to."""
