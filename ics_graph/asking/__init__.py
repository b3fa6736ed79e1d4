"""The graph as Python asks it: an open store that answers the questions by their names."""

from __future__ import annotations

from ics_graph.asking.store import AskableStore, open_store

__all__ = ["AskableStore", "open_store"]
