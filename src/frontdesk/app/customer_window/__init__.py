"""The window on the customer's side: greeting while nobody is served, lines and amounts during a sale."""
