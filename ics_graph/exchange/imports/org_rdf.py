"""RDF of elsewhere in the W3C Organization Ontology."""

from __future__ import annotations

from ics_graph.exchange.formats import ImportInput, date_typed, importer
from ics_graph.model import Dataset


@importer(
    "org-rdf directory.ttl --into directory",
    date="When the files were made, where their names do not say (YYYY, YYYY-MM or YYYY-MM-DD)",
)
def org_rdf(given: ImportInput, date: str | None = None) -> Dataset:
    """RDF of others in the W3C Organization Ontology (org:) or schema.org, in any syntax: directories as linked data.

    Organisations, units, people, posts, memberships with their roles and intervals, reporting lines and changes; labels
    of SKOS, RDFS, FOAF, vCard and schema.org. JSON-LD of schema.org needs no network, and may stand in a web page.
    Nothing is fetched. What is not understood is counted by property in the report; pay and contact are never taken
    over. For RDF that ics-graph wrote, see: import turtle.
    """
    from ics_graph.exchange.entity_matching import KnownEntities
    from ics_graph.exchange.org_rdf.graph import read_graph
    from ics_graph.exchange.org_rdf.interpreter import Interpreter

    graph = read_graph(given.files, date_typed(date), given.report)
    return Interpreter(graph, given.ontology, KnownEntities(given.known, given.ontology), given.report).dataset()
