"""What goes out of the graph: one module per format, found by itself."""
