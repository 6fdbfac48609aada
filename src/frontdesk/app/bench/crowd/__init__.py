"""A gym of any size, up to a million members and half a million sales, written as fast as the disk takes it."""
