"""SDMX: statistical data and structures, read and written."""
