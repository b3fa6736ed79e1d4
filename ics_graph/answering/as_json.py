"""An answer as JSON: every field, None left out, for other programs; the command line and the API write the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from json import dumps
from json.encoder import encode_basestring
from typing import Any

from ics_graph.answering.answer import Answer, Row
from ics_graph.answering.verdicts import verdict_line

VERSION = 1
"""Goes up when a key of an answer in JSON is renamed, removed or given another meaning."""

# Keys are names of fields, but for those that a reader of JSON knows by an older name.
_WRITTEN_AS = {"record": "line"}
_AT_ONCE = 500


def as_json(answer: Answer) -> str:
    """Return the answer as indented JSON; dates are ISO, keys are those of ``ics_graph.answering.answer``.

    A row's ``record`` is written ``line``, and ``version`` says which keys to expect. ``verdict_in_words`` is the
    second line of the answer as people read it.
    """
    return "".join(json_parts(answer))


def json_parts(answer: Answer) -> Iterator[str]:
    """Yield the answer as ``as_json`` returns it in parts, so that a long one need not be held as text as well."""
    before, lead = "{", "\n  "
    for key, value in {"version": VERSION, **_plain_but_rows(answer)}.items():
        yield f"{before}{lead}{encode_basestring(key)}: "
        before = ","
        if key != "rows" or not answer.rows:
            yield indented(value, lead)
            continue
        deeper, opening = f"{lead}  ", "["
        for start in range(0, len(answer.rows), _AT_ONCE):
            rows = [indented(_plain_row(row), deeper) for row in answer.rows[start : start + _AT_ONCE]]
            yield f"{opening}{deeper}{f',{deeper}'.join(rows)}"
            opening = ","
        yield f"{lead}]"
    yield "\n}"


def as_plain(answer: Answer) -> dict[str, Any]:
    """Return the answer as dictionaries, lists, text and numbers under the keys of its JSON."""
    plain = _plain_but_rows(answer)
    plain["rows"] = [_plain_row(row) for row in answer.rows]
    return {"version": VERSION, **plain}


def _plain_but_rows(answer: Answer) -> dict[str, Any]:
    """Return all of an answer but its rows, for which there is an empty list."""
    plain: dict[str, Any] = tidy(replace(answer, less=None, reaches_or_later=None, verdict_words=None, rows=()))
    plain["verdict_in_words"] = verdict_line(answer)
    for path in plain["paths"]:
        path["steps"] = [_with_written_keys(step) for step in path["steps"]]
    return plain


def _plain_row(row: Row) -> dict[str, Any]:
    return _with_written_keys(tidy(row))


def _with_written_keys(plain: dict[str, Any]) -> dict[str, Any]:
    return {_WRITTEN_AS.get(key, key): value for key, value in plain.items()}


def tidy(value: Any) -> Any:
    """Return plain values without those that are None; a dataclass becomes a dictionary of its fields."""
    if value.__class__ is str:
        return value
    if is_dataclass(value):
        plain = ((name, getattr(value, name)) for name in _names(value.__class__))
        return {name: tidy(item) for name, item in plain if item is not None}
    if isinstance(value, dict):
        return {key: tidy(item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [tidy(item) for item in value]
    return value


def indented(value: Any, lead: str = "\n") -> str:
    """Return plain values as ``json.dumps`` writes them with ``indent=2``, which it does in Python, word by word.

    An answer of 60,000 rows takes two fifths of the time. ``lead`` begins a line at the place of the value.
    """
    if value.__class__ is str:
        return encode_basestring(value)
    deeper = f"{lead}  "
    if isinstance(value, dict) and value:
        items = [f"{encode_basestring(key)}: {indented(item, deeper)}" for key, item in value.items()]
        return f"{{{deeper}{f',{deeper}'.join(items)}{lead}}}"
    if isinstance(value, list) and value:
        return f"[{deeper}{f',{deeper}'.join([indented(item, deeper) for item in value])}{lead}]"
    return dumps(value, ensure_ascii=False, default=str)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
