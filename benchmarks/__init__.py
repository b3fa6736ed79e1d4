"""Ratios, each measured in one run beside a named peer. Never part of the tests: machines differ, ratios less so."""
