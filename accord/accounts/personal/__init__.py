"""What Accord knows of people: its inventory, copies of it, erasure and retention."""
