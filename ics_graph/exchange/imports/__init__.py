"""What comes into the graph: one module per format, found by itself; each yields a Dataset and a report."""
