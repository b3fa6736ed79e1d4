"""Organisations as FHIR resources."""

from __future__ import annotations

from pathlib import Path

from ics_graph.exchange.formats import ImportInput, date_typed, importer
from ics_graph.model import Dataset


@importer(
    "fhir organizations.ndjson --into organisations",
    date="When the files were fetched, where their names do not say (YYYY, YYYY-MM or YYYY-MM-DD)",
)
def fhir(given: ImportInput, date: str | None = None) -> Dataset:
    """FHIR R4 Organization resources, as JSON: roles and active periods of the NHS, identifiers, aliases, and partOf.

    A resource, a Bundle, a list, or a resource a line; all files together are one graph. References are resolved as
    FHIR says: by URL, within a resource, by identifier, across bundles. A resource with an ODS code is the body of that
    code, any other that of its id. An OrganizationAffiliation with a code of the register is a line. Resources of other
    types are told and not taken over; places and contacts never are.
    """
    from ics_graph.exchange.entity_matching import KnownEntities
    from ics_graph.exchange.ods import fhir_json
    from ics_graph.exchange.ods.code_register import Codes
    from ics_graph.exchange.ods.dataset import finished
    from ics_graph.exchange.ods.from_records import register_of_records
    from ics_graph.exchange.ods.json_files import read_json
    from ics_graph.exchange.ods.register import Register
    from ics_graph.exchange.soundness import sound_part

    files = read_json(given.files, "fhir", date_typed(date), given.report)
    there = KnownEntities(given.known, given.ontology)
    register = Register(given.report, Codes(given.report, there))
    lines = register_of_records(fhir_json.records(files, given.report), register, given.ontology)
    made = finished([json_file.file for json_file in files], register, lines, there)
    # Where ids of sources are taken already, those of the files are others; their titles name the files.
    names = {f"({Path(each.file.name).name})": each.file.name for each in files}
    of_source = {
        id_: name for id_, source in made.sources.items() for end, name in names.items() if source.title.endswith(end)
    }
    return sound_part(made, given, of_source)
