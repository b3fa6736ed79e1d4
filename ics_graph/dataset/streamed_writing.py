"""Writes a dataset folder that is too big to be held whole: records come in batches, and each is written as it comes.

What is read back is what was written. Unlike ``writing`` it keeps the order in which records come, and its files have
all the columns that the section may need.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NamedTuple

from ics_graph.dataset.folder import ABOUT_FILE
from ics_graph.dataset.writing import LONGEST_YAML, about_of, as_row, columns_of, write_text, yaml_of
from ics_graph.model import About
from ics_graph.output import create
from ics_graph.serialization import to_plain

# YAML takes many times the room of a record while it is made.
_AT_ONCE = 100


class Written(NamedTuple):
    """Records of a section as they are written: rows of its table, and as YAML what no row can say."""

    section: str
    number: int
    rows: bytes
    rest: list[str]


def written(section: str, records: Iterable[Any]) -> Written:
    """Return records of a section in the form in which they are written."""
    columns = columns_of(section)
    out = io.StringIO(newline="")
    write = csv.writer(out, lineterminator="\n").writerow
    rest: list[dict[str, Any]] = []
    number = 0
    for record in records:
        number += 1
        plain = to_plain(record)
        row = as_row(section, plain)
        if row is not None:
            write([row.get(column, "") for column in columns])
        else:
            rest.append(plain)
    texts = [yaml_of({section: rest[at : at + _AT_ONCE]}) for at in range(0, len(rest), _AT_ONCE)]
    return Written(section, number, out.getvalue().encode(), [text.removeprefix(f"{section}:\n") for text in texts])


class FolderWriter:
    """A folder in the making, as a context: ``add`` writes records, and ``finish`` makes it a dataset.

    What no row can say goes to YAML, in as many files as it takes. Raises OSError where the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written: Counter[str] = Counter()
        self._open = ExitStack()
        self._tables: dict[str, IO[bytes]] = {}
        self._waiting: dict[str, list[str]] = {}
        self._parts: Counter[str] = Counter()

    def __enter__(self) -> FolderWriter:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def add(self, section: str, records: Iterable[Any]) -> None:
        """Write records of a section."""
        self.put(written(section, records))

    def put(self, part: Written) -> None:
        """Write records that are in their form already."""
        self.written[part.section] += part.number
        if part.rows:
            self._table(part.section, columns_of(part.section)).write(part.rows)
        for text in part.rest:
            self._wait(part.section, text)

    def finish(self, about: About, uses: Sequence[str]) -> None:
        """Write what waits, and what makes the folder a dataset; nothing can be added afterwards."""
        for section in list(self._waiting):
            self._write_waiting(section)
        self._open.close()
        write_text(self.folder / ABOUT_FILE, yaml_of(about_of([about], uses)))

    def _wait(self, section: str, text: str) -> None:
        """Keep records as YAML until a file of it is long enough."""
        waiting = self._waiting.setdefault(section, [])
        waiting.append(text)
        if sum(map(len, waiting)) > LONGEST_YAML:
            self._write_waiting(section)

    def _table(self, section: str, columns: Sequence[str]) -> IO[bytes]:
        if section not in self._tables:
            self._tables[section] = self._open.enter_context(create(self.folder / f"{section}.csv"))
            self._tables[section].write((",".join(columns) + "\n").encode())
        return self._tables[section]

    def _write_waiting(self, section: str) -> None:
        texts = self._waiting.pop(section)
        self._parts[section] += 1
        number = self._parts[section]
        name = f"{section}.yaml" if number == 1 else f"{section}-{number}.yaml"
        write_text(self.folder / name, f"{section}:\n" + "".join(texts))
