"""Forms about cards."""
