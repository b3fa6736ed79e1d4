"""Popolo, the open-government data specification: persons, organizations, posts and memberships as JSON."""
