"""Forms about members and contracts."""
