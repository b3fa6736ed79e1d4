"""What resources are called and by which codes they are known."""

from __future__ import annotations

import re

from ics_graph.exchange.org_rdf import vocabulary as words
from ics_graph.exchange.org_rdf.graph import Graph
from ics_graph.model import Identifier


def label(graph: Graph, subject: str) -> tuple[str | None, set[str]]:
    """Return the name of a resource, in English where there is one, and its other names."""
    names = [term for term in graph.all(subject, *words.NAMES) if term.literal and term.value.strip()]
    names.sort(key=lambda term: (not term.language.startswith("en"), bool(term.language)))
    others = [term for term in graph.all(subject, *words.OTHER_NAMES) if term.literal and term.value.strip()]
    texts = [" ".join(term.value.split()) for term in (*names, *others)]
    return (texts[0] if names else None), set(texts[1 if names else 0 :])


def texts(graph: Graph, subject: str, name: str) -> list[str]:
    """Return the objects of a property as texts: a literal, or the name of a resource, or the end of its IRI."""
    texts = []
    for term in graph.all(subject, name):
        named = term.value if term.literal else label(graph, term.value)[0]
        named = named or re.split(r"[/#]", term.value.rstrip("/#"))[-1]
        if named.strip() and not named.startswith("_:"):
            texts.append(" ".join(named.split()))
    return list(dict.fromkeys(texts))


def codes_of(graph: Graph, subject: str) -> list[Identifier]:
    """Return the identifiers of a resource: its IRI, and the codes that it is given, by their datatypes."""
    codes = {} if subject.startswith("_:") else {Identifier("iri", subject): None}
    for term in graph.all(subject, *words.CODES):
        scheme = re.split(r"[/#]", term.datatype)[-1] if term.datatype else ""
        scheme = "identifier" if scheme in ("", "string", "integer", "langString") else scheme
        if term.literal and term.value.strip():
            codes.setdefault(Identifier(scheme, term.value.strip()))
    return list(codes)
