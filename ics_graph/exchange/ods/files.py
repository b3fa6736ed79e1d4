"""ODS files as rows with their places: encoding, quoting, kind and date, before anything is made of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path, PurePath

from ics_graph.dates import PartialDate
from ics_graph.exchange.import_report import ImportFailed, Report
from ics_graph.exchange.ods.layouts import (
    KINDS,
    LAYOUTS,
    ORGANISATION,
    column_label,
    headings,
    is_header,
    is_of_people,
    is_private,
    kind_by_content,
    kind_by_name,
    least_columns,
    other_by_content,
)
from ics_graph.exchange.ods.lines_of_text import Line, lines_of
from ics_graph.exchange.ods.mending import mended
from ics_graph.exchange.ods.rows import OdsFile, OdsRow
from ics_graph.exchange.ods.unpacking import DataFile, data_files
from ics_graph.exchange.text_files import in_order
from ics_graph.validation import Problem

ADDRESSES = "addresses, postcodes and telephone numbers are never taken over"
_ENOUGH = 500
# How many of 27 columns a row needs to say when a body was there; spreadsheets drop empty ones at its end.
_LEAST = 12
_WHOLE_DAY = re.compile(r"^\d{5}$|^\d{8}|[-/.]\w+[-/.]")


def read_files(paths: Sequence[Path], kind: str, dated: PartialDate | None, report: Report) -> list[OdsFile]:
    """Return the files that are of a kind known here, with their rows; raise ImportFailed naming all that are not.

    They come in the order of their names, so that it makes no difference in which they are given.
    """
    problems: list[Problem] = []
    files: list[OdsFile] = []
    for path, name in in_order(paths).items():
        try:
            for data in data_files(path, name, report):
                read = _read(data, kind, dated, report, problems)
                files += [read] if read is not None else []
        except ImportFailed as error:
            problems += error.problems
    if problems:
        raise ImportFailed(problems)
    _name_sources(files)
    return files


def _read(
    data: DataFile, kind: str, dated: PartialDate | None, report: Report, problems: list[Problem]
) -> OdsFile | None:
    name, stem = data.name, data.stem
    lines = list(lines_of(data.text, name, report))
    rows = [line for line in lines if line.cells]
    sample = [line.cells for line in rows[:_ENOUGH]]
    if is_of_people(stem, sample) and not kind:
        message = "this is a file of single doctors, nurses or dentists, which are not taken over"
        problems.append(Problem("error", "people", message, "Leave it out, or say what it is by --kind.", file=name))
        return None
    header: Sequence[str] = ()
    least = _LEAST
    headed = headings(sample[0]) if sample else None
    if headed is not None and headed[0] == "organisations" and (not kind or LAYOUTS[kind].width == 27):
        header, rows = sample[0], rows[1:]
        _tell_unread(name, rows, header, "organisations", headed[1], report)
        rows = [_laid_out(line, headed[1], len(header)) for line in rows]
        sample = [line.cells for line in rows[:_ENOUGH]]
        what = kind or _kind(stem, sample) or "organisations"
        columns, width = dict(LAYOUTS[what].columns), LAYOUTS[what].width
    elif headed is not None and (not kind or kind == headed[0]):
        what, columns = headed
        header, rows = sample[0], rows[1:]
        width = max((at + 1 for at, heading in enumerate(header) if heading.strip()), default=0)
        least = least_columns(what, columns)
        _tell_unread(name, rows, header, what, columns, report)
    else:
        if sample and is_header(sample[0]):
            rows, sample = rows[1:], sample[1:]
        what = kind or _kind(stem, sample) or ""
        if not what or not LAYOUTS[what].width:
            problems.append(_unknown(data, what, lines, sample))
            return None
        columns, width = dict(LAYOUTS[what].columns), LAYOUTS[what].width
        _tell_unread(name, rows, (), what, columns, report)
    if other := other_by_content(what, [fitted(cells, width) or cells for cells in sample]):
        message = f"it is given as {what}, and its rows are plainly those of {other}: bodies of a wrong kind"
        hint = f"Give it with --kind {other}, or with --kind organisations where it is neither."
        problems.append(Problem("error", "other-kind", message, hint, file=name))
        return None
    day = report.day_of_file(Path(f"{PurePath(stem).name}.csv"), name, dated)
    file = OdsFile(name, what, LAYOUTS[what], columns, day)
    report.read[name] += len(rows) + sum(1 for line in lines if not line.cells)
    file.rows = mended(_of_width(rows, width, least, file, report), file, report)
    if not file.rows:
        problems.append(_no_rows(file, report))
    if what == "organisations" and not kind:
        reason = "recognised by its columns alone, so its bodies are of no closer type than organisation"
        report.doubt(name, None, "", reason)
    file.seen = _latest(file)
    return file


def fitted(cells: Sequence[str], width: int, least: int = _LEAST) -> list[str] | None:
    """Return the cells of a row of this width, or None where it has another.

    Empty cells beyond the last column are dropped. Of 27 columns, and of columns under headings, those that a
    spreadsheet left out at the end are added where ``least`` are there: not where the row breaks off within a day, as a
    file does that was cut.
    """
    cells = list(cells)
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    if len(cells) == width:
        return cells
    if not least <= len(cells) < width:
        return None
    if width != 27:
        return [*cells, *[""] * (width - len(cells))]
    last = {at: name for name, at in ORGANISATION.items()}.get(len(cells) - 1, "")
    if last in ("closed", "joined", "left") and cells[-1].strip() and not _WHOLE_DAY.search(cells[-1]):
        return None
    return [*cells, *[""] * (width - len(cells))]


def _of_width(lines: Sequence[Line], width: int, least: int, file: OdsFile, report: Report) -> list[OdsRow]:
    rows: list[OdsRow] = []
    short: list[Line] = []
    for line in lines:
        cells = fitted(line.cells, width, least)
        if cells is None:
            reason = f"the row has not the {width} columns of a file of kind {file.kind}"
            report.skip(file.name, line.number, line.cells[0][:40], reason)
            continue
        if len(line.cells) < width:
            short.append(line)
        rows.append(OdsRow(file, line.number, cells))
    if len(short) * 2 > len(rows):
        reason = f"its rows are shorter than the {width} columns of its kind; what is missing was read as empty"
        report.doubt(file.name, None, f"{len(short):,} rows", reason)
    else:
        for line in short:
            reason = f"the row is shorter than the {width} columns of its kind; what is missing was read as empty"
            report.doubt(file.name, line.number, line.cells[0][:40], reason)
    return rows


def _laid_out(line: Line, columns: dict[str, int], width: int) -> Line:
    """Return a row under headings as a row of the layout of 27; one of another width than its header stays as it is."""
    cells = list(line.cells)
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    if len(cells) > width:
        return line
    cells += [""] * (width - len(cells))
    laid_out = [""] * 27
    for column, at in columns.items():
        laid_out[ORGANISATION[column]] = cells[at]
    return Line(line.number, laid_out)


def _tell_unread(
    name: str, rows: Sequence[Line], header: Sequence[str], kind: str, columns: dict[str, int], report: Report
) -> None:
    """Tell which columns hold something and are not taken over, with the number of their rows."""
    read = set(columns.values())
    for at in range(max((len(line.cells) for line in rows), default=0)):
        number = sum(1 for line in rows if at < len(line.cells) and line.cells[at].strip()) if at not in read else 0
        if not number:
            continue
        label = column_label(kind, at, header)
        called = f"column {at + 1}" + (f", {label}" if label else "")
        rows_in_words = f"in {number:,} row{'' if number == 1 else 's'}"
        if not is_private(label):
            report.skip(name, None, f"{called}, {rows_in_words}", "a column that is not taken over")
        elif LAYOUTS[kind].type is None:  # of files of bodies it is told of all these columns together
            report.skip(name, None, f"{called}, {rows_in_words}", ADDRESSES)


def _kind(stem: str, sample: Sequence[Sequence[str]]) -> str | None:
    """Return the kind that the name says, unless the rows have another width; else that of their content."""
    named = kind_by_name(stem)
    if named is not None and (width := LAYOUTS[named].width):
        fits = sum(1 for cells in sample if fitted(cells, width) is not None)
        if fits * 2 > len(sample):
            return named
    padded = [fitted(cells, 27) if len(cells) >= _LEAST else None for cells in sample]
    return kind_by_content([row or cells for row, cells in zip(padded, sample, strict=True)])


def _unknown(data: DataFile, what: str, lines: Sequence[Line], sample: Sequence[Sequence[str]]) -> Problem:
    """Return why a file is of no kind that is known here: its true reason, the kinds, and the option that names one."""
    kinds = f"The kinds are {', '.join(KINDS)}: a word of the file's name says which it is, or --kind KIND."
    start = data.text.lstrip()[:200]
    named = kind_by_name(data.stem)
    broken = [line for line in lines if not line.cells]
    if start.startswith("<"):
        message = "this is XML"
        kinds = "Import the XML of the whole register with 'ics-graph import ods-xml', linked data with 'org-rdf'."
    elif start.startswith(("{", "[")):
        message = "this is JSON"
        kinds = "Import answers of the ORD API with 'ics-graph import ord', FHIR resources with 'fhir'."
    elif what:
        message = f"it has not the headings of a file of kind {what}"
    elif broken and not sample:
        message = f"none of its lines can be read: {broken[0].fault}"
        kinds = "Mend the quotes in a text editor, or fetch the file again."
        return Problem("error", "not-ods", message, kinds, file=data.name, line=broken[0].number)
    elif named is not None:
        width = Counter(len(cells) for cells in sample).most_common(1)[0][0] if sample else 0
        wanted = f"{LAYOUTS[named].width} columns" if LAYOUTS[named].width else "headings"
        message = f"its name says {named}, and its rows, of {width} columns, have not the {wanted} of that kind"
    else:
        message = "this is not an ODS file of a kind that is known here"
    return Problem("error", "not-ods", message, kinds, file=data.name)


def _no_rows(file: OdsFile, report: Report) -> Problem:
    """Return that no row of a file can be taken, and why not."""
    reasons = list(dict.fromkeys(note.reason for note in report.skipped if note.file == file.name and note.line))
    message = f"no line of it is a row of a file of kind {file.kind}" + (
        f": {'; '.join(reasons[:3])}" if reasons else ""
    )
    hint = f"Check the file, or say what it is by --kind KIND: {', '.join(KINDS)}."
    return Problem("error", "no-rows", message, hint, file=file.name)


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
