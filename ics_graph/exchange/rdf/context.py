"""The JSON-LD context: a short key for each predicate, and what its values are. Derived from the table of fields."""

from __future__ import annotations

from functools import cache
from typing import Any

from ics_graph.exchange.terms import BASE, DCTERMS, FIELDS, ICS, ORDER, ORG, PREFIXES, SKOS, TIME, XSD

# What is said beside the fields of the records, by the form of the value.
_TO_DATA = (
    *(ORG + name for name in ("member", "organization", "memberDuring", "originalOrganization")),
    *(ORG + name for name in ("resultingOrganization", "memberOf", "reportsTo", "subOrganizationOf", "unitOf")),
    *(ORG + name for name in ("linkedTo", "holds", "postIn", "role")),
    ICS + "during",
    TIME + "hasBeginning",
    TIME + "hasEnd",
)
_DATES = {"inXSDDate": "date", "inXSDgYearMonth": "gYearMonth", "inXSDgYear": "gYear"}
# Where two predicates end in the same word, or in one that says little.
_RENAMED = {DCTERMS + "type": "kind", SKOS + "prefLabel": "name", SKOS + "altLabel": "otherName"}


@cache
def terms() -> dict[str, tuple[str, str]]:
    """Return the key of each predicate, and the type its values are coerced to (``@id``, a datatype, or nothing)."""
    by_predicate: dict[str, tuple[str, str]] = {}
    for fields in FIELDS.values():
        for field in fields.values():
            kind = {"reference": "@id", "references": "@id", "link": "@id", "records": "@id"}.get(field.kind, "")
            by_predicate[field.predicate] = (_key(field.predicate), kind)
    by_predicate |= {predicate: (_key(predicate), "@id") for predicate in _TO_DATA}
    by_predicate |= {TIME + name: (name, XSD + datatype) for name, datatype in _DATES.items()}
    by_predicate[ORDER] = ("order", XSD + "integer")
    keys = [key for key, _ in by_predicate.values()]
    assert len(set(keys)) == len(keys), "two predicates share a key"
    return by_predicate


def context(base: str = BASE) -> dict[str, Any]:
    """Return the ``@context``; with it a document needs nothing from the network to be read."""
    entries: dict[str, Any] = {"id": base, **PREFIXES, "@vocab": ICS}
    for predicate, (key, kind) in sorted(terms().items(), key=lambda term: term[1][0]):
        if kind:
            entries[key] = {"@id": compact(predicate), "@type": kind if kind == "@id" else compact(kind)}
        elif predicate != ICS + key:
            entries[key] = compact(predicate)
    return entries


def compact(iri: str) -> str:
    """Return an IRI with its prefix, whole where it has none."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _key(predicate: str) -> str:
    return _RENAMED.get(predicate) or predicate.replace("#", "/").rpartition("/")[2]
