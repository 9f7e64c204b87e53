"""The engine: plain Python over values, frames and files; no Django, no HTTP."""
