"""From a file of a source to an immutable vintage: draft, preview, agree, keep."""
