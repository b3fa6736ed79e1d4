"""Where the shipped data is, in a checkout or in a wheel: ontology, seeds, invented examples, schemas of files."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent
_IN_CHECKOUT = {"ontology": "ontology", "seeds": "seeds", "examples": "examples", "schemas": "docs/reference"}


def shipped(kind: Literal["ontology", "seeds", "examples", "schemas"]) -> Path:
    """Return the folder of what is shipped under ``kind``; raise FileNotFoundError where it is absent.

    They lie at the top of a checkout, where people edit them, and inside the package in a wheel, where there
    is no checkout. A checkout wins, even over a packaged copy beside it: an editable install may leave such
    copies behind, and they would silently hide every later edit.
    """
    checkout = _PACKAGE.parent
    in_checkout = (checkout / "pyproject.toml").is_file() and (checkout / "ontology").is_dir()
    folder = checkout / _IN_CHECKOUT[kind] if in_checkout else _PACKAGE / "_data" / kind
    if not folder.is_dir():
        raise FileNotFoundError(f"the shipped {kind} should be in {folder}, which is missing: reinstall ics-graph")
    return folder
