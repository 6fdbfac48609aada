"""A sample gym: the same people, contracts, goods and keys every time, for the demo, for trying out and for tests."""
