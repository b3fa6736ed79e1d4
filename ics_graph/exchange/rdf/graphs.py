"""Which named graph each statement goes to where sources have graphs of their own (TriG and N-Quads)."""

from __future__ import annotations

from ics_graph.exchange.rdf.to_triples import Group
from ics_graph.exchange.terms import ICS, PROV

_SOURCE, _STANCE = PROV + "hadPrimarySource", ICS + "stance"


def graphs_of(group: Group) -> list[tuple[str, Group]]:
    """Return a record and its parts by graph: the default one is "", any other the IRI of a source.

    A claim is in the graph of its source. The rest of a record is in the graph of each source that supports it, and in
    the default graph where none does: a source that denies something is never a graph that contains it.
    """
    claims: list[tuple[str, str]] = []  # the claim's IRI, and that of its source
    supporters: dict[str, None] = {}
    for iri, statements in group:
        source = next((value for predicate, value, _ in statements if predicate == _SOURCE), None)
        if source is not None:
            claims.append((iri, source))
            if not any(predicate == _STANCE for predicate, _, _ in statements):
                supporters[source] = None
    own = {iri for iri, _ in claims}
    rest = [resource for resource in group if resource[0] not in own]
    by_iri = dict(group)
    graphs: dict[str, Group] = {graph: list(rest) for graph in (sorted(supporters) or [""])}
    for iri, source in claims:
        graphs.setdefault(source, []).append((iri, by_iri[iri]))
    return sorted(graphs.items())
