"""The command line: parse, one call, print. No logic lives here; every heavy import is inside its command."""

from __future__ import annotations

from ics_graph.cli.main import main

__all__ = ["main"]
