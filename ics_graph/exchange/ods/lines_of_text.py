"""The lines of a file of rows as cells: whatever separates them, and each line by itself."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ics_graph.exchange.import_report import Report

_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}
_LOOKED_AT = 50
_QUOTED = re.compile(r'"[^"]*"')
_SAID = re.compile(r'"?sep=(.)"?', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its number and cells; none where nothing can be had of it, and ``fault`` says why."""

    number: int
    cells: Sequence[str]
    fault: str = ""


def lines_of(text: str, name: str, report: Report) -> Iterator[Line]:
    """Yield the lines of a text that are not empty; broken ones, and what separates the columns, are told.

    A row of these files never goes over several lines, so each is read by itself: a quote that is not closed spoils its
    own line and not the rest of the file.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip(" \t\x1a")]
    said = _SAID.fullmatch(numbered[0][1].strip()) if numbered else None
    numbered = numbered[1:] if said else numbered
    separator = said[1] if said else separator_of([line for _, line in numbered[:_LOOKED_AT]])
    if separator in _SEPARATORS:
        report.doubt(name, None, "", f"its columns are separated by {_SEPARATORS[separator]}; read so")
    whole = _rows_of([line for _, line in numbered], separator)
    for at, (number, line) in enumerate(numbered):
        try:
            cells = whole[at] if whole else next(csv.reader([line], delimiter=separator, strict=True))
        except (csv.Error, StopIteration) as error:
            fault = "a quote is not closed" if "unexpected end" in str(error) else ""
            report.skip(name, number, line[:40], ": ".join(filter(None, ("the line is broken CSV", fault))))
            fault = fault or str(error)
            yield Line(number, (), fault)
            continue
        if any(cell.strip() for cell in cells):
            yield Line(number, cells)
        else:
            report.skip(name, number, "", "the row is empty")
            yield Line(number, (), "all its cells are empty")


def _rows_of(lines: list[str], separator: str) -> list[list[str]]:
    """Return the cells of all lines, read at once; none where one of them is broken, and each is to be read alone."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if reader.line_num != len(rows):
                return []
    except csv.Error:
        return []
    return rows if len(rows) == len(lines) else []


def separator_of(lines: Sequence[str]) -> str:
    """Return what separates the columns of these lines: a comma, unless another sign is there more often."""
    counts: Counter[str] = Counter()
    for line in lines:
        plain = _QUOTED.sub("", line)
        counts.update({sign: plain.count(sign) for sign in (",", *_SEPARATORS)})
    best = max((",", *_SEPARATORS), key=lambda sign: counts[sign])
    return best if counts[best] > 0 else ","
