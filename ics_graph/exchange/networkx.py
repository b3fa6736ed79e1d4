"""The graph for networkx: for cycles, communities, centrality, GraphML and GEXF, in a notebook or another tool."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ics_graph.exchange import record_text
from ics_graph.exchange.formats import ExportInput
from ics_graph.exchange.selection import rows
from ics_graph.model import Source, all_claims
from ics_graph.ontology import Ontology, load_ontology
from ics_graph.stores import Store
from ics_graph.stores.rows import EVERYTHING, Body, Line, View, claims_of
from ics_graph.validity import phase_on

if TYPE_CHECKING:
    import networkx

Value = str | int | float | bool
# A whole number of more than 64 bits is no number to the tools that read these files.
_LARGEST = 2**63 - 1


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
    ontology = ontology or load_ontology()
    view = view or View()
    wanted = [ontology.families[name].name for name in families or ontology.families]
    named = list(store.bodies(bodies).values()) if bodies is not None else store.of_types(ontology.types)
    lines = store.lines([body.id for body in named], "up", wanted, view)
    return _graph(named, lines, store.sources(), view, ontology)


def graph_of(chosen: ExportInput, rules: bool) -> networkx.MultiDiGraph[str]:
    """Return all that was chosen as a graph: planned, uncertain and denied lines too, each marked as such.

    With ``rules``, the lines that the law gives are in, marked ``certainty=rule``. Facts, gaps and events are told in
    words at their bodies.
    """
    compiled, lines, sources = rows(chosen, rules)
    graph = _graph(compiled.bodies(), lines, sources, replace(EVERYTHING, as_of=chosen.as_of), chosen.ontology)
    texts: dict[tuple[str, str], list[str]] = defaultdict(list)
    data, ontology = chosen.dataset, chosen.ontology
    for _, fact in sorted(data.facts.items()):
        texts[fact.entity, "facts"].append(record_text.stated(fact, ontology, sources))
    for _, gap in sorted(data.gaps.items()):
        texts[gap.entity, "gaps"].append(record_text.missing(gap, ontology, sources))
    for _, whole in sorted(data.complete.items()):
        by = record_text.cited(whole.claims, sources)
        texts[whole.entity, "complete"].append(f"{ontology.families[whole.family].label} [{by}]")
    for _, event in sorted(data.events.items()):
        for id_ in dict.fromkeys(part.entity for part in event.participants):
            texts[id_, "events"].append(record_text.happened(event, sources))
    for (id_, name), values in texts.items():
        graph.nodes[id_][name] = "; ".join(values)
    return graph


def _graph(
    bodies: Iterable[Body], lines: Iterable[Line], sources: Mapping[str, Source], view: View, ontology: Ontology
) -> networkx.MultiDiGraph[str]:
    import networkx as nx

    graph: networkx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph["as_of"] = view.day or "any date"
    for body in sorted(bodies):
        graph.add_node(body.id, **_body(body, ontology, view, sources))
    for line in lines:
        if line.subject in graph and line.object in graph:
            graph.add_edge(line.subject, line.object, key=line.id, **_line(line, ontology, view, sources))
    return graph


def _body(body: Body, ontology: Ontology, view: View, sources: Mapping[str, Source]) -> dict[str, Value]:
    record = body.record
    return _stated(
        name=record.name,
        label=record.name or body.id,
        type=body.type_on(view.as_of),
        type_label=record_text.type_in_words(body, ontology, view.as_of),
        kinds=record_text.kinds(record, ontology),
        other_names=record_text.other_names(record),
        identifiers=record_text.codes(record),
        extent=record.extent,
        count=record.count if (record.count or 0) <= _LARGEST else None,
        unnamed=record.unnamed or None,
        phase=phase_on(record.phases, view.as_of),
        phases=record_text.phases(record.phases) if len(record.phases) > 1 else None,
        certainty=body.certainty,
        planned=body.planned,
        holds=body.on(view.day) if view.day else None,
        since=str(record.since) if record.since else None,
        until=str(record.until) if record.until else None,
        sources=record_text.cited(all_claims(record), sources),
        note=record.note,
    )


def _line(line: Line, ontology: Ontology, view: View, sources: Mapping[str, Source]) -> dict[str, Value]:
    record = line.record
    return _stated(
        type=line.type,
        label=ontology.relations[line.type].label,
        family=line.family,
        role=record.role,
        capacity=record.capacity,
        voting=record.voting,
        on_behalf_of=record.on_behalf_of,
        phase=phase_on(record.phases, view.as_of),
        phases=record_text.phases(record.phases) if len(record.phases) > 1 else None,
        certainty=line.certainty,
        planned=line.planned,
        general=line.general or None,
        holds=line.on(view.day) if view.day else None,
        since=str(record.since) if record.since else None,
        until=str(record.until) if record.until else None,
        sources=record_text.cited(claims_of(line), sources),
        note=record.note,
    )


def _stated(**values: Value | None) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value is not None and value != ""}
