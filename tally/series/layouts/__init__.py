"""The layouts of official CSV files, one source each."""
