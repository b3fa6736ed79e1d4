"""Organisations as the ODS ORD API gives them."""

from __future__ import annotations

from ics_graph.exchange.formats import ImportInput, date_typed, importer
from ics_graph.model import Dataset


@importer(
    "ord RWR.json --into trust",
    date="When the files were fetched, where their names do not say (YYYY, YYYY-MM or YYYY-MM-DD)",
)
def ord_(given: ImportInput, date: str | None = None) -> Dataset:
    """Organisations of the ODS ORD API, as JSON: roles, relationships RE2 to RE6 and RE8, predecessors and successors.

    One answer a file, a list of them, or one a line. Legal dates are a body's life, operational ones those of its code.
    Where its roles say that a code was one body and then another, it is two. Places and contacts are never taken over.
    """
    from ics_graph.exchange.entity_matching import KnownEntities
    from ics_graph.exchange.ods import ord_api
    from ics_graph.exchange.ods.code_register import Codes
    from ics_graph.exchange.ods.dataset import finished
    from ics_graph.exchange.ods.from_records import register_of_records
    from ics_graph.exchange.ods.json_files import read_json
    from ics_graph.exchange.ods.register import Register

    files = read_json(given.files, "ord", date_typed(date), given.report)
    there = KnownEntities(given.known, given.ontology)
    register = Register(given.report, Codes(given.report, there))
    lines = register_of_records(ord_api.records(files, given.report), register, given.ontology)
    return finished([json_file.file for json_file in files], register, lines, there)
