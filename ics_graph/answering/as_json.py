"""An answer as JSON: every field, None left out, for other programs; the command line and the API write the same."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from ics_graph.answering.answer import Answer
from ics_graph.answering.verdicts import verdict_line

VERSION = 1
"""Goes up when a key of an answer in JSON is renamed, removed or given another meaning."""

# Keys are names of fields, but for those that a reader of JSON knows by an older name.
_WRITTEN_AS = {"record": "line"}


def as_json(answer: Answer) -> str:
    """Return the answer as indented JSON; dates are ISO, keys are those of ``ics_graph.answering.answer``.

    A row's ``record`` is written ``line``, and ``version`` says which keys to expect. ``verdict_in_words`` is the
    second line of the answer as people read it.
    """
    return json.dumps(as_plain(answer), ensure_ascii=False, indent=2, default=str)


def as_plain(answer: Answer) -> dict[str, Any]:
    """Return the answer as dictionaries, lists, text and numbers under the keys of its JSON."""
    plain = tidy(asdict(answer))
    plain["verdict_in_words"] = verdict_line(answer)
    for rows in (plain["rows"], *(path["steps"] for path in plain["paths"])):
        rows[:] = [{_WRITTEN_AS.get(key, key): value for key, value in row.items()} for row in rows]
    return {"version": VERSION, **plain}


def tidy(value: Any) -> Any:
    """Return plain values without those that are None."""
    if isinstance(value, dict):
        return {key: tidy(item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [tidy(item) for item in value]
    return value
