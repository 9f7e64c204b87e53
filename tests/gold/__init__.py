"""Judgements made by hand, before the code that they judge."""
