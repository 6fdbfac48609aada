"""What the customer sees while being served: a second window, a pole display."""
