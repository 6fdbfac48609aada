"""The window itself: rail, search box, strips, lock; and where taps and scans go."""
