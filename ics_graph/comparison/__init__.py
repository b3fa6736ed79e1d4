"""Two versions of a dataset compared; knows datasets and no store."""
