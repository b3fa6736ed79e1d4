"""Where each body and line of a picture stands: ranks, places, blocks, shelves, courses and labels."""
