"""Plumbing of the API: what is the same for every resource of every app."""
