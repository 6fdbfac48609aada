"""The demo day: a whole business day through the real use cases, the real window and a real TCP connection."""
