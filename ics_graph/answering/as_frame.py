"""An answer as a data frame of pandas or polars: a row for each row of the answer, and real dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from ics_graph.answering.answer import Answer, Row, certainty_of
from ics_graph.answering.tabular import sources_of
from ics_graph.dates import PartialDate
from ics_graph.errors import InvalidValue, MissingExtra

Library = Literal["pandas", "polars"]
_LIBRARIES: tuple[Library, ...] = ("pandas", "polars")
_DATES = ("from", "until", "reaches", "as_of")


def as_frame(answer: Answer, library: Library | None = None) -> Any:
    """Return the rows of an answer as a data frame, in their order; by default of pandas, or polars where that is not.

    ``from``, ``until``, ``reaches`` and ``as_of`` are dates: of a month or year ``from`` has its first day and
    ``until`` its last. ``from_as_stated`` and ``until_as_stated`` have what the source gives. What is not stated is
    missing. ``as_of`` is the day that was asked about. Raises InvalidValue for another library, and MissingExtra where
    it is not installed.
    """
    if library is not None and library not in _LIBRARIES:
        raise InvalidValue(f"a data frame is one of {' or '.join(_LIBRARIES)}, and not of {library!r}")
    rows = [_cells(row, answer.as_of) for row in answer.rows]
    columns = {name: [cells[name] for cells in rows] for name in _cells(_EMPTY, None)}
    for name in (library,) if library else _LIBRARIES:
        try:
            return _polars(columns) if name == "polars" else _pandas(columns)
        except ImportError:
            continue
    raise MissingExtra(f"a data frame needs {library or 'pandas or polars'}", "notebook")


def _cells(row: Row, as_of: date | None) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "type": row.type or None,
        "relation": row.relation or None,
        "of": row.of,
        "of_name": row.of_name,
        "depth": row.depth,
        "role": row.role,
        "capacity": row.capacity,
        "scheme": row.scheme,
        "value": row.value,
        "holds": row.holds,
        "phase": row.phase,
        "certainty": certainty_of(row) or None,
        "from": _day(row.since, first=True),
        "until": _day(row.until, first=False),
        "from_as_stated": row.since,
        "until_as_stated": row.until,
        "reaches": _day(row.reaches, first=False),
        "heading": row.heading,
        "group": row.group,
        "note": row.note,
        "record": row.record,
        "sources": sources_of(row),
        "as_of": as_of,
    }


_EMPTY = Row(id="", name="", type="")


def _day(text: str | None, first: bool) -> date | None:
    if not text:
        return None
    partial = PartialDate.parse(text)
    return partial.earliest if first else partial.latest


def _pandas(columns: Mapping[str, list[Any]]) -> Any:
    import pandas

    frame = pandas.DataFrame(dict(columns))
    # A day of the year 1000 is one, too: seconds reach there, and nanoseconds do not.
    return frame.astype({name: "datetime64[s]" for name in _DATES})


def _polars(columns: Mapping[str, list[Any]]) -> Any:
    import polars

    return polars.DataFrame(dict(columns), schema_overrides={name: polars.Date for name in _DATES})
