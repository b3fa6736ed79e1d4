"""From the rows of YAML and CSV to plain records with their places, before anything is known of their meaning."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, dataclass, fields, replace
from functools import cache
from itertools import islice, zip_longest
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol

from ics_graph.dataset.yaml_tree import Mapping, Sequence, read_yaml
from ics_graph.model import Claim
from ics_graph.model.records import RECORDS
from ics_graph.problems import LONGEST_CELL, Problem, closest, no_file_can_hold, shortened
from ics_graph.serialization import READ_AS, WRITTEN_AS

CLAIM_DEFAULTS = "claim_defaults"
_CLAIM_COLUMNS = tuple(f.name for f in fields(Claim) if f.name != "note")
_NESTED = frozenset(
    ["claims", "phases", "names", "kinds", "identifiers", "participants", "approvals", "attendance", "items", "needs"]
)
_CHARACTERS_AT_ONCE = 1 << 20
_ROWS_AT_ONCE = 2_000
_NEWLINE = re.compile("\r\n|\r|\n")
MOST_COLUMNS = 1000
"""How many columns the header of a CSV file may have."""
_CODE_COLUMNS = {f"identifier_{name}": READ_AS.get(name, name) for name in ("scheme", "value", "from", "until")}


@dataclass(slots=True)
class RawRecord:
    """A record as a file gives it: its section, plain values, and the line it begins on (and of its fields).

    ``shared`` is set on an entity that another folder may describe as well. ``suspect`` is false where it is known that
    no text of the record is too long or holds odd characters.
    """

    section: str
    values: dict[str, Any]
    line: int
    lines: dict[str, int] | None = None
    shared_claims: tuple[tuple[str, str], ...] | None = None
    shared: bool = False
    suspect: bool = True


class RowTaker(Protocol):
    """Takes rows of CSV that need not be looked at one by one."""

    def begins(self, header: list[str]) -> None:
        """Be told the columns of the rows that follow."""

    def takes(self, rows: list[list[str]], first: int) -> bool:
        """Return whether rows were taken, of which the first stands on a line and each other on the next."""


def read_records(path: Path, text: str, problems: list[Problem], taker: RowTaker | None = None) -> Iterator[RawRecord]:
    """Return the records of one file, without the rows of CSV that are taken; what cannot be read is a problem.

    Problems are added to ``problems``.
    """
    if path.suffix.lower() == ".csv":
        return _csv_records(path, text, problems, taker)
    return _yaml_records(path, text, problems)


def _yaml_records(path: Path, text: str, problems: list[Problem]) -> Iterator[RawRecord]:
    tree, faults = read_yaml(text)
    problems.extend(Problem("error", "yaml", f.message, f.remedy, file=str(path), line=f.line) for f in faults)
    if tree is None:
        if not faults:
            hint = "Remove it, or add records to it."
            problems.append(Problem("finding", "empty", "the file is empty", hint, file=str(path)))
        return
    if not isinstance(tree, Mapping):
        hint = "Begin with sections such as 'entities:' and 'relations:'."
        problems.append(Problem("error", "shape", "the file is not a mapping", hint, file=str(path), line=1))
        return
    defaults = tree.pop(CLAIM_DEFAULTS, None)
    if defaults is not None and not isinstance(defaults, Mapping):
        hint = "Write for example 'claim_defaults: {source: minutes-2019}'."
        line = tree.lines[CLAIM_DEFAULTS]
        problems.append(
            Problem("error", "shape", f"'{CLAIM_DEFAULTS}' is not a mapping", hint, file=str(path), line=line)
        )
        defaults = None
    given = _tidy(defaults or {})
    for section, items in tree.items():
        line = tree.lines[section]
        if section not in RECORDS:
            hint = closest(section, RECORDS) or f"The sections are {', '.join(RECORDS)}."
            message = f"unknown section '{shortened(section)}'"
            problems.append(Problem("error", "section", message, hint, file=str(path), line=line))
        elif isinstance(items, Sequence):
            for item, at in zip(items, items.lines, strict=True):
                if isinstance(item, Mapping):
                    if section == "entities" and item.pop("names", None) is not None:
                        message, hint = "unknown field 'names'", "Write names with days under 'other_names'."
                        line = item.lines["names"]
                        problems.append(Problem("error", "field", message, hint, section, file=str(path), line=line))
                    yield _from_mapping(section, item, given)
                else:
                    message, hint = (
                        f"an item of '{section}' is not a record",
                        "Write '- id: …' with its fields.",
                    )
                    problems.append(Problem("error", "shape", message, hint, file=str(path), line=at))
        elif items is not None:
            hint = "Write each record as an item that begins with '- '."
            message = f"'{section}' is not a list"
            problems.append(Problem("error", "shape", message, hint, file=str(path), line=line))


def _from_mapping(section: str, item: Mapping, defaults: dict[str, Any]) -> RawRecord:
    values = _tidy(item)
    _shorthand(values)
    if section == "entities":
        _sort_names(values)
    _add_defaults(values, defaults)
    lines = {READ_AS.get(key, key): line for key, line in item.lines.items()}
    if "names" in values and "other_names" in lines:
        lines["names"] = lines["other_names"]
    return RawRecord(section, values, item.line, lines, shared=_shared(section, values))


def _gather_codes(values: dict[str, Any]) -> None:
    """Make identifiers of the columns for them: the first of each column is one identifier, the second another."""
    cells = {field: values.pop(column, "").split("|") for column, field in _CODE_COLUMNS.items()}
    rows = zip_longest(*cells.values(), fillvalue="")
    codes = [{field: part for field, cell in zip(cells, row, strict=True) if (part := cell.strip())} for row in rows]
    if any(codes):
        values["identifiers"] = codes


def _shared(section: str, values: dict[str, Any]) -> bool:
    """Take ``shared: yes`` from an entity; any other value stays, and is an unknown field."""
    if section == "entities" and str(values.get("shared")).lower() in ("yes", "true"):
        del values["shared"]
        return True
    return False


def _tidy(value: Any) -> Any:
    """Return plain values with file words turned into field names, and empty ones left out."""
    if isinstance(value, dict):
        return {READ_AS.get(k, k): _tidy(v) for k, v in value.items() if v is not None and v != []}
    if isinstance(value, list):
        return [_tidy(item) for item in value]
    return value


def _shorthand(values: dict[str, Any]) -> None:
    """``phase: planned`` stands for one undated spell, whose claims are those of the record."""
    phase = values.pop("phase", None)
    if phase is not None:
        values["phases"] = [{"phase": phase}, *values.get("phases", [])]


def _sort_names(values: dict[str, Any]) -> None:
    """Part names with days, which are written among the other names, from those that are texts alone."""
    others = values.get("other_names")
    if isinstance(others, list) and (dated := _dicts(others)):
        values["names"] = dated
        values["other_names"] = [item for item in others if not isinstance(item, dict)]


def _add_defaults(values: dict[str, Any], defaults: dict[str, Any]) -> None:
    spells = (spell for name in ("phases", "names", "kinds") for spell in _dicts(values.get(name)))
    for holder in (values, *spells):
        claims = holder.get("claims")
        if isinstance(claims, list):
            holder["claims"] = [{**defaults, **claim} if isinstance(claim, dict) else claim for claim in claims]


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def section_of(path: Path) -> str | None:
    """Return the section that the name of a CSV file says; None where it says none."""
    return next((name for name in RECORDS if path.stem == name or path.stem.startswith(name + "-")), None)


def _lines_of(text: str) -> Iterator[str]:
    """Yield the lines of a text with their ends, as a file opened for csv does.

    A million characters at a time: ``StringIO`` takes four bytes for each that it holds.
    """
    start = 0
    while start < len(text):
        # A line may be longer than that. After a newline no sign of two characters is cut.
        end = text.find("\n", start + _CHARACTERS_AT_ONCE) + 1 or len(text)
        yield from io.StringIO(text[start:end], newline="")
        start = end


def _csv_records(path: Path, text: str, problems: list[Problem], taker: RowTaker | None) -> Iterator[RawRecord]:
    section = section_of(path)
    if section is None:
        hint = f"Begin its name with one of {', '.join(RECORDS)}, such as relations-2020.csv."
        problems.append(Problem("error", "file-name", "the name of the file says no section", hint, file=str(path)))
        return
    reader = csv.reader(_lines_of(text), strict=True)
    try:
        header = next(reader, None)
        if not header:
            hint = "Its first line names the columns, such as subject,type,object,source."
            problems.append(Problem("error", "no-header", "the file is empty", hint, file=str(path), line=1))
            return
        if header[0].lstrip("\ufeff \t").startswith("<"):
            message, hint = (
                "this is a web page or XML, and no CSV",
                "Fetch the file again, and look at it in a browser first.",
            )
            problems.append(Problem("error", "no-csv", message, hint, file=str(path), line=1))
            return
        if len(header) > MOST_COLUMNS:
            message = f"{len(header):,} columns, and there may be {MOST_COLUMNS:,}"
            hint = f"The columns are {', '.join(WRITTEN_AS.get(name, name) for name in csv_columns(section))}."
            problems.append(Problem("error", "column", message, hint, file=str(path), line=1))
            return
        if (by := _not_commas(header)) is not None:
            message, hint = (
                f"the columns are separated by {by}",
                "Save it as CSV with commas, or replace them by commas.",
            )
            problems.append(Problem("error", "separator", message, hint, file=str(path), line=1))
            return
        columns = _columns(section, header)
        if not _known_columns(section, columns, path, problems):
            return
        odd = no_file_can_hold(text)
        if odd:
            taker = None
        if taker is not None:
            taker.begins(columns)
        yield from _rows(section, columns, _numbered(reader, taker), path, problems, odd)
    except csv.Error as error:
        message = f"the CSV is broken: {error}"
        hint = "Check the quotes from this line on."
        problems.append(Problem("error", "csv", message, hint, file=str(path), line=reader.line_num))


def csv_columns(section: str) -> tuple[str, ...]:
    """Return the columns that a CSV file of a section may have, by the names of their fields (``since`` for from)."""
    own = [f.name for f in fields(RECORDS[section])]
    claim = (*_CLAIM_COLUMNS, "claim_note") if "claims" in own else ()
    codes = tuple(_CODE_COLUMNS) if "identifiers" in own else ()
    phase = ("phase",) if "phases" in own else ()
    return (*(name for name in own if name not in _NESTED), *codes, *phase, *claim)


@cache
def list_fields(section: str) -> tuple[str, ...]:
    """Return the fields of a section that hold several texts: in a cell of a CSV file these are parted by ``|``."""
    return tuple(f.name for f in fields(RECORDS[section]) if str(f.type).startswith("tuple[str"))


def _not_commas(header: list[str]) -> str | None:
    """Return what separates the columns of a file in place of commas, or None where commas do."""
    first = ",".join(header)
    for sign, words in ((";", "semicolons"), ("\t", "tabs")):
        if first.count(sign) > first.count(",") or re.fullmatch(rf"\s*sep={sign}\s*", first, re.IGNORECASE):
            return words
    return None


def _columns(section: str, header: list[str]) -> list[str]:
    """Return the field of each column; capitals, and blanks in place of ``_``, are no other heading.

    Columns without a heading at the end, which spreadsheets leave behind, are not among them.
    """
    known = csv_columns(section)
    columns = []
    for heading in header:
        name = heading.strip()
        plain = re.sub(r"[\s-]+", "_", name.lower())
        field = READ_AS.get(plain, plain)
        columns.append(field if field in known else READ_AS.get(name, name))
    while len(columns) > 1 and not columns[-1]:
        columns.pop()
    return columns


def _known_columns(section: str, columns: list[str], path: Path, problems: list[Problem]) -> bool:
    known = csv_columns(section)
    faults = [(name, "unknown column") for name in dict.fromkeys(columns) if name not in known]
    faults += [(name, "column given twice:") for name in sorted({c for c in columns if c and columns.count(c) > 1})]
    written = sorted(WRITTEN_AS.get(name, name) for name in known)
    for name, what in faults:
        if not name:
            message, hint = f"column {columns.index('') + 1} has no heading", "Write one, or remove the column."
            problems.append(Problem("error", "column", message, hint, file=str(path), line=1))
            continue
        hint = closest(name, written) or f"The columns are {', '.join(written)}."
        if not any(column in known for column in columns):
            hint = f"The first line names the columns: remove what stands above them. {hint}"
        problems.append(
            Problem(
                "error", "column", f"{what} '{shortened(WRITTEN_AS.get(name, name))}'", hint, file=str(path), line=1
            )
        )
    return not faults


def _uneven(cells: dict[str, str]) -> Iterator[Problem]:
    """Yield a problem for each column of a claim that has not one part for each of several sources."""
    number = len(cells["source"].split("|"))
    for name, cell in cells.items():
        parts = len(cell.split("|"))
        if cell and parts != number:
            column = "claim_note" if name == "note" else name
            message = f"{number} sources, and {parts} in '{column}'"
            hint = f"Part '{column}' by '|' as the sources are, with nothing between where one has none: 'p3|'."
            yield Problem("error", "sources", message, hint)


def _several(cells: dict[str, str]) -> list[dict[str, str]]:
    """Return the claims of a row with several sources: the first part of each cell is of the first, and so on."""
    parts = {name: cell.split("|") for name, cell in cells.items() if cell}
    rows = zip(*parts.values(), strict=True)
    return [{name: part.strip() for name, part in zip(parts, row, strict=True) if part.strip()} for row in rows]


def _fitted(section: str, columns: list[str], row: list[str]) -> tuple[list[str] | None, Problem | None]:
    """Return the cells of a row that is longer or shorter than its header, or None; and what is wrong with it.

    Spreadsheets leave empty cells at the end of rows, and drop them as well: not where a field is needed there.
    """
    width = len(columns)
    if len(row) > width and not any(cell.strip() for cell in row[width:]):
        return row[:width], None
    if len(row) < width:
        needed = {f.name for f in fields(RECORDS[section]) if f.default is MISSING and f.default_factory is MISSING}
        if needed.isdisjoint(columns[len(row) :]):
            message = f"{len(row)} cells where the header has {width}; the last were read as empty"
            hint = "Write the commas of the empty cells, or check that none is missing before them."
            return [*row, *[""] * (width - len(row))], Problem("finding", "cells", message, hint)
    message = f"{len(row)} cells where the header has {width}"
    hint = "Quote cells that contain a comma."
    if len(row) > width:
        hint += " A column without a heading needs one."
    return None, Problem("error", "cells", message, hint)


def _rows(
    section: str,
    columns: list[str],
    numbered: Iterable[tuple[int, list[str]]],
    path: Path,
    problems: list[Problem],
    odd: bool,
) -> Iterator[RawRecord]:
    """Yield the rows as records; the claim columns are kept apart, as most rows of a bulk file share one claim."""
    width = len(columns)
    claim_at = [(i, c) for i, c in enumerate(columns) if c in _CLAIM_COLUMNS or c == "claim_note"]
    claim_at = claim_at if section != "sources" else []
    taken = {i for i, _ in claim_at}
    plain_at = [(i, c) for i, c in enumerate(columns) if i not in taken]
    source_at = next((i for i, c in claim_at if c == "source"), None)
    has_phase, has_code = "phase" in columns, not _CODE_COLUMNS.keys().isdisjoint(columns)
    lists = [name for name in list_fields(section) if name in columns]
    # The first claim column is asked for twice, since itemgetter gives no tuple for a single one.
    claim_cells = itemgetter(*(i for i, _ in claim_at), claim_at[0][0]) if claim_at else None
    shared: dict[tuple[Any, ...], tuple[tuple[str, str], ...]] = {}
    for line, row in numbered:
        if len(row) != width:
            if not any(cell.strip() for cell in row):
                continue
            fitted, problem = _fitted(section, columns, row)
            if problem is not None:
                problems.append(replace(problem, file=str(path), line=line))
            if fitted is None:
                continue
            row = fitted
        elif not any(row):
            continue
        values: dict[str, Any] = {name: cell for i, name in plain_at if (cell := row[i])}
        claims = None
        if source_at is not None and "|" in row[source_at]:
            cells = {"note" if c == "claim_note" else c: row[i] for i, c in claim_at}
            faults = list(_uneven(cells))
            problems += (replace(fault, section=section, file=str(path), line=line) for fault in faults)
            if faults:
                continue
            values["claims"] = _several(cells)
        elif claim_cells is not None:
            key = claim_cells(row)
            claims = shared.get(key)
            if claims is None:
                named = zip((("note" if c == "claim_note" else c) for _, c in claim_at), key, strict=False)
                claims = shared[key] = tuple((name, cell) for name, cell in named if cell != "")
        if has_phase:
            _shorthand(values)
        if has_code:
            _gather_codes(values)
        for name in lists:
            if name in values:
                values[name] = [part.strip() for part in values[name].split("|") if part.strip()]
        suspect = odd or sum(map(len, row)) > LONGEST_CELL
        yield RawRecord(section, values, line, None, claims, suspect=suspect)


def _numbered(reader: Any, taker: RowTaker | None) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not taken, each with the line on which it begins. Raises csv.Error after the last."""
    after = reader.line_num
    fault: csv.Error | None = None
    while taker is not None and fault is None:
        rows: list[list[str]] = []
        try:
            rows.extend(islice(reader, _ROWS_AT_ONCE))
        except csv.Error as error:
            fault = error
        if not rows:
            break
        line, after = after + 1, after + len(rows)
        # A cell of several lines makes the lines more than the rows.
        if fault is None and reader.line_num == after and taker.takes(rows, line):
            continue
        for row in rows:
            yield line, row
            line += 1 + sum(len(_NEWLINE.findall(cell)) for cell in row)
        after = line - 1
    if fault is not None:
        raise fault
    for row in reader:
        line, after = after + 1, reader.line_num
        yield line, row


def record_in_row(section: str, columns: list[str], row: list[str], path: Path) -> RawRecord | None:
    """Return the record of one row of CSV; None where the row is not in order."""
    problems: list[Problem] = []
    records = list(_rows(section, columns, [(1, row)], path, problems, odd=False))
    return records[0] if records and not problems else None
