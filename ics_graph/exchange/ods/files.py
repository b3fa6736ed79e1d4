"""ODS files as rows with their places: encoding, quoting, kind and date, before anything is made of them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ics_graph.dates import PartialDate
from ics_graph.exchange.import_report import ImportFailed, Report
from ics_graph.exchange.ods import days
from ics_graph.exchange.ods.layouts import (
    KINDS,
    LAYOUTS,
    Layout,
    headings,
    is_header,
    is_of_people,
    kind_by_content,
    kind_by_name,
    other_by_content,
)
from ics_graph.exchange.text_files import decoded, shown
from ics_graph.validation import Problem

_ENOUGH = 500


@dataclass(eq=False, slots=True)
class OdsFile:
    """One file: its name as the report gives it, what it is, its source's id, its rows, and when it was made.

    ``date`` is what its name or the user says; ``seen`` is the latest day in it that must have come, or None.
    """

    name: str
    kind: str
    layout: Layout
    columns: dict[str, int] = field(default_factory=dict)
    date: PartialDate | None = None
    rows: list[OdsRow] = field(default_factory=list)
    source: str = ""
    seen: PartialDate | None = None

    @property
    def known_day(self) -> PartialDate | None:
        """The day of which its present tense speaks, as far as it is known."""
        return self.date or self.seen


@dataclass(eq=False, slots=True)
class OdsRow:
    """One line of a file; ``cell`` returns what stands in a column, without blanks around it.

    ``place`` is how a claim names the place where that is not the line alone: a record of JSON.
    """

    file: OdsFile
    line: int
    cells: list[str]
    place: str = ""

    @property
    def locator(self) -> str:
        """How a claim names the place in the file."""
        return self.place or f"line {self.line}"

    def cell(self, column: str) -> str:
        """Return the text of a column, empty where the file has no such column."""
        at = self.file.columns.get(column)
        return self.cells[at].strip() if at is not None else ""

    def day(self, column: str) -> PartialDate | None:
        """Return the day in a column, None where it is empty; raise ValueError where it is impossible."""
        return days.day(self.cell(column))


def read_files(paths: Sequence[Path], kind: str, dated: PartialDate | None, report: Report) -> list[OdsFile]:
    """Return the files that are of a kind known here, with their rows; raise ImportFailed naming all that are not."""
    problems: list[Problem] = []
    files: list[OdsFile] = []
    for path, name in shown(list(paths)).items():
        try:
            read = _read(path, name, kind, dated, report, problems)
        except ImportFailed as error:
            problems += error.problems
        else:
            files += [read] if read is not None else []
    if problems:
        raise ImportFailed(problems)
    _name_sources(files)
    return files


def _read(
    path: Path, name: str, kind: str, dated: PartialDate | None, report: Report, problems: list[Problem]
) -> OdsFile | None:
    lines = list(_lines(path, name, report))
    rows = [(number, cells) for number, cells, _ in lines if cells]
    sample = [cells for _, cells in rows[:_ENOUGH]]
    if is_of_people(path.stem, sample) and not kind:
        message = "this is a file of single doctors, nurses or dentists, which are not taken over"
        problems.append(Problem("error", "people", message, "Leave it out, or say what it is by --kind.", file=name))
        return None
    headed = headings(sample[0]) if sample else None
    if headed is not None and (not kind or kind == headed[0]):
        what, columns = headed
        rows = rows[1:]
        width = len(sample[0])
    else:
        if sample and is_header(sample[0]):
            rows, sample = rows[1:], sample[1:]
        what = kind or _kind(path.stem, sample) or ""
        if not what or not LAYOUTS[what].width:
            problems.append(_unknown(name, what, path))
            return None
        if other := other_by_content(what, sample):
            message = f"it is given as {what}, and its rows are plainly those of {other}: bodies of a wrong kind"
            hint = f"Give it with --kind {other}, or with --kind organisations where it is neither."
            problems.append(Problem("error", "other-kind", message, hint, file=name))
            return None
        columns, width = dict(LAYOUTS[what].columns), LAYOUTS[what].width
    file = OdsFile(name, what, LAYOUTS[what], columns, dated or days.in_name(path.stem))
    report.read[name] += len(rows) + sum(1 for *_, broken in lines if broken)
    for number, cells in rows:
        if len(cells) != width:
            report.skip(name, number, cells[0][:40], f"the row has not the {width} columns of a file of kind {what}")
        else:
            file.rows.append(OdsRow(file, number, cells))
    if not file.rows:
        hint = f"The kinds are {', '.join(KINDS)}; name another with --kind, or check the file."
        problems.append(
            Problem("error", "no-rows", f"no line of it is a row of a file of kind {what}", hint, file=name)
        )
    if what == "organisations" and not kind:
        reason = "recognised by its 27 columns alone, so its bodies are of no closer type than organisation"
        report.doubt(name, None, "", reason)
    file.seen = _latest(file)
    return file


def _kind(stem: str, sample: Sequence[Sequence[str]]) -> str | None:
    """Return the kind that the name says, unless the rows have another width; else that of their content."""
    named = kind_by_name(stem)
    if named is not None and LAYOUTS[named].width:
        fits = sum(1 for cells in sample if len(cells) == LAYOUTS[named].width)
        if fits * 2 > len(sample):
            return named
    return kind_by_content(sample)


def _unknown(name: str, what: str | None, path: Path) -> Problem:
    if what:
        message = f"it has not the header of a file of kind {what}"
    else:
        message = "this is not an ODS file of a kind that is known here"
    hint = f"Known are {', '.join(KINDS)}: by their names, or by --kind."
    with path.open("rb") as lines:
        first = lines.readline(10_000)
    for sign, called in ((b";", "semicolons"), (b"\t", "tabs")):
        if first.count(sign) > max(3, first.count(b",")):
            hint = f"Its columns are separated by {called}: save it with commas."
    return Problem("error", "not-ods", message, hint, file=name)


def _lines(path: Path, name: str, report: Report) -> Iterator[tuple[int, list[str], bool]]:
    """Yield number, cells and whether it is broken of each line that is not empty.

    A row of these files never goes over several lines, so each is read by itself: a quote that is not closed spoils its
    own line and not the rest of the file.
    """
    text = decoded(path, name, report)
    for number, line_text in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if not line_text.strip(" \t\x1a"):
            continue
        try:
            yield number, next(csv.reader([line_text], strict=True)), False
        except (csv.Error, StopIteration):
            report.skip(name, number, line_text[:40], "the line is broken CSV")
            yield number, [], True


def _latest(file: OdsFile) -> PartialDate | None:
    """Return the latest day, today at most, on which something began in a file: it was made no earlier.

    A register foretells, and a slip of the keyboard may lie far ahead; no file was made tomorrow.
    """
    today = date.today()
    columns = [name for name in ("opened", "joined", "day", "effective") if name in file.columns]
    days: list[PartialDate] = []
    for row in file.rows:
        for column in columns:
            try:
                when = row.day(column)
            except ValueError:
                continue
            if when is not None and when.earliest <= today:
                days.append(when)
    return max(days, key=lambda when: when.earliest, default=None)


def _name_sources(files: Sequence[OdsFile]) -> None:
    """Give each file a source id: of its kind, with its date where several are of one kind."""
    often = Counter(file.kind for file in files)
    taken: set[str] = set()
    for file in files:
        name = f"ods-{file.kind}"
        if often[file.kind] > 1 and file.date is not None:
            name = f"{name}-{file.date}"
        number, id_ = 1, name
        while id_ in taken:
            number += 1
            id_ = f"{name}-{number}"
        taken.add(id_)
        file.source = id_
