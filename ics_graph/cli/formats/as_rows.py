"""Rows under columns, as a query of one's own finds them: as a table, as JSON, or as CSV for a spreadsheet."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from ics_graph.cli.formats.as_csv import safe
from ics_graph.cli.streams import json_for
from ics_graph.visible_text import in_a_line

FORMATS = ("table", "json", "csv")


def write_rows(
    keys: Sequence[str],
    rows: Sequence[Sequence[Any]],
    format_: str,
    plain: Callable[[Any], Any],
    shown: Callable[[Any], str],
) -> None:
    """Write rows to standard output; ``plain`` returns a value as JSON has it, ``shown`` as a person reads it."""
    if format_ == "json":
        answer = {"columns": list(keys), "rows": [{k: plain(v) for k, v in zip(keys, r, strict=True)} for r in rows]}
        click.echo(json_for(sys.stdout, json.dumps(answer, ensure_ascii=False, indent=2)))
        return
    if format_ == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow([safe(key) for key in keys])
        for row in rows:
            writer.writerow([v if _is_number(v) else safe(shown(v)) for v in row])
        return
    cells = [[in_a_line(key) for key in keys], *([in_a_line(shown(value)) for value in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(keys))]
    for number, row in enumerate(cells):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        if number == 0 and keys:
            click.echo("  ".join("─" * width for width in widths))
    click.echo(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}.", err=True)


def say_there_is_more(limit: int, what: str = "rows") -> None:
    """Say that what was written is not all."""
    click.echo(f"There is more: these are the first {limit:,} {what}. --limit says how many to write.", err=True)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
