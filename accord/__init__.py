"""Accord: the platform on which a voluntary coalition works."""

__version__ = "0.1.0"
