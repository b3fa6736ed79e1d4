"""Statements of the Beneficial Ownership Data Standard, version 0.4: who owns and controls bodies, both ways."""
