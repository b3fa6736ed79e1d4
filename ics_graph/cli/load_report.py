"""What a load, a dry run, a verification or a repair comes to, as text or JSON."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ics_graph.visible_text import in_a_line

if TYPE_CHECKING:
    from ics_graph.stores.neo4j import Change, Load, Named

Way = Literal["load", "dry-run", "verify", "repair"]
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
        fields = ("added", "changed", "removed")
        written = {
            "way": self.way,
            "server": self.server,
            "database": self.database,
            "graph": self.graph,
            "counts": {name: {field: getattr(of, field) for field in fields} for name, of in self.changes.items()},
            "records": [_as_json(record) for record in self.records],
            "refused": self.job.refused,
            "unfinished_load": self.job.broken_off,
            "read_back": self.job.compared_records,
            "just_so": self.is_just_so,
        }
        return json.dumps(written, ensure_ascii=False, indent=2, default=str)

    def _counts(self) -> Iterator[str]:
        width = max(_WIDTH, *(len(section) + 1 for section in self.changes))
        yield "".join(["records".ljust(width), *(word.rjust(_WIDTH) for word in ("added", "changed", "removed"))])
        for section, change in self.changes.items():
            numbers = (change.added, change.changed, change.removed)
            yield "".join([section.ljust(width), *(f"{number:,}".rjust(_WIDTH) for number in numbers)])

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
        for record in self.records[:_MOST]:
            by_hand = " by hand since the load" if record.by_hand else ""
            yield f"  {record.change}{by_hand}: {record.section} {in_a_line(record.id)}"
            for what, in_graph, in_files in record.differences:
                yield f"    {in_a_line(what)}: {_short(in_graph)} in the graph, {_short(in_files)} in the files"
        if more := len(self.records) - _MOST:
            yield from [f"  … and {more:,} more; --format json names all."] if more > 0 else []


def _as_json(record: Named) -> dict[str, Any]:
    return {
        "change": record.change,
        "kind": record.section,
        "id": record.id,
        "by_hand": record.by_hand,
        "differences": [difference._asdict() for difference in record.differences],
    }


def _short(value: Any) -> str:
    """Return a value in a few words; a long one by its beginning."""
    if value is None:
        return "nothing"
    text = in_a_line(str(value))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
