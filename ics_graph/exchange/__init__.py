"""One module per format: what goes out of the graph, and what comes in."""
