"""Pages of the secretariat's queue."""
