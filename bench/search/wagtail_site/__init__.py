"""The smallest site on which Wagtail's search runs."""
