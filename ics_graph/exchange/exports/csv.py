"""CSV for spreadsheets and statistics: readable columns, names beside ids, sources spelt out."""

from __future__ import annotations

import csv as syntax
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ics_graph.exchange.formats import ExportInput, exporter
from ics_graph.exchange.output_folder import new_folder
from ics_graph.formulas import without_formula
from ics_graph.output import create

if TYPE_CHECKING:
    from ics_graph.exchange.tables import Table


@exporter("csv tables/ --only accountability", folder=True, no_rules="Leave out lines that only the law gives")
def csv(chosen: ExportInput, to: Path, no_rules: bool = False) -> None:
    """A folder of CSV tables that open in a spreadsheet: entities.csv, relations.csv and, where there are any, more.

    The others are facts.csv, events.csv, gaps.csv, complete.csv and sources.csv. Columns have plain headings, bodies
    their names beside their ids, and sources are spelt out. Each row says its phase and certainty: planned, uncertain
    and denied lines are in. The files are UTF-8 with a byte-order mark, and a text that a spreadsheet would take for a
    formula has an apostrophe before it. To load them again, export "dataset" or "xlsx" instead.
    """
    from ics_graph.exchange.left_behind import TABLE, left_behind, tell_left
    from ics_graph.exchange.tables import tables

    with new_folder(to) as folder:
        for table in tables(chosen, not no_rules):
            with create(folder / f"{table.name}.csv") as stream:
                stream.write(_text(table).encode("utf-8-sig"))
    tell_left(chosen, "CSV", left_behind(chosen.dataset, TABLE))


def _text(table: Table) -> str:
    out = io.StringIO(newline="")
    writer = syntax.writer(out, lineterminator="\r\n")
    writer.writerow(table.headings)
    writer.writerows(_safe(table.rows))
    return out.getvalue()


def _safe(rows: Iterable[Sequence[str | int | float | None]]) -> Iterator[list[str | int | float | None]]:
    for row in rows:
        yield [without_formula(cell) if isinstance(cell, str) else cell for cell in row]
