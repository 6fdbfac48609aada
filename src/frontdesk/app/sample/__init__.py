"""A sample gym: the same people, contracts, goods and keys every time, for the demo, for trying out and for tests."""

from frontdesk.app.sample.load import SampleResult, load_sample, staff_of_the_sample

__all__ = ["SampleResult", "load_sample", "staff_of_the_sample"]
