"""What resources are called and by which codes they are known."""

from __future__ import annotations

import re

from ics_graph.exchange.org_rdf import vocabulary as words
from ics_graph.exchange.org_rdf.graph import LOCAL, Graph, Term
from ics_graph.model import Identifier


def label(graph: Graph, subject: str) -> tuple[str | None, set[str]]:
    """Return the name of a resource, in English where there is one, and its other names.

    Of a person without a whole name it is the given and the family name.
    """
    names = _texts(graph, subject, *words.NAMES)
    if not names:
        parts = [_texts(graph, subject, *group)[:1] for group in (words.GIVEN_NAMES, words.FAMILY_NAMES)]
        whole = " ".join(text for part in parts for text in part)
        names = [whole] if whole else []
    others = _texts(graph, subject, *words.OTHER_NAMES)
    if not names and others:
        names, others = others[:1], others[1:]
    return (names[0] if names else None), {*names[1:], *others}


def _texts(graph: Graph, subject: str, *properties: str) -> list[str]:
    """Return literals in the order of their properties, but English first."""
    terms = [term for term in graph.all(subject, *properties) if term.literal and term.value.strip()]
    terms.sort(key=lambda term: (not term.language.startswith("en"), bool(term.language)))
    return [" ".join(term.value.split()) for term in terms]


def texts(graph: Graph, subject: str, name: str) -> list[str]:
    """Return the objects of a property as texts: a literal, or the name of a resource.

    The end of an address stands for a name only where it has letters: a number is a key of somebody's.
    """
    texts = []
    for term in graph.all(subject, name):
        named = term.value if term.literal else label(graph, term.value)[0]
        if not named:
            last = re.split(r"[/#]", term.value.rstrip("/#"))[-1]
            named = last if re.search(r"[^\W\d_]{2}", last) and not term.value.startswith("_:") else ""
        if named.strip():
            texts.append(" ".join(named.split()))
    return list(dict.fromkeys(texts))


def codes_of(graph: Graph, subject: str) -> list[Identifier]:
    """Return the identifiers of a resource: its IRI, and the codes that it is given, by their datatypes or schemes."""
    codes = {} if subject.startswith(("_:", LOCAL)) else {Identifier("iri", subject): None}
    for term in graph.all(subject, *words.CODES):
        if term.literal:
            codes.setdefault(_code(term, ""), None)
        else:
            scheme = next(iter(_scheme(graph, term.value)), "")
            for inner in graph.all(term.value, *words.NOTATIONS):
                if inner.literal:
                    codes.setdefault(_code(inner, scheme), None)
    for name, scheme in words.SCHEMED.items():
        for term in graph.all(subject, name):
            if term.literal:
                codes.setdefault(Identifier(scheme, term.value.strip()), None)
    return [code for code in codes if code.value]


def _scheme(graph: Graph, node: str) -> list[str]:
    """Return what the scheme or the agency of an identifier of its own is called."""
    return [text for name in words.OF_SCHEME for text in texts(graph, node, name)]


def _code(term: Term, scheme: str) -> Identifier:
    typed = re.split(r"[/#]", term.datatype)[-1] if term.datatype else ""
    plain = typed in ("", "string", "integer", "langString", "Text", "token", "anyURI")
    return Identifier((scheme or "identifier") if plain else typed, term.value.strip())
