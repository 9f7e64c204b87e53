"""Structures and data as SDMX messages, written a piece at a time."""
