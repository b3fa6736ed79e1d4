"""The page of the files of a dataset: every section and field, from the schemas that editors use."""

from __future__ import annotations

import inspect
from typing import Any

from generator import schema
from generator.markdown import anchor, code, document, prose, table
from ics_graph.dataset.raw import CLAIM_DEFAULTS, csv_columns
from ics_graph.model import RECORDS, Claim, Identifier, Participant, PhaseSpell
from ics_graph.serialization import WRITTEN_AS

_TITLES = ["field", "needed", "what it takes", "meaning"]
_PARTS = {"Claim": "Claims", "PhaseSpell": "Phases", "Identifier": "Identifiers", "Participant": "Participants"}
_SCALARS = {"text": "text", "number": "number", "yes-or-no": "yes or no", "date": "date"}
# Where the ontology's page has the words; a list that is not here has its own name there.
_PLACES = {
    "entity-types": "Entity types",
    "relation-types": "Relation types",
    "fact-properties": "Fact properties",
    "families": "Relation types",
}


def page() -> str:
    """Return the page."""
    records, about = schema.records_file(), schema.about_file()
    kinds: dict[str, type[Any]] = {kind.__name__: kind for kind in (Claim, PhaseSpell, Identifier, Participant)}
    parts = [
        "# Files of a dataset: every field",
        "How a dataset is laid out is in [dataset format](../dataset-format.md), and step by step in"
        " [bring your own system](../bring-your-own-system.md). An editor that knows JSON Schema completes and checks"
        " the YAML with [`dataset.schema.json`](dataset.schema.json), and `dataset.yaml` with"
        " [`dataset-yaml.schema.json`](dataset-yaml.schema.json).",
        "A date is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Text and numbers may be written with or without quotes.",
        " · ".join(f"[{name}]({anchor(name)})" for name in ("dataset.yaml", *RECORDS, *_PARTS.values(), "CSV")),
        "## dataset.yaml",
        table(_TITLES, _rows("About", about)),
    ]
    for section, record in RECORDS.items():
        parts += [f"## {section}", prose(inspect.getdoc(record) or "")]
        parts.append(table(_TITLES, _rows(record.__name__, records["$defs"][record.__name__])))
    for name, heading in _PARTS.items():
        parts += [f"## {heading}", prose(inspect.getdoc(kinds[name]) or "")]
        if name == "Claim":
            parts.append(
                f"`{CLAIM_DEFAULTS}`, at the top of a file, takes the same fields and fills in what claims leave out."
            )
        parts.append(table(_TITLES, _rows(name, records["$defs"][name])))
    return document(*parts, *_csv())


def _csv() -> list[str]:
    rows = []
    for section in RECORDS:
        columns = [WRITTEN_AS.get(name, name) for name in csv_columns(section)]
        rows.append((f"`{section}.csv`", code(*columns)))
    return ["## CSV", "Columns that a file of each section may have, in any order:", table(["file", "columns"], rows)]


def _rows(kind: str, shape: schema.Schema) -> list[tuple[str, str, str, str]]:
    needed = shape.get("required", ())
    return [
        (f"`{name}`", "yes" if name in needed else "", _takes(kind, name, field), field["description"])
        for name, field in shape["properties"].items()
    ]


def _takes(kind: str, name: str, field: schema.Schema) -> str:
    """Return what a field takes, in words, with links to the lists of the ontology."""
    if (kind, name) in schema.WORDS:
        words = schema.WORDS[kind, name]
        heading = _PLACES.get(words, words)
        what = "one of the families" if words == "families" else f"one of the {words.replace('-', ' ')}"
        return f"[{what}](ontology.md{anchor(heading)})"
    said = " or ".join(part for part in _shapes(field) if part)
    return f"{said}; `{_scalar(field['default'])}` where absent" if "default" in field else said


def _shapes(field: schema.Schema) -> list[str]:
    if "anyOf" in field:
        return list(dict.fromkeys(said for part in field["anyOf"] for said in _shapes(part)))
    if "enum" in field:
        return [code(*(word for word in field["enum"] if isinstance(word, str) and word != "true"))]
    if "$ref" in field:
        name = field["$ref"].rsplit("/", 1)[1]
        return [_SCALARS.get(name) or f"[{_PARTS[name].lower()}]({anchor(_PARTS[name])})"]
    if field.get("type") == "array":
        (item,) = _shapes(field["items"])
        return [f"list of {item}"]
    return []


def _scalar(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
