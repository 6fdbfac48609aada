"""What sets a counter PC up: system packages, the virtual environment, the locked libraries."""
