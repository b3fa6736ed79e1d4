"""An answer as JSON, the same that the API gives."""

from __future__ import annotations

from ics_graph.answering.answer import Answer
from ics_graph.answering.as_json import as_json, json_parts

parts = json_parts
"""Yields the answer as ``render`` returns it."""


def render(answer: Answer) -> str:
    """Return the answer as indented JSON."""
    return as_json(answer)
