"""The graph for networkx: for cycles, communities, centrality, GraphML and GEXF, in a notebook or another tool."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from ics_graph.ontology import Ontology, load_ontology
from ics_graph.stores import Store
from ics_graph.stores.rows import Body, Line, View, claims_of

if TYPE_CHECKING:
    import networkx

Value = str | int | float | bool


def to_networkx(
    store: Store,
    view: View | None = None,
    bodies: Collection[str] | None = None,
    families: Collection[str] | None = None,
    ontology: Ontology | None = None,
) -> networkx.MultiDiGraph[str]:
    """Return bodies as nodes and the lines that a view lets in as edges, from subject to object, keyed by line id.

    ``bodies`` (ids) and ``families`` narrow it; by default all are taken. Every attribute is a plain value, absent
    where nothing is stated, so that GraphML and GEXF can be written. Raises KeyError for an unknown family.
    """
    import networkx as nx

    known = ontology or load_ontology()
    view = view or View()
    wanted = [known.families[name].name for name in families or known.families]
    named = list(store.bodies(bodies).values()) if bodies is not None else store.of_types(known.types)
    graph: networkx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph["as_of"] = view.day or "any date"
    for body in sorted(named):
        graph.add_node(body.id, **_body(body, known, view))
    for line in store.lines([body.id for body in named], "up", wanted, view):
        if line.object in graph:
            graph.add_edge(line.subject, line.object, key=line.id, **_line(line, known, view, store))
    return graph


def _body(body: Body, ontology: Ontology, view: View) -> dict[str, Value]:
    record = body.record
    return _stated(
        name=record.name,
        label=record.name,
        type=body.type,
        type_label=ontology.types[body.type].label,
        other_names="; ".join(record.other_names),
        identifiers="; ".join(f"{code.scheme} {code.value}" for code in record.identifiers),
        extent=record.extent,
        count=record.count,
        certainty=body.certainty,
        planned=body.planned,
        holds=body.on(view.day) if view.day else None,
        since=str(record.since) if record.since else None,
        until=str(record.until) if record.until else None,
        note=record.note,
    )


def _line(line: Line, ontology: Ontology, view: View, store: Store) -> dict[str, Value]:
    record = line.record
    claims = claims_of(line)
    titles = {id_: source.title for id_, source in store.sources({claim.source for claim in claims}).items()}
    cited = [", ".join(filter(None, (titles.get(claim.source, claim.source), claim.locator))) for claim in claims]
    return _stated(
        type=line.type,
        label=ontology.relations[line.type].label,
        family=line.family,
        role=record.role,
        capacity=record.capacity,
        voting=record.voting,
        on_behalf_of=record.on_behalf_of,
        phase=line.phase(view.as_of),
        certainty=line.certainty,
        planned=line.planned,
        holds=line.on(view.day) if view.day else None,
        since=str(record.since) if record.since else None,
        until=str(record.until) if record.until else None,
        sources="; ".join(dict.fromkeys(cited)),
        note=record.note,
    )


def _stated(**values: Value | None) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value is not None and value != ""}
