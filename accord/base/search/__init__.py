"""Find public records in any language. See README.md."""
