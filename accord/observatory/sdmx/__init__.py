"""The figures for programs that speak SDMX."""
