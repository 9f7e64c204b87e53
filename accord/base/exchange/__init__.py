"""What leaves as a file, and how a file that comes in is recognised."""
