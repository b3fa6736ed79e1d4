"""An answer as JSON: every field, None left out, for other programs; the command line and the API write the same."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from ics_graph.answering.answer import Answer


def as_json(answer: Answer) -> str:
    """Return the answer as indented JSON; dates are ISO, keys are those of ``ics_graph.answering.answer``."""
    return json.dumps(tidy(asdict(answer)), ensure_ascii=False, indent=2, default=str)


def tidy(value: Any) -> Any:
    """Return plain values without those that are None."""
    if isinstance(value, dict):
        return {key: tidy(item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [tidy(item) for item in value]
    return value
