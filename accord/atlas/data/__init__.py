"""Reference data, and the scripts that made it from published files."""
