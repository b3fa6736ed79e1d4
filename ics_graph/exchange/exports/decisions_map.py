"""The functions and decisions map as a table for Excel, Word or a browser."""

from __future__ import annotations

from datetime import date
from typing import IO

from ics_graph.exchange.formats import ExportInput, exporter

_ENDINGS = (".xlsx", ".docx", ".html")


@exporter(
    'decisions-map -o map.html --body "NHS Westmarch ICB" --as-of 2026-03-10 --data examples/westmarch',
    endings=_ENDINGS,
    body="The body, or the system: then every body of it that has a scheme. Its name or id; must be given",
)
def decisions_map(chosen: ExportInput, to: IO[bytes], body: str | None = None) -> None:
    """A functions and decisions map: each function, and at each value who decides it and on which level.

    The levels are what is reserved, committees, and individuals. Functions that nobody decides, and those that two do,
    are marked, as in "ask decision-map". The day is that of --as-of, or today. The ending of the file says which
    program it is for: .xlsx, .docx or .html.
    """
    import tempfile
    from pathlib import Path

    from ics_graph.answering.asked import Asked
    from ics_graph.errors import InvalidValue
    from ics_graph.exchange.board_tables.decisions_map import decisions_map as map_of
    from ics_graph.exchange.board_tables.writing import write_document
    from ics_graph.stores.rows import View
    from ics_graph.stores.sqlite import SQLiteStore
    from ics_graph.stores.sqlite.building import build

    if body is None:
        raise InvalidValue('name the body or system, such as --body "NHS Westmarch ICB"')
    day = chosen.as_of or date.today()
    with tempfile.TemporaryDirectory(prefix="ics-graph-") as place:
        path = Path(place, "map.sqlite")
        build(path, chosen.whole or chosen.dataset, chosen.ontology)
        with SQLiteStore(path) as store:
            document = map_of(Asked(store, chosen.ontology, View(day)), body, day)
    if not document.parts:
        raise InvalidValue(f"these data hold no scheme of {body}")
    write_document(document, chosen.suffix, to)
    rows = sum(len(part.rows) for part in document.parts)
    chosen.tell(f"Written: {document.title}; {rows:,} rows.")
