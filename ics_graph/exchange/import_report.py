"""What an import says of itself: what was read and written, what was passed over and why, and what is doubtful.

Nothing that a file holds is dropped in silence: each row or record that makes no record here is told by file and line,
with the reason.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple

from ics_graph.dates import PartialDate, in_words
from ics_graph.errors import IcsGraphError
from ics_graph.exchange.foreign_days import day_in_name
from ics_graph.model import Claim
from ics_graph.validation import Problem, Problems


class ImportFailed(IcsGraphError):
    """Raised where files are not of the format that was named; holds the problems, and nothing is written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = Problems(problems)
        super().__init__("\n".join(filter(None, (*map(str, self.problems), self.problems.rest()))))


@dataclass(slots=True)
class Witness:
    """What files say of a record that is known already: their claims, and days that the record lacks."""

    claims: list[Claim] = field(default_factory=list)
    since: PartialDate | None = None
    until: PartialDate | None = None


class Note(NamedTuple):
    """What is told of one place in a file: ``record`` is the code or name by which a reader knows it."""

    file: str
    line: int | None
    record: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.record, self.reason) if part)


class NotesOnDisk(list[Note]):
    """Notes of which only the first are held in memory: those of a file of which nobody knows how long it is."""

    def __init__(self, most: int = 5000) -> None:
        super().__init__()
        self._most = most
        self._rest: IO[str] | None = None
        self._written = 0

    def append(self, note: Note) -> None:
        """Add a note."""
        if super().__len__() < self._most:
            super().append(note)
            return
        if self._rest is None:
            import tempfile

            # It has no name, and is gone with the report.
            self._rest = tempfile.TemporaryFile("w+", encoding="utf-8", prefix="ics-graph-")  # noqa: SIM115
        self._rest.write(json.dumps(note) + "\n")
        self._written += 1

    def __del__(self) -> None:
        if self._rest is not None:
            self._rest.close()

    def __len__(self) -> int:
        return super().__len__() + self._written

    def __iter__(self) -> Iterator[Note]:
        yield from super().__iter__()
        if self._rest is not None:
            self._rest.seek(0)
            for line in self._rest:
                yield Note(*json.loads(line))


@dataclass(slots=True)
class Report:
    """The account of one import.

    ``read`` counts rows or records by file, ``matched`` has the id of each body that was known already, by its code or
    name, and ``already`` counts the other records of each section that were. ``witnesses`` has, by section and id, what
    the files say of records that are known already, and ``gone`` the known bodies that an earlier file of the same kind
    listed and these do not. ``say`` tells of long work as it goes on.
    """

    read: Counter[str] = field(default_factory=Counter)
    matched: dict[str, str] = field(default_factory=dict)
    already: Counter[str] = field(default_factory=Counter)
    witnesses: dict[str, dict[str, Witness]] = field(default_factory=dict)
    gone: list[Note] = field(default_factory=list)
    say: Callable[[str], None] = field(default=lambda _: None, repr=False, compare=False)
    dated: dict[str, str] = field(default_factory=dict)
    """The day that was read from the name of a file, in words, with what it was read from, by file."""
    skipped: list[Note] = field(default_factory=list)
    doubtful: list[Note] = field(default_factory=list)

    def day_of_file(self, path: Path, name: str, given: PartialDate | None) -> PartialDate | None:
        """Return the day of a file: the one that was given, else the one in its name, which is told."""
        read = day_in_name(path.stem) if given is None else None
        if read is None:
            return given
        self.dated[name] = f"{in_words(read.day)} (from '{read.text}' in the name)"
        if read.doubtful:
            self.doubt(name, None, read.text, "the name has more digits than its date; give the day by --date")
        return read.day

    def witness(
        self,
        section: str,
        id_: str,
        claims: Iterable[Claim],
        since: PartialDate | None = None,
        until: PartialDate | None = None,
    ) -> None:
        """Keep what a file says of a record that is known already, and a day of it that the record lacks."""
        witness = self.witnesses.setdefault(section, {}).setdefault(id_, Witness())
        witness.claims += [claim for claim in claims if claim not in witness.claims]
        witness.since, witness.until = witness.since or since, witness.until or until

    def skip(self, file: str, line: int | None, record: str, reason: str) -> None:
        """Tell of something that was not taken over; a reason is a sentence without what varies from row to row."""
        self.skipped.append(Note(file, line, record, reason))

    def doubt(self, file: str, line: int | None, record: str, reason: str) -> None:
        """Tell of something that was taken over and that a person should look at."""
        self.doubtful.append(Note(file, line, record, reason))
