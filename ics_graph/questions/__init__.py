"""What may be asked of the graph: one function for each question, one module for each family, always an Answer."""
