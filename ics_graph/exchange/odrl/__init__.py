"""ODRL 2.2, the W3C vocabulary of permissions: the rows of schemes as policies. It goes out only."""
