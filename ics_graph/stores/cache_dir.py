"""Where what can be made again is kept between runs: ICS_GRAPH_CACHE, else the user's cache."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def kept_cache() -> Path | None:
    """Return the folder, or None where it cannot be written."""
    if chosen := os.environ.get("ICS_GRAPH_CACHE"):
        return Path(chosen)
    from platformdirs import user_cache_path

    folder = user_cache_path("ics-graph")
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    return None
