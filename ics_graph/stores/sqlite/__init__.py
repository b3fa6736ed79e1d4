"""The embedded store: one SQLite file, compiled from dataset folders and rebuilt by itself when they change.

A build goes to a file of its own and is swapped in when it is whole, so that a reader sees the old store or the
new one, never half of one; a build that is killed leaves the old one as it was.
"""

from __future__ import annotations

from ics_graph.stores.sqlite.embedded import embedded_store, shipped_datasets
from ics_graph.stores.sqlite.reading import FORMAT, SQLiteStore

__all__ = ["FORMAT", "SQLiteStore", "embedded_store", "shipped_datasets"]
