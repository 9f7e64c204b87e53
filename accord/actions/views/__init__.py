"""HTML in and out: what everyone reads, and what a partner writes."""
