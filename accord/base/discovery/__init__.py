"""How machines find records and how they are shown elsewhere: heads, links, images."""
