"""Search beside PostgreSQL's bare query, Wagtail's and Tantivy, on the same texts."""
