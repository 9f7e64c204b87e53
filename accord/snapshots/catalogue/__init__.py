"""The catalogue: every dataset in the words of DCAT-AP 3, for portals of open data."""
