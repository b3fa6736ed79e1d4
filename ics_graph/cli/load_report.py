"""What a load, a dry run, a verification or a repair comes to, as text or JSON."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ics_graph.visible_text import in_a_line

if TYPE_CHECKING:
    from ics_graph.stores.neo4j import Change, Load, Named
    from ics_graph.stores.neo4j.changes import Difference

Way = Literal["load", "dry-run", "verify", "repair"]
_CHANGES = ("added", "changed", "removed")
_STATES = {"added": "missing in the graph", "changed": "differs", "removed": "in the graph only"}
"""What a change would mend, said of the graph as it is."""
_TYPES = {str: "a text", bool: "a boolean", int: "a whole number", float: "a decimal number", list: "a list"}
_TYPES |= {datetime: "a date and time", date: "a date"}
_WIDTH = 10
_MOST = 20
"""How many records a table names; JSON names all."""
_LONGEST = 60
_BIG = 50_000
"""From so many relations on a first load takes minutes, and there is a quicker way."""


def quicker_way(relations: int, graph: str, data: Sequence[Path]) -> str | None:
    """Return how a first load of this size is done in less time, with what to type; None where it is small."""
    if relations <= _BIG:
        return None
    named = [word for folder in data for word in ("--data", str(folder))]
    command = shlex.join(["ics-graph", "export", "neo4j-admin", "import/", *named, "--graph", graph])
    return (
        f"This is a first load of {relations:,} relations. By neo4j-admin it takes half the time. The server must be "
        "stopped for it, and its database is replaced. To do so, stop this load with Ctrl-C, and type:\n"
        f"  {command}\n"
        "  less import/README.txt      # the commands that follow"
    )


@dataclass(frozen=True, slots=True)
class Report:
    """A load that has come to its end: where it went, what it changed or would, and what was read back."""

    way: Way
    server: str
    database: str
    graph: str
    changes: Mapping[str, Change]
    records: Sequence[Named]
    job: Load
    is_just_so: bool

    def table(self) -> str:
        """Return a line for each kind of record, the sum in words, and the records by name unless they were loaded."""
        return "\n".join([*self._counts(), *self._sentences(), *(() if self.way == "load" else self._named())])

    def as_json(self) -> str:
        """Return all of it as JSON: every record is named, each with what differs where that was read."""
        written = {
            "way": self.way,
            "server": self.server,
            "database": self.database,
            "graph": self.graph,
            "counts": {name: {field: getattr(of, field) for field in _CHANGES} for name, of in self.changes.items()},
            "records": [_as_json(record) for record in self.records],
            "refused": self.job.refused,
            "unfinished_load": self.job.broken_off,
            "read_back": self.job.compared_records,
            "just_so": self.is_just_so,
        }
        return json.dumps(written, ensure_ascii=False, indent=2, default=str)

    def _counts(self) -> Iterator[str]:
        width = max(_WIDTH, *(len(section) + 1 for section in self.changes))
        words = [_STATES[word] if self.way == "verify" else word for word in _CHANGES]
        wide = [max(_WIDTH, len(word) + 2) for word in words]
        yield "".join(["records".ljust(width), *(word.rjust(at) for word, at in zip(words, wide, strict=True))])
        for section, change in self.changes.items():
            numbers = (change.added, change.changed, change.removed)
            yield "".join(
                [section.ljust(width), *(f"{number:,}".rjust(at) for number, at in zip(numbers, wide, strict=True))]
            )

    def _sentences(self) -> Iterator[str]:
        differ, number = any(self.changes.values()), f"{self.job.compared_records:,} nodes and lines"
        if self.job.broken_off:
            yield "A load of before has not come to its end."
        if self.way == "load" and not differ:
            yield "Unchanged since the last load; nothing was written. To check what is there: --verify."
        elif self.way == "dry-run":
            yield "This is what would change; nothing was changed." if differ else "Unchanged since the last load."
        elif self.way == "verify" and not self.job.is_there:
            yield "There is no such graph yet; load it first."
        elif self.way == "verify" and differ:
            yield f"Read back {number}: {len(self.records):,} differ. Nothing was changed; --repair mends them."
        elif self.way == "repair" and differ:
            yield f"Read back {number}: {len(self.records):,} differed, and were mended."
        if self.is_just_so:
            again = " Read back once more:" if self.way == "repair" and differ else f"Read back {number}:"
            yield f"{again.strip()} the graph is already just so."
        elif self.way == "repair":
            yield "Read back once more, and it still differs: is somebody else writing? Run --verify."
        if self.way != "load":
            yield f"Server {self.server}, database {self.database}, graph {self.graph}."
        if self.job.refused:
            yield f"The load itself would be refused: {self.job.refused}"

    def _named(self) -> Iterator[str]:
        # What is in the graph only is in no file, and nobody sees it but here: all of it is named.
        verifying = self.way == "verify"
        only_there = [record for record in self.records if verifying and record.change == "removed"]
        others = [record for record in self.records if not verifying or record.change != "removed"]
        for record in [*only_there, *others[:_MOST]]:
            told = _state(record) if verifying else record.change
            if record.by_hand:
                told = f"{told}, changed by hand since the load" if verifying else f"{told} by hand since the load"
            yield f"  {told}: {record.section} {in_a_line(record.id)}"
            for difference in record.differences:
                yield f"    {_in_words(difference)}"
        if (more := len(others) - _MOST) > 0:
            yield f"  … and {more:,} more; --format json names all."


def _as_json(record: Named) -> dict[str, Any]:
    return {
        "change": record.change,
        "kind": record.section,
        "id": record.id,
        "by_hand": record.by_hand,
        "state": _state(record),
        "differences": [difference._asdict() | _types(difference) for difference in record.differences],
    }


def _state(record: Named) -> str:
    """Return how a record is in the graph, before anything is mended."""
    return "twice in the graph" if record.twice else _STATES[record.change]


def _types(difference: Difference) -> dict[str, str]:
    """Return of what types two values are, where both are there and of different ones."""
    values = {"type_in_graph": difference.in_graph, "type_in_files": difference.in_files}
    if None in values.values() or type(difference.in_graph) is type(difference.in_files):
        return {}
    return {name: _TYPES.get(type(value), "another type") for name, value in values.items()}


def _in_words(difference: Difference) -> str:
    """Return what differs, with the types of the values where these differ."""
    types = _types(difference)
    of = [f" ({types[name]})" if types else "" for name in ("type_in_graph", "type_in_files")]
    there, here = _short(difference.in_graph) + of[0], _short(difference.in_files) + of[1]
    return f"{in_a_line(difference.what)}: {there} in the graph, {here} in the files"


def _short(value: Any) -> str:
    """Return a value in a few words; a long one by its beginning."""
    if value is None:
        return "nothing"
    text = in_a_line(str(value))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
