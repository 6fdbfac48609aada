"""The tabs of the Devices page: how each device of the counter is, and how it is set up."""
