"""The counter program of a gym's, card center's or residential property's front desk."""

__version__ = "0.1.0"
