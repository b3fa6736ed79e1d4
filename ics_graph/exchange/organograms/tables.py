"""Organogram files as rows by the names of their columns; columns of pay and contact have no name here."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ics_graph.dates import MAX_DATE, PartialDate
from ics_graph.exchange.import_report import ImportFailed, Report
from ics_graph.exchange.text_files import decoded, in_order, slug
from ics_graph.validation import Problem

_SENIOR = {
    "ref": "post unique reference",
    "name": "name",
    "grade": "grade( or equivalent)?",
    "title": "job title",
    "function": "job/team function",
    "department": "parent department",
    "organisation": "organisation",
    "unit": "unit",
    "reports": "reports to senior post",
    "fte": "fte",
    "profession": "profession(al/occupational group)?",
    "valid": r"valid\??",
}
_JUNIOR = {
    "department": "parent department",
    "organisation": "organisation",
    "unit": "unit",
    "reports": "reporting senior post",
    "grade": "grade( or equivalent)?",
    "title": "generic job title",
    "fte": r"number of posts (in )?\(?fte\)?",
    "profession": "profession(al/occupational group)?",
}
_NEEDED = {
    "senior": ("ref", "name", "title", "organisation", "reports"),
    "junior": ("organisation", "reports", "title"),
}
_PRIVATE = re.compile(r"pay|salary|phone|mail|contact|£")


@dataclass(eq=False, slots=True)
class Snapshot:
    """One file: the senior or the junior posts of a day; ``source`` is the id that its claims cite."""

    name: str
    kind: str
    date: PartialDate | None
    source: str
    rows: list[OrganogramRow] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class OrganogramRow:
    """One line of a file, by the names of its columns, blanks around the texts taken off."""

    snapshot: Snapshot
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


_LOOKED_AT = 10
"""Among how many lines from the top the names of the columns are looked for."""


def read_snapshots(paths: Sequence[Path], date: PartialDate | None, report: Report) -> list[Snapshot]:
    """Return the files, the earliest first; raise ImportFailed with every one that is no organogram."""
    problems: list[Problem] = []
    snapshots: list[Snapshot] = []
    for path, name in in_order(paths).items():
        try:
            snapshot = _read(path, name, date, report, problems)
        except ImportFailed as error:
            problems += error.problems
        else:
            snapshots += [snapshot] if snapshot is not None else []
    if problems:
        raise ImportFailed(problems)
    snapshots.sort(key=lambda s: (s.date.earliest if s.date else MAX_DATE, s.kind != "senior"))
    taken: set[str] = set()
    for snapshot in snapshots:
        stem = snapshot.source
        number = 1
        while snapshot.source in taken:
            number += 1
            snapshot.source = f"{stem}-{number}"
        taken.add(snapshot.source)
    return snapshots


def _read(path: Path, name: str, date: PartialDate | None, report: Report, problems: list[Problem]) -> Snapshot | None:
    text = decoded(path, name, report)
    parted_by = _parted_by(text)
    if parted_by != ",":
        what = "semicolons" if parted_by == ";" else "tabs"
        report.doubt(name, 1, "", f"its columns are parted by {what}, as a spreadsheet saves them; read as that")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=parted_by)
    rows: list[tuple[int, list[str]]] = []
    try:
        line = 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "Check the quotes from this line on."
        problems.append(Problem("error", "csv", f"the CSV is broken: {error}", hint, file=name, line=reader.line_num))
        return None
    # A title may stand above the columns, or a line that groups them.
    at = next((at for at, (_, cells) in enumerate(rows[:_LOOKED_AT]) if _columns(cells) is not None), 0)
    for line, cells in rows[:at]:
        report.skip(name, line, " ".join(filter(None, map(str.strip, cells)))[:40], "a line above the names of columns")
    report.read[name] += at
    rows = rows[at:]
    layout = _columns(rows[0][1]) if rows else None
    if layout is None:
        message = "this is no organogram"
        hint = "One of its first lines names the columns: 'Post Unique Reference', 'Name', … or 'Generic Job Title', …"
        problems.append(Problem("error", "no-organogram", message, hint, file=name, line=1))
        return None
    kind, columns = layout
    snapshot = Snapshot(name, kind, report.day_of_file(path, name, date), f"organogram-{slug(path.stem, 60) or kind}")
    _tell_columns(rows[0][1], set(columns.values()), name, report)
    if snapshot.date is None:
        report.doubt(name, None, "", "no day is known on which this was so; give it by --date")
    width = len(rows[0][1])
    report.read[name] += len(rows) - 1
    for line, cells in rows[1:]:
        if (len(cells) != width and any(cell.strip() for cell in cells[width:])) or len(cells) < width - 3:
            report.skip(name, line, cells[0][:40], "the row has not as many cells as the header has columns")
        else:
            texts = {what: " ".join(cells[at].split()) for what, at in columns.items() if at < len(cells)}
            snapshot.rows.append(OrganogramRow(snapshot, line, texts))
    return snapshot


def _parted_by(text: str) -> str:
    """Return the sign between the columns: the one that parts the first line into most of them."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max((",", ";", "\t"), key=first.count)


def _columns(header: Sequence[str]) -> tuple[str, dict[str, int]] | None:
    names = [" ".join(cell.lower().split()) for cell in header]
    for kind, wanted in (("senior", _SENIOR), ("junior", _JUNIOR)):
        columns = {}
        for what, pattern in wanted.items():
            at = next((i for i, name in enumerate(names) if re.fullmatch(pattern, name)), None)
            if at is not None:
                columns[what] = at
        if all(what in columns for what in _NEEDED[kind]):
            return kind, columns
    return None


def _tell_columns(header: Sequence[str], taken: set[int], name: str, report: Report) -> None:
    left = [cell.strip() for at, cell in enumerate(header) if at not in taken and cell.strip()]
    for cell in left:
        private = _PRIVATE.search(cell.lower())
        reason = "columns of pay and contact are never taken over" if private else "a column that is not known here"
        report.skip(name, None, f"column '{cell}'", reason)
