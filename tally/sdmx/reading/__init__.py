"""Reading SDMX data messages into the tidy tables of tally.series."""
