"""Lists of who is barred elsewhere: taken in, compared with names, hits judged."""
