"""The page of the ontology: types, relations, properties, lists and rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.markdown import anchor, block, code, document, table
from ics_graph.ontology import ROOT, EntityType, Ontology, RelationType, load_ontology
from ics_graph.ontology.law import Rule, Seat
from ics_graph.package_data import shipped


def page() -> str:
    """Return the page."""
    ontology, prefixes = load_ontology(), _prefixes()
    iris = [iri for kind in ontology.types.values() for iri in kind.mappings]
    iris += [iri for relation in ontology.relations.values() for iri in relation.mappings]
    used = {_with_prefix(iri, prefixes).strip("`").split(":")[0] for iri in iris}
    contents = [
        "Entity types",
        "Relation types",
        "Fact properties",
        "Lists",
        "Statutory rules",
        "Statutory seats",
        "Prefixes",
    ]
    return document(
        "# Ontology",
        f"Version {ontology.version}, read from [`ontology/ics.ttl`](../../ontology/ics.ttl) and, for the law,"
        " [`ontology/law.ttl`](../../ontology/law.ttl). The names in `code` are what datasets write.",
        " · ".join(f"[{heading}]({anchor(heading)})" for heading in contents),
        "## Entity types",
        "An entity has the most exact type that a source bears out. Those in brackets only group others.",
        block("\n".join(_tree(ontology, ROOT, 0))),
        *(_branch(ontology, kind, prefixes) for kind in ontology.types.values() if kind.parent == ROOT),
        "## Relation types",
        "Where a type is permitted at an end, so is every kind of it.",
        *_families(ontology, prefixes),
        "## Fact properties",
        table(
            ["property", "label", "value", "at a time", "definition"],
            (
                (f"`{fact.name}`", fact.label, fact.value_kind, "one" if fact.single_valued else "", fact.definition)
                for fact in ontology.properties.values()
            ),
        ),
        "## Lists",
        *(
            f"### {name}\n\n"
            + table(
                ["word", "label", "definition"],
                ((f"`{word.name}`", word.label, word.definition) for word in words.values()),
            )
            for name, words in ontology.schemes.items()
        ),
        "## Statutory rules",
        "What a section lays down for bodies of a type ([why](../decisions/0040-the-law-by-its-section.md)). A rule"
        " with a line gives one to each body that it binds. It needs exactly one body of the other type in the data,"
        " or data that say which is the body's own. The others stand in the answers of [`law`](questions.md#law) alone."
        " *Read to* is the last day to which what was read of the section reaches.",
        table(
            ["rule", "line", "from", "until", "read to", "place", "what it says", "what it does not say"],
            (_rule(rule) for rule in ontology.rules),
        ),
        "## Statutory seats",
        "Seats that the law gives a board. They are data: no member is made or missed by them.",
        table(
            ["seat", "on", "least", "most", "nominated by", "appointed by", "approved by", "from", "until", "place"],
            (_seat(seat) for seat in ontology.seats),
        ),
        "## Prefixes",
        table(
            ["prefix", "namespace"],
            sorted((f"`{prefix}:`", f"<{namespace}>") for namespace, prefix in prefixes.items() if prefix in used),
        ),
    )


def _rule(rule: Rule) -> tuple[str, ...]:
    """Return the row of a rule: its line where it makes one, and what was read of its section."""
    line = f"`{rule.relation}`" if rule.relation else "no line"
    kinds = f"{code(*rule.subject_types)}{f' but not {code(*rule.except_types)}' if rule.except_types else ''}"
    objects = code(*rule.object_types) if rule.object_types else rule.object_name or ""
    read = {"in-part": "read in part", "not-read": "not read"}.get(rule.reading, rule.known_to or "")
    place = f"[{rule.legal_basis}, {rule.section}]({rule.legislation})"
    return (
        rule.label,
        f"{kinds} → {objects}: {line}",
        rule.since or "not read",
        rule.until or "",
        read,
        place,
        rule.definition,
        rule.limits or "",
    )


def _seat(seat: Seat) -> tuple[str, ...]:
    """Return the row of a seat; what no Act fixes is left empty."""
    numbers = (str(number) if number is not None else "" for number in (seat.least, seat.most))
    place = f"[{seat.legal_basis}, {seat.section}]({seat.legislation})"
    whom = (seat.nominated_by or "", seat.appointed_by or "", seat.approved_by or "")
    on = f"`{seat.seat_on}`{f', {seat.organ}' if seat.organ else ''}"
    return seat.label, on, *numbers, *whom, seat.since or "", seat.until or "", place


def _tree(ontology: Ontology, name: str, depth: int) -> Iterator[str]:
    kind = ontology.types[name]
    yield "  " * depth + (f"({name})" if kind.abstract else name)
    for below in ontology.types.values():
        if below.parent == name:
            yield from _tree(ontology, below.name, depth + 1)


def _branch(ontology: Ontology, top: EntityType, prefixes: dict[str, str]) -> str:
    kinds = [ontology.types[line.strip(" ()")] for line in _tree(ontology, top.name, 0)]
    rows = (
        (
            f"`{kind.name}`",
            f"{kind.label} ({kind.abbreviation})" if kind.abbreviation else kind.label,
            kind.definition + _remarks(kind),
            code(*kind.ods_roles) if kind.ods_roles else "",
            _short(kind.mappings, prefixes),
        )
        for kind in kinds
    )
    titles = ["type", "label", "definition", "ODS roles", "elsewhere"]
    return f"### {top.name}\n\n{table(titles, rows)}"


def _remarks(kind: EntityType) -> str:
    said = " *Only groups others.*" if kind.abstract else ""
    said += " *There is only one.*" if kind.singleton else ""
    said += f" *Not before {kind.exists_from}: {kind.exists_from_basis}.*" if kind.exists_from else ""
    said += f" *Not after {kind.exists_until}: {kind.exists_until_basis}.*" if kind.exists_until else ""
    links = ", ".join(f"[{link.removeprefix('https://www.')}]({link})" for link in kind.see_also)
    return said + (f" See {links}." if links else "")


def _families(ontology: Ontology, prefixes: dict[str, str]) -> Iterator[str]:
    for family in ontology.families.values():
        yield f"### Family: {family.label}\n\n`{family.name}`: {family.definition}"
        for name in ontology.in_family(family.name):
            yield _relation(ontology.relations[name], prefixes)


def _relation(relation: RelationType, prefixes: dict[str, str]) -> str:
    lines = [
        f"- reads: *{relation.label}*; the other way: *{relation.inverse_label}*",
        f"- from: {code(*relation.declared_subjects)}",
        f"- to: {code(*relation.declared_objects)}",
    ]
    same = [f"ODS `{name}`" for name in relation.ods_relationships]
    same += [f"ODS `{name}`, the other way" for name in relation.ods_inverse_relationships]
    same += [_short(relation.mappings, prefixes)] if relation.mappings else []
    lines += ["- holds in both directions"] if relation.symmetric else []
    lines += [f"- elsewhere: {'; '.join(same)}"] if same else []
    return f"#### {relation.name}\n\n{relation.definition}\n\n" + "\n".join(lines)


def _prefixes() -> dict[str, str]:
    """Return the prefixes of the ontology's files by their namespaces."""
    found: dict[str, str] = {}
    for path in sorted(shipped("ontology").glob("*.ttl")):
        for prefix, namespace in re.findall(r"^@prefix (\w+):\s+<([^>]+)>", path.read_text("utf-8"), re.MULTILINE):
            found[namespace] = prefix
    return found


def _short(iris: tuple[str, ...], prefixes: dict[str, str]) -> str:
    """Return IRIs with their prefixes; whole where none fits."""
    return ", ".join(_with_prefix(iri, prefixes) for iri in iris)


def _with_prefix(iri: str, prefixes: dict[str, str]) -> str:
    for namespace, prefix in prefixes.items():
        if iri.startswith(namespace):
            return f"`{prefix}:{iri.removeprefix(namespace)}`"
    return f"<{iri}>"
