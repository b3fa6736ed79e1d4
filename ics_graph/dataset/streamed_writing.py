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
from typing import IO, Any

from ics_graph.dataset.folder import ABOUT_FILE
from ics_graph.dataset.writing import LONGEST_YAML, about_of, as_row, columns_of, write_text, yaml_of
from ics_graph.model import About
from ics_graph.output import create
from ics_graph.serialization import to_plain

# YAML takes many times the room of a record while it is made.
_AT_ONCE = 100


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
        columns = columns_of(section)
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
        rest: list[dict[str, Any]] = []
        for record in records:
            plain = to_plain(record)
            row = as_row(section, plain)
            if row is not None:
                writer.writerow(row)
            else:
                rest.append(plain)
                if len(rest) == _AT_ONCE:
                    self._wait(section, rest)
                    rest.clear()
            self.written[section] += 1
        if text := out.getvalue():
            self._table(section, columns).write(text.encode())
        if rest:
            self._wait(section, rest)

    def finish(self, about: About, uses: Sequence[str]) -> None:
        """Write what waits, and what makes the folder a dataset; nothing can be added afterwards."""
        for section in list(self._waiting):
            self._write_waiting(section)
        self._open.close()
        write_text(self.folder / ABOUT_FILE, yaml_of(about_of([about], uses)))

    def _wait(self, section: str, rest: list[dict[str, Any]]) -> None:
        """Keep records as YAML until a file of it is long enough."""
        waiting = self._waiting.setdefault(section, [])
        waiting.append(yaml_of({section: rest}).removeprefix(f"{section}:\n"))
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
