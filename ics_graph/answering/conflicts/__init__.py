"""What differs: figures, names and codes, and what depends on a disputed thing."""
