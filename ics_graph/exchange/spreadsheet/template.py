"""The template: an empty workbook with instructions, lists to choose from and one example a sheet."""

from __future__ import annotations

from typing import IO, Any

from ics_graph.exchange.spreadsheet.columns import Sheet
from ics_graph.exchange.spreadsheet.layout import EXAMPLE, GENERAL_SHEETS
from ics_graph.exchange.spreadsheet.vocabulary import Vocabulary
from ics_graph.exchange.spreadsheet.workbook import write_book
from ics_graph.ontology import Ontology

_CITED = {"claim.source": "Governance of Anytown", "claim.locator": "slide 3"}
# What the example of each sheet says, by field; words as the lists have them.
_EXAMPLES: dict[str, dict[str, Any]] = {
    "Sources": {"title": "Governance of Anytown", "kind": "slides", "publisher": "Anytown ICS", "date": "2019-06"},
    "Bodies": {"name": "Anytown Board", "type": "partnership board", "from": "2018-04-01", **_CITED},
    "Lines": {
        "subject": "Anytown Board",
        "type": "is accountable to",
        "object": "Anytown ICS",
        "from": "2018",
        **_CITED,
    },
    "Facts": {"entity": "Anytown ICS", "property": "population", "number": 512000, "unit": "people", **_CITED},
    "Events": {"name": "Northtown joins Southtown", "kind": "merger", "date": "2020-04-01", **_CITED},
    "Taking part": {"entity": "Northtown CCG", "side": "predecessor"},
    "Gaps": {"entity": "Anytown Board", "topic": "chair", "reason": "vacant", **_CITED},
    "Whole lists": {"entity": "Anytown Board", "family": "membership", **_CITED},
    "Codes": {"scheme": "ods", "value": "007"},
    "Names": {"entity": "Anytown Board", "name": "Anytown Partnership", "until": "2019", **_CITED},
    "Kinds": {"entity": "Northtown Trust", "type": "NHS trust", "until": "2008-03-31", **_CITED},
    "Phases": {"record": "anytown-board", "phase": "shadow", "from": "2018", "until": "2018-03-31", **_CITED},
    "More sources": {"record": "anytown-board", **_CITED},
}


def write_template(ontology: Ontology, to: IO[bytes]) -> None:
    """Write the template; two of them are equal byte for byte."""
    words = Vocabulary(ontology)
    rows = {sheet.name: [_example(sheet)] for sheet in GENERAL_SHEETS}
    about = {"title": f"{EXAMPLE} – write here what this is about"}
    write_book(rows, about, words, to, template=True)


def _example(sheet: Sheet) -> list[Any]:
    said = _EXAMPLES[sheet.name]
    return [EXAMPLE, *(said.get(column.field) if column.kind != "body-id" else None for column in sheet.columns[1:])]
